import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COMPANY, openTill, type Till } from './till.ts';

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(async () => {
  await till.close();
});
beforeEach(() => till.setClock('2026-11-20T10:00:00+01:00'));

const EXEMPT = { rate: 0, nature: 'N4' };
const lines = (...prices: number[]) => prices.map((unitPrice) => ({ description: 'Visita', unitPrice, vat: EXEMPT }));
const refusal = ({ status, body }: Awaited<ReturnType<Till['send']>>) =>
  `${status} ${body.error} ${body.details[0]?.field ?? ''} ${body.details[0]?.code ?? ''}`.trim();
const read = (id: number) => till.done('GET', `/invoices/${id}`);

describe('payments', () => {
  const pay = (id: number, body: object) => till.send('POST', `/invoices/${id}/payments`, body);

  test('are noted up to the balance', async () => {
    const { id } = await till.issued();
    const first = await pay(id, { method: 'cash', amount: 52 });
    expect(first).toMatchObject({ status: 201, body: { amount: 52, traceable: false, date: '2026-11-20' } });
    expect(await read(id)).toMatchObject({ status: 'partially_paid', version: 3, paid: 52, balance: 50 });
    expect(refusal(await pay(id, { method: 'card', amount: 50.01 }))).toBe(
      '422 validation_failed amount exceeds_balance',
    );
    await pay(id, { method: 'card', amount: 50, date: '2026-11-19', reference: 'POS 7' });
    expect(await read(id)).toMatchObject({ status: 'paid', paid: 102, balance: 0 });
    expect(refusal(await pay(id, { method: 'card', amount: 0.01 }))).toBe(
      '422 validation_failed amount exceeds_balance',
    );
    const { items, hasMore } = await till.done('GET', `/invoices/${id}/payments?limit=1`);
    expect([items, hasMore]).toEqual([[first.body], true]);
    expect(await till.done('GET', `/invoices/${id}/payments?offset=1&includeTotal=true`)).toMatchObject({
      items: [{ method: 'card', traceable: true, reference: 'POS 7', date: '2026-11-19' }],
      total: 2,
    });
  });

  test('of nothing, of fractions, of tomorrow, of traceable cash and of drafts are refused', async () => {
    const { id } = await till.issued();
    expect(refusal(await pay(id, { method: 'card', amount: 0 }))).toMatch(/^400 invalid_request amount/);
    expect(refusal(await pay(id, { method: 'card', amount: 1.234 }))).toBe(
      '400 invalid_request amount invalid_decimals',
    );
    expect(refusal(await pay(id, { method: 'card', amount: 1, date: '2026-11-21' }))).toBe(
      '422 validation_failed date in_future',
    );
    expect(refusal(await pay(id, { method: 'cash', amount: 1, traceable: true }))).toBe(
      '422 validation_failed traceable cash_not_traceable',
    );
    expect(refusal(await pay((await till.draft()).id, { method: 'card', amount: 1 }))).toBe('422 invalid_transition');
  });

  test('of 20 at once never exceed the balance', async () => {
    const { id } = await till.issued();
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(id, { method: 'card', amount: 10.2 })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(await read(id)).toMatchObject({ status: 'paid', paid: 102 });
  });
});

