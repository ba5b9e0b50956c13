import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Patient } from '../../src/api/patients/patients.schema.ts';
import { readPatient } from '../../src/fhir/patient/patient.input.ts';
import { toFhirPatient } from '../../src/fhir/patient/patient.mapper.ts';

const word = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .filter((text) => text.trim() === text && text !== '');
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const members = <Shape extends object>(model: { [Name in keyof Shape]: fc.Arbitrary<Shape[Name]> }) =>
  fc.record(model, { requiredKeys: [] });
const notEmpty = (value: object) => Object.values(value).some((member) => member !== undefined);

const address = members({
  street: word,
  number: word,
  zip: digits(5),
  municipality: word,
  istatCode: digits(6),
  province: fc.constantFrom('RM', 'MI'),
  country: fc.constant('IT'),
}).filter(notEmpty);
const phone = digits(9).map((number) => `+39${number}`);
const email = fc.constantFrom('a@example.test', 'b.c@example.test');
const name = { firstName: word, lastName: word };
const code = fc.oneof(
  fc.constant({ fiscalCodeType: 'NONE' as const }),
  fc.constant({ fiscalCodeType: 'CF' as const, fiscalCode: 'RSSMRA80A01H501U' }),
  digits(13).map((number) => ({ fiscalCodeType: 'STP' as const, fiscalCode: `STP${number}` })),
  digits(13).map((number) => ({ fiscalCodeType: 'ENI' as const, fiscalCode: `ENI${number}` })),
  word.map((fiscalCode) => ({ fiscalCodeType: 'FOREIGN' as const, fiscalCode })),
);

/** Everything that a clinic may have written of a patient. */
const patients = fc
  .record({
    ...name,
    birthDate: some(day),
    birthPlace: some(
      members({
        name: word,
        belfioreCode: fc.constant('H501'),
        province: fc.constant('RM'),
        country: fc.constant('IT'),
      }).filter(notEmpty),
    ),
    sex: some(fc.constantFrom('M' as const, 'F' as const)),
    vatNumber: some(digits(11)),
    residence: some(address),
    domicile: some(address),
    phone: some(phone),
    mobile: some(phone),
    email: some(email),
    pec: some(email),
    preferredChannel: some(fc.constantFrom('email' as const, 'post' as const)),
    reminderOptOuts: some(fc.constant(['sms' as const, 'phone' as const])),
    asl: some(members({ region: digits(3), asl: digits(3), name: word }).filter(notEmpty)),
    generalPractitioner: some(members({ name: word, code: word }).filter(notEmpty)),
    healthCard: some(members({ number: digits(20), expiry: day }).filter(notEmpty)),
    exemptions: some(
      fc.array(
        fc.record({ code: word, type: some(fc.constant('income' as const)), validFrom: some(day), validTo: some(day) }),
        { minLength: 1, maxLength: 3 },
      ),
    ),
    guardians: some(
      fc.array(
        fc.record({
          relation: fc.constantFrom('mother' as const, 'other' as const),
          ...name,
          fiscalCode: some(word),
          phone: some(phone),
          email: some(email),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    ),
    emergencyContacts: some(
      fc.array(
        fc.record({ relation: fc.constantFrom('spouse' as const, 'friend' as const), ...name, phone: some(phone) }),
        { minLength: 1, maxLength: 2 },
      ),
    ),
    deceasedAt: some(day.map((date) => `${date}T10:00:00.000+01:00`)),
    tsOpposition: fc.boolean(),
    externalIds: fc.array(fc.record({ system: fc.oneof(word, fc.constant('https://example.test/ids')), value: word }), {
      maxLength: 3,
    }),
  })
  .chain((base) => code.map((own) => ({ ...base, ...own })));

/** As it is stored, without members that are undefined. */
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

test('a patient goes to FHIR and comes back with everything', () => {
  fc.assert(
    fc.property(patients, (written) => {
      const stored = plain(written);
      const assigned = {
        id: 7,
        version: 3,
        fiscalCodeStatus: 'unverified',
        createdAt: 'x',
        updatedAt: '2026-01-01T10:00:00+01:00',
      };
      const { input, active } = readPatient(plain(toFhirPatient({ ...assigned, ...stored } as Patient)));
      expect(active).toBe(true);
      const { fiscalCodeType, tsOpposition, externalIds, ...rest } = stored;
      expect(plain(input)).toEqual({
        ...rest,
        // What the code says by itself is told by the service again.
        ...(['STP', 'ENI', 'FOREIGN'].includes(fiscalCodeType) && { fiscalCodeType }),
        ...(tsOpposition && { tsOpposition }),
        ...(externalIds.length > 0 && { externalIds }),
      });
    }),
    { numRuns: 300 },
  );
});
