import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATIENTS, type PatientsApi, startPatientsApi } from './patients.fixture.ts';
import type { PatientInput } from './patients.schema.ts';

/** Half past midnight of 21 November in Italy, still the 20th in UTC. */
const NOW = Temporal.Instant.from('2026-11-20T23:30:00Z');

let api: PatientsApi;
beforeAll(async () => {
  api = await startPatientsApi({ clock: () => NOW });
});
afterAll(() => api.platform.close());

const person = (relation: string) => ({ relation, firstName: 'Ada', lastName: 'Neri' });
const post = (members: object) =>
  api.call('POST', PATIENTS, { body: { firstName: 'Anna', lastName: 'Prova', ...members } });

describe('a broken rule is 422 and names its field', () => {
  test.each([
    ['birthDate', 'out_of_range', { birthDate: '2026-11-22' }],
    ['birthDate', 'out_of_range', { birthDate: '1889-12-31' }],
    ['deceasedAt', 'out_of_range', { deceasedAt: '2026-11-21T00:30:01+01:00' }],
    ['deceasedAt', 'out_of_range', { deceasedAt: '1899-12-31T23:59:59Z' }],
    ['vatNumber', 'invalid_syntax', { vatNumber: 'IT00743110157' }],
    ['vatNumber', 'invalid_syntax', { vatNumber: '0074311015' }],
    ['vatNumber', 'invalid_check_digit', { vatNumber: '00743110158' }],
    ['vatNumber', 'invalid_check_digit', { vatNumber: '00000000000' }],
    ['vatNumber', 'invalid_office', { vatNumber: '12345678903' }],
    ['fiscalCode', 'invalid_format', { fiscalCode: 'ROSSI' }],
    ['phone', 'invalid_phone', { phone: '+++++' }],
    ['phone', 'invalid_phone', { phone: '00 00 00' }],
    ['mobile', 'invalid_phone', { mobile: '+39 333 333 333 333 333' }],
    ['guardians.1.phone', 'invalid_phone', { guardians: [person('mother'), { ...person('father'), phone: '+-+-+' }] }],
    ['emergencyContacts.0.phone', 'invalid_phone', { emergencyContacts: [{ ...person('child'), phone: '(((((' }] }],
    [
      'exemptions.1.validTo',
      'before_start',
      { exemptions: [{ code: 'E01' }, { code: 'E02', validFrom: '2026-02-01', validTo: '2026-01-31' }] },
    ],
  ])('%s: %s (%#)', async (field, code, members) => {
    const answer = await post(members);
    expect(answer).toMatchObject({ status: 422, body: { error: 'validation_failed', details: [{ field, code }] } });
    expect(answer.body.details).toHaveLength(1);
    expect(answer.body.message).toContain(field);
  });

  test('all broken rules are told at once', async () => {
    const answer = await post({ birthDate: '1800-01-01', vatNumber: '1', phone: '00000', fiscalCode: 'x' });
    expect(answer.body.details.map(({ field }) => field)).toEqual(['birthDate', 'vatNumber', 'phone', 'fiscalCode']);
  });
});

