export { moveEpisodes } from './episodes.queries.ts';
