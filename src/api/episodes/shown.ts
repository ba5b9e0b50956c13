import type { Episode } from './episodes.schema.ts';

export const mayRead = { scope: 'giponext.episodes', permission: 'episodes.read' } as const;
export const mayWrite = { scope: 'giponext.episodes', permission: 'episodes.write' } as const;
export const mayDelete = { scope: 'giponext.episodes', permission: 'episodes.delete' } as const;

/** The answer that shows one episode. */
export function shown(episode: Episode) {
  return { body: episode, etag: `"${episode.version}"`, patientIds: [episode.patientId] };
}