describe('a malformed member is 400 and names its field', () => {
  test.each<[string, object]>([
    ['firstName', { firstName: '' }],
    ['firstName', { firstName: ' \t' }],
    ['firstName', { firstName: 'x'.repeat(101) }],
    ['lastName', { lastName: undefined }],
    ['lastName', { lastName: '\u00a0' }],
    ['birthDate', { birthDate: '2026-02-29' }],
    ['birthDate', { birthDate: '29/02/2024' }],
    ['birthDate', { birthDate: '1980-01-01T00:00:00Z' }],
    ['deceasedAt', { deceasedAt: '2024-01-01' }],
    ['deceasedAt', { deceasedAt: '2024-01-01T10:00:00' }],
    ['birthPlace.belfioreCode', { birthPlace: { belfioreCode: 'H50' } }],
    ['birthPlace.province', { birthPlace: { province: 'Roma' } }],
    ['birthPlace.country', { birthPlace: { country: 'ITA' } }],
    ['sex', { sex: 'm' }],
    ['fiscalCodeType', { fiscalCodeType: 'TEAM' }],
    ['residence.zip', { residence: { zip: '185' } }],
    ['domicile.istatCode', { domicile: { istatCode: 'H501' } }],
    ['phone', { phone: 'call me' }],
    ['phone', { phone: '1234' }],
    ['email', { email: 'anna@' }],
    ['email', { email: 'anna@example' }],
    ['pec', { pec: 'a b@example.test' }],
    ['preferredChannel', { preferredChannel: 'fax' }],
    ['reminderOptOuts', { reminderOptOuts: ['sms', 'sms'] }],
    ['asl.region', { asl: { region: '12' } }],
    ['healthCard.number', { healthCard: { number: '8038000000000000000' } }],
    ['healthCard.expiry', { healthCard: { expiry: '2031-13-01' } }],
    ['exemptions.0.code', { exemptions: [{ type: 'income' }] }],
    ['exemptions.0.type', { exemptions: [{ code: 'E01', type: 'x' }] }],
    ['guardians.0.relation', { guardians: [person('aunt')] }],
    ['emergencyContacts.0.lastName', { emergencyContacts: [{ relation: 'child', firstName: 'Ada' }] }],
    ['consents.0.type', { consents: [{ type: 'treatment', status: 'given', at: '2026-01-01T00:00:00Z' }] }],
    ['consents.0.at', { consents: [{ type: 'dossier', status: 'given' }] }],
    ['externalIds.0.system', { externalIds: [{ value: '1' }] }],
    ['externalIds', { externalIds: Array(21).fill({ system: 'a', value: 'b' }) }],
  ])('%s (%#)', async (field, members) => {
    const answer = await post(members);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(answer.body.details.map((detail) => detail.field)).toContain(field);
  });
});

describe('what lies at the edge is accepted', () => {
  test.each<[string, Partial<PatientInput>]>([
    ['somebody born today, on the clock of the clinic', { birthDate: '2026-11-21' }],
    ['somebody born in 1890', { birthDate: '1890-01-01' }],
    ['a death this very moment', { deceasedAt: '2026-11-20T23:30:00Z' }],
    ['names of 100 characters', { firstName: '𝒳'.repeat(100), lastName: 'y'.repeat(100) }],
    ['an exemption of one day', { exemptions: [{ code: 'E01', validFrom: '2026-01-01', validTo: '2026-01-01' }] }],
    ['a regional exemption without type', { exemptions: [{ code: 'LAZIO-7/b' }] }],
    ['a foreign state as place of birth', { birthPlace: { belfioreCode: 'Z404', country: 'US' } }],
    ['no consent at all', { consents: [] }],
    ['a refused consent', { consents: [{ type: 'dossier', status: 'refused', at: '2026-01-01T00:00:00Z' }] }],
    [
      'empty objects',
      { residence: {}, domicile: {}, birthPlace: {}, asl: {}, generalPractitioner: {}, healthCard: {} },
    ],
  ])('%s', async (_name, members) => {
    const created = await post(members);
    expect(created.status).toBe(201);
    const { deceasedAt: _, ...rest } = members;
    expect((await api.call('GET', `${PATIENTS}/${created.body.id}`)).body).toMatchObject(rest);
  });
});

describe('telephones are stored in E.164', () => {
  test.each([
    ['06 12345678', '+390612345678'],
    ['(06) 1234.5678', '+390612345678'],
    ['333-1234567', '+393331234567'],
    ['+39 333/1234567', '+393331234567'],
    ['0039 333 1234567', '+393331234567'],
    ['+44 (20) 7946-0000', '+442079460000'],
    ['0041 44 668 18 00', '+41446681800'],
  ])('%s becomes %s', async (given, stored) => {
    const { body } = await post({
      phone: given,
      mobile: given,
      guardians: [{ ...person('mother'), phone: given }],
      emergencyContacts: [{ ...person('friend'), phone: given }],
    });
    expect(body).toMatchObject({
      phone: stored,
      mobile: stored,
      guardians: [{ phone: stored }],
      emergencyContacts: [{ phone: stored }],
    });
  });
});
