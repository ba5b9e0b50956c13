import type { Queryable } from '../../platform/database/index.ts';
import { type Interval, merge } from './intervals.ts';
import { type BusyRow, type Resources, readBusy } from './occupancies.queries.ts';
import type { Plan } from './plan.ts';
import type { Busy } from './slots.ts';

const DAY_MS = 86_400_000;

/** Everybody and everything that any of the plans may take up. */
export function resourcesOf(plans: readonly Plan[]): Resources {
  const practitioners = plans.flatMap(({ agenda }) => agenda.practitionerId ?? []);
  const rooms = plans.flatMap(({ requirements }) => requirements.flatMap(({ anyOfIds }) => anyOfIds));
  return { practitioners: [...new Set(practitioners)], rooms: [...new Set(rooms)] };
}

/**
 * What is taken of the plans' resources between two instants, with a margin for what begins before and ends after.
 * @param except an appointment that is not in its own way
 */
export async function loadBusy(
  db: Queryable,
  tenantId: string,
  plans: readonly Plan[],
  { from, to }: { from: number; to: number },
  except?: number,
): Promise<Busy> {
  const longest = Math.max(0, ...plans.map(({ duration, bufferAfter }) => duration + bufferAfter));
  const margin = { from: from - DAY_MS, to: to + longest + DAY_MS };
  const rows = await readBusy(db, tenantId, resourcesOf(plans), margin, except);
  const of = (kind: BusyRow['kind']) =>
    new Map(rows.filter((row) => row.kind === kind).map((row) => [row.resource_id, intervalsOf(row)]));
  return { practitioners: of('practitioner'), rooms: of('room'), starts: startsByAgenda(plans, rows) };
}

function intervalsOf({ blocked_from, blocked_to }: BusyRow): Interval[] {
  return merge(blocked_from.map((start, index) => ({ start, end: blocked_to[index]! })));
}

/** Every appointment of an agenda takes up its practitioner, or else its room: there they can be counted. */
function startsByAgenda(plans: readonly Plan[], rows: readonly BusyRow[]): Map<number, number[]> {
  return new Map(
    plans
      .filter(({ agenda }) => agenda.rules.maxPerDay !== undefined)
      .map(({ agenda: { id, practitionerId, roomId } }) => {
        const main = rows.find(({ kind, resource_id }) =>
          practitionerId === undefined
            ? kind === 'room' && resource_id === roomId
            : kind === 'practitioner' && resource_id === practitionerId,
        );
        return [id, main?.starts.filter((_, index) => main.agenda_ids[index] === id) ?? []];
      }),
  );
}
