/** What other resources may do with the times that appointments take up. */
export {
  deleteOccupancy,
  insertOccupancy,
  keepOccupancy,
  lockResources,
  readBusy,
} from './occupancies.queries.ts';
