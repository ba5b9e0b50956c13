import { findOpenTimes, type OpenTime } from '../../api/availabilities/open-times.service.ts';
import type { Criterion, FieldComparison } from '../../api/search.ts';
import { treatmentSearch } from '../../api/treatments/treatments.service.ts';
import type { FhirCall } from '../call.ts';
import { badValue, FhirRefusal, notSupported } from '../refusal.ts';
import type { Source } from '../search/source.ts';
import { parseSlotId } from './slot-id.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 31;
const USUAL_DAYS = 7;
const MOST_COUNTED = 10_000;
const MINUTE_MS = 60_000;
const LATEST = Date.UTC(9999, 0);

/** A free time as an object of the resource Slot; `id` is its place among those of one moment. */
export interface Slot extends OpenTime {
  id: number;
  version: number;
}

/** Slots are not stored: a search computes them, and a page goes on behind the start of the last. */
export const slotSource: Source<Slot> = {
  async find(call, criteria, { after, limit }) {
    const asked = await questionOf(call as FhirCall, criteria);
    if (!asked) return { items: [] };
    const from = after ? Number(after.key) : asked.from;
    if (!Number.isSafeInteger(from)) throw badValue('_cursor', 'is none that this search answered');
    // All that begin with the place's own moment come again; those up to the place are left out.
    const skipped = after?.id ?? 0;
    const times = await findOpenTimes(call as FhirCall, { ...asked, from, limit: skipped + limit + 1 });
    const items: Slot[] = [];
    let place = 0;
    for (const [index, time] of times.entries()) {
      place = index > 0 && times[index - 1]!.at === time.at ? place + 1 : 1;
      items.push({ ...time, id: place, version: 1 });
    }
    const rest = items.filter(({ at, id }) => !after || at > from || id > skipped);
    const last = rest[limit - 1];
    return {
      items: rest.slice(0, limit),
      next: rest.length > limit && last ? { id: last.id, key: String(last.at) } : undefined,
    };
  },
  async count(call, criteria) {
    const asked = await questionOf(call as FhirCall, criteria);
    if (!asked) return 0;
    const { length } = await findOpenTimes(call as FhirCall, { ...asked, limit: MOST_COUNTED + 1 });
    if (length <= MOST_COUNTED) return length;
    throw new FhirRefusal('range_too_long', 'too-costly', `More than ${MOST_COUNTED} free times are not counted.`);
  },
};

interface Question {
  from: number;
  to: number;
  agendaIds: readonly number[] | undefined;
  treatmentIds: readonly number[];
}

/** What is asked for; undefined when nothing can answer it. */
async function questionOf(call: FhirCall, criteria: readonly Criterion[]): Promise<Question | undefined> {
  const now = call.now().epochMilliseconds;
  const question: Question = { from: now, to: Number.NaN, agendaIds: undefined, treatmentIds: [] };
  for (const { anyOf, not } of criteria) {
    const [one, ...others] = anyOf;
    if (!one) return undefined;
    if (not || others.length > 0)
      throw notSupported(`Slots are searched by one value of ${one.field} each.`, one.field);
    if (one.field === 'start') narrow(question, one);
    else if (one.op !== 'in') throw notSupported(`Slots are not searched like that.`, one.field);
    else if (one.field === 'schedule') question.agendaIds = one.values as number[];
    else if (one.field === 'status') {
      if (!one.values.includes('free')) return undefined;
    } else if (one.field === 'treatmentId') question.treatmentIds = one.values as number[];
    else if (one.field === 'code') question.treatmentIds = await treatmentIdsOf(call, one);
    else if (one.field === 'id') {
      const time = parseSlotId(String(one.values[0]));
      if (!time || one.values.length > 1) return undefined;
      const { agendaId, treatmentId, at } = time;
      Object.assign(question, { from: at, to: at + MINUTE_MS, agendaIds: [agendaId] });
      question.treatmentIds = treatmentId === undefined ? [] : [treatmentId];
    }
    if (one.field === 'code' && question.treatmentIds.length === 0) return undefined;
  }
  if (Number.isNaN(question.to)) question.to = Math.max(question.from, now) + USUAL_DAYS * DAY_MS;
  if (question.to - Math.max(question.from, now) > MOST_DAYS * DAY_MS + DAY_MS) {
    throw new FhirRefusal('range_too_long', 'too-costly', `Free times are searched over ${MOST_DAYS} days at most.`);
  }
  return question;
}

/** Years of more than four digits are no instants here; nothing is open that late. */
function instantOf(text: string): number {
  const at = Date.parse(text);
  return Number.isNaN(at) ? LATEST : at;
}

function narrow(question: Question, one: FieldComparison): void {
  if (one.op !== 'within') throw badValue('start', 'must be a date');
  if (one.from !== undefined) question.from = Math.max(question.from, instantOf(one.from));
  if (one.before === undefined) return;
  const before = instantOf(one.before);
  question.to = Number.isNaN(question.to) ? before : Math.min(question.to, before);
}

async function treatmentIdsOf(call: FhirCall, one: FieldComparison): Promise<number[]> {
  const { items } = await treatmentSearch.find(call, [{ anyOf: [one] }], { limit: 20 });
  return items.map(({ id }) => id);
}
