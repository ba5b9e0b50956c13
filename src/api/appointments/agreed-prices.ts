import { ServiceError } from '../../platform/errors.ts';
import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import type { Price } from '../price-lists/prices.schema.ts';
import { findPrices } from '../price-lists/prices.service.ts';
import type { BookedTreatment } from './appointments.schema.ts';
import type { AppointmentCall, Placement, Wish } from './placement.ts';

type Choice = Wish['treatments'][number];

/**
 * The treatments as they are kept, each with the price that holds now: the agreed one, or that of the list asked for, of
 * the patient's payers, or of everybody. What was booked before keeps its price.
 * @throws ServiceError invalid_request for more than two decimals
 */
export async function agreePrices(
  call: AppointmentCall,
  { agenda, treatments, day }: { agenda: BookableAgenda } & Pick<Placement, 'treatments' | 'day'>,
  choices: readonly Choice[],
  patientId: number | undefined,
  before: readonly BookedTreatment[] = [],
): Promise<BookedTreatment[]> {
  choices.forEach(({ price }, index) => {
    if (price !== undefined && Math.round(price * 100) !== Number((price * 100).toFixed(6)))
      throw tooPrecise(`treatments.${index}.price`);
  });
  const kept = (choice: Choice) => before.find((old) => isKept(old, choice));
  const { practitionerId } = agenda;
  const lists = new Set(choices.filter((choice) => choice.price === undefined && !kept(choice)).map(listOf));
  const found = new Map<number | undefined, ReadonlyMap<number, Price>>();
  for (const priceListId of lists) {
    const treatmentIds = choices.map(({ treatmentId }) => treatmentId);
    const question = { treatmentIds, practitionerId, patientId, priceListId, date: day.date };
    found.set(priceListId, await findPrices(call.db, call.tenant.id, question));
  }
  return choices.map((choice, index): BookedTreatment => {
    const { treatment } = treatments[index]!;
    const { durationMinutes } = treatment.eligiblePractitioners.find(({ id }) => id === practitionerId) ?? treatment;
    const booked = { treatmentId: treatment.id, durationMinutes: durationMinutes ?? treatment.durationMinutes };
    const old = kept(choice);
    if (old) return { ...old, ...booked };
    const { price } = choice;
    if (price !== undefined) return { ...booked, price, patientShare: price, payerShare: 0 };
    const listed = found.get(listOf(choice))?.get(treatment.id);
    return { ...booked, ...(listed && sharesOf(listed)) };
  });
}

const listOf = ({ priceListId }: Choice) => priceListId;

/** The same treatment, for which no other price or list is asked. */
export function isKept(old: BookedTreatment, { treatmentId, price, priceListId }: Choice): boolean {
  return (
    old.treatmentId === treatmentId &&
    (price === undefined || price === old.price) &&
    (priceListId === undefined || priceListId === old.priceListId)
  );
}

function sharesOf({ price, patientShare, payerShare, priceListId }: Price) {
  return { price, patientShare, payerShare, ...(priceListId !== undefined && { priceListId }) };
}

function tooPrecise(field: string): ServiceError {
  return new ServiceError('invalid_request', `The body is not valid: ${field}.`, {
    details: [{ field, code: 'invalid_decimals', message: 'must have at most two decimals' }],
  });
}