describe('credit notes', () => {
  const credit = (id: number, body: object = {}) =>
    till.send('POST', `/invoices/${id}/credit-notes`, { reason: 'Errore', ...body });

  test('take back the whole, with numbers of their own', async () => {
    const invoice = await till.issued();
    const { status, body: note } = await credit(invoice.id);
    expect(status).toBe(201);
    expect(note).toMatchObject({
      status: 'issued',
      documentType: 'TD04',
      creditsInvoiceId: invoice.id,
      reason: 'Errore',
      formattedNumber: '2/T/2026',
      customer: invoice.customer,
      lines: [{ creditsLineNumber: 1, amount: 100, vat: { nature: 'N4' } }],
      totals: { fees: 100, stamp: 2, total: 102 },
      stamp: { due: true, amount: 2, chargedToCustomer: false, charged: 2 },
    });
    expect(await read(invoice.id)).toMatchObject({ status: 'credited', credited: 102, balance: 0 });
    expect(refusal(await credit(invoice.id))).toBe('422 invalid_transition');
    expect(refusal(await credit(note.id))).toBe('422 invalid_transition');
    expect((await till.done('GET', `/invoices?creditsInvoiceId=${invoice.id}`)).items).toEqual([note]);
  });

  test('take back parts, never more than is left of a line', async () => {
    const issuerId = await till.issuer({
      kind: 'professional',
      fund: { type: 'TC21', rate: 2 },
      creditNoteSection: 'NC',
    });
    const vat = { rate: 22 };
    const invoice = await till.issued({
      issuerId,
      patientId: undefined,
      customer: COMPANY,
      lines: [{ description: 'A', unitPrice: 33.33, vat }, ...lines(66.67)],
    });
    const part = (await credit(invoice.id, { lines: [{ lineNumber: 1, amount: 11.11 }] })).body;
    expect(part).toMatchObject({
      formattedNumber: '1/NC/2026',
      totals: { fees: 11.11, social: 0.22, vat: 2.49, stamp: 0, total: 13.82, withheld: 2.22, due: 11.6 },
    });
    expect(await read(invoice.id)).toMatchObject({ status: 'partially_credited', credited: 13.82 });
    const over = { lines: [{ lineNumber: 1, amount: 22.23 }] };
    expect(refusal(await credit(invoice.id, over))).toBe('422 validation_failed lines.0.amount exceeds_invoice');
    expect(refusal(await credit(invoice.id, { lines: [{ lineNumber: 3, amount: 1 }] }))).toBe(
      '422 validation_failed lines.0.lineNumber not_found',
    );
    expect(refusal(await credit(invoice.id, { lines: [{ lineNumber: 1, amount: 0 }] }))).toBe(
      '422 validation_failed lines.0.amount nothing_to_credit',
    );
    const twice = {
      lines: [
        { lineNumber: 1, amount: 1 },
        { lineNumber: 1, amount: 1 },
      ],
    };
    expect(refusal(await credit(invoice.id, twice))).toBe('422 validation_failed lines.1.lineNumber duplicate');
    const rest = (await credit(invoice.id)).body;
    for (const amount of ['fees', 'social', 'vat', 'total', 'withheld', 'due'])
      expect(part.totals[amount] + rest.totals[amount]).toBeCloseTo(invoice.totals[amount], 6);
    expect(await read(invoice.id)).toMatchObject({ status: 'credited', balance: 0 });
  });

  test('are dated after the invoice and not in the future', async () => {
    const { id } = await till.issued({ issueDate: '2026-11-10' });
    expect(refusal(await credit(id, { issueDate: '2026-11-09' }))).toBe(
      '422 validation_failed issueDate before_invoice',
    );
    expect(refusal(await credit(id, { issueDate: '2026-11-21' }))).toBe('422 validation_failed issueDate in_future');
    expect(refusal(await credit((await till.draft()).id))).toBe('422 invalid_transition');
  });

  test('of an invoice that was paid are given back', async () => {
    const { id } = await till.issued({ lines: lines(50) });
    await till.done('POST', `/invoices/${id}/payments`, { method: 'card', amount: 50 });
    const note = (await credit(id, { lines: [{ lineNumber: 1, amount: 20 }] })).body;
    expect(await read(id)).toMatchObject({ status: 'paid', balance: -20 });
    await till.done('POST', `/invoices/${note.id}/payments`, { method: 'bank_transfer', amount: 20 });
    expect(await read(note.id)).toMatchObject({ status: 'paid', paid: 20, stamp: { due: false } });
  });

  test('of 12 at once together never exceed the invoice', async () => {
    const { id } = await till.issued({ lines: lines(50) });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => credit(id, { lines: [{ lineNumber: 1, amount: 10 }] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(await read(id)).toMatchObject({ status: 'credited', credited: 50 });
    const numbers = answers.flatMap(({ body }) => body.number ?? []).sort();
    expect(numbers).toEqual([2, 3, 4, 5, 6]);
  });
});

describe('what a patient has', () => {
  test('becomes that of whom the patient is merged into; what was issued stays as it is', async () => {
    const [loser, winner] = [await till.patient(), await till.patient()];
    const issued = await till.issued({ patientId: loser.id });
    const draft = await till.draft({ patientId: loser.id });
    await till.done('POST', `/patients/${loser.id}/merge`, { intoId: winner.id });
    expect(await read(issued.id)).toMatchObject({ patientId: winner.id, customer: issued.customer, pdf: issued.pdf });
    expect(await till.done('POST', `/invoices/${draft.id}/issue`)).toMatchObject({
      patientId: winner.id,
      customer: { lastName: winner.lastName },
    });
  });

  test('cannot be left without the patient', async () => {
    const { patientId } = await till.issued();
    expect((await till.send('DELETE', `/patients/${patientId}`)).status).toBe(422);
  });
});

describe('an appointment that is on an invoice', () => {
  const pick = async (status: string) =>
    (await till.done('GET', `/appointments?status=${status}&sort=-id&limit=1`)).items[0];
  const invoiced = (appointment: { id: number; patientId: number }) =>
    till.issued({ appointmentId: appointment.id, patientId: appointment.patientId, lines: lines(50) });

  test('is not deleted before the invoice is taken back', async () => {
    const appointment = await pick('booked');
    const { id } = await invoiced(appointment);
    const remove = () => till.send('DELETE', `/appointments/${appointment.id}`);
    expect(refusal(await remove())).toBe('422 invalid_transition');
    await till.done('POST', `/invoices/${id}/credit-notes`, { reason: 'Errore' });
    expect((await remove()).status).toBe(204);
  });

  test('does not begin again before the invoice is taken back', async () => {
    const appointment = await pick('completed');
    const { id } = await invoiced(appointment);
    const reopen = () => till.send('POST', `/appointments/${appointment.id}/reopen`);
    expect(refusal(await reopen())).toBe('422 invalid_transition');
    await till.done('POST', `/invoices/${id}/credit-notes`, { reason: 'Errore' });
    expect((await reopen()).body.status).toBe('in_progress');
  });

  test("brings its agreed prices and is the patient's", async () => {
    const appointment = await pick('completed');
    const [booked] = appointment.treatments;
    const draft = await till.draft({
      appointmentId: appointment.id,
      patientId: appointment.patientId,
      lines: [{ treatmentId: booked.treatmentId }],
    });
    expect(draft.lines[0].unitPrice).toBe(booked.patientShare);
    const body = { issuerId: draft.issuerId, appointmentId: appointment.id, lines: lines(1) };
    const { id } = await till.patient();
    expect(refusal(await till.send('POST', '/invoices', { ...body, patientId: id }))).toBe(
      '422 validation_failed appointmentId other_patient',
    );
  });
});
