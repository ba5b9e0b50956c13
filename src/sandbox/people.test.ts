import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import {
  composeFiscalCode,
  fiscalCodeKind,
  fiscalCodeMismatches,
  hasValidCheckCharacter,
} from '../api/italy/fiscal-code.ts';
import { generatePeople, type SandboxPerson } from './people.ts';

const TODAY = '2026-11-20';
const people = generatePeople({ seed: 'corsia', count: 2_000, today: TODAY });
const minors = people.filter((person) => person.birthDate > '2008-11-20');

const phonesOf = (person: SandboxPerson) =>
  [
    person.phone,
    person.mobile,
    ...(person.guardians ?? []).map((guardian) => guardian.phone),
    ...(person.emergencyContacts ?? []).map((contact) => contact.phone),
  ].filter((phone) => phone !== undefined);
const fiscalCodesOf = (person: SandboxPerson) => [
  person.fiscalCode,
  ...(person.guardians ?? []).flatMap((guardian) => guardian.fiscalCode ?? []),
];
const share = (group: SandboxPerson[], has: (person: SandboxPerson) => unknown) =>
  group.filter(has).length / group.length;

describe('no real person', () => {
  test('every fiscal code is right, agrees with its person, and has a place that is nowhere', () => {
    for (const person of people) {
      const facts = { ...person, belfioreCode: person.birthPlace.belfioreCode };
      expect(person.fiscalCode).toBe(composeFiscalCode(facts));
      expect(fiscalCodeMismatches(person.fiscalCode, facts)).toEqual([]);
      expect(person.birthPlace).toMatchObject({
        belfioreCode: expect.stringMatching(/^X0(0[1-9]|1\d|20)$/),
        province: 'XX',
      });
    }
    const codes = people.flatMap(fiscalCodesOf);
    expect(codes.length).toBeGreaterThan(people.length + 300);
    for (const code of codes) {
      expect(fiscalCodeKind(code)).toBe('CF');
      expect(hasValidCheckCharacter(code)).toBe(true);
      expect(stdnum.IT!.codicefiscale!.validate(code).isValid).toBe(true);
      expect(code[11]).toMatch(/[N-Y]/);
    }
  });

  test('e-mail addresses are in a domain that cannot exist', () => {
    const addresses = people.flatMap((person) => person.email ?? []);
    expect(addresses.length).toBeGreaterThan(1_000);
    for (const address of addresses) expect(address).toMatch(/^[a-z]+\.[a-z]+\d{1,3}@[a-z]+\.test$/);
  });

  test('telephone numbers are in series that no subscriber has', () => {
    const phones = people.flatMap(phonesOf);
    expect(phones.length).toBeGreaterThan(2_000);
    for (const phone of phones) expect(phone).toMatch(/^\+39(30\d{8}|0120\d{6})$/);
  });

  test('health cards are of no state', () => {
    const cards = people.flatMap((person) => person.healthCard ?? []);
    expect(cards.length).toBeGreaterThan(1_500);
    for (const card of cards) expect(card.number).toMatch(/^80999\d{15}$/);
  });

  test('practitioners have codes of the sandbox', () => {
    for (const person of people) expect(person.generalPractitioner?.code ?? 'SBX').toMatch(/^SBX/);
  });
});

describe('a patient body', () => {
  test('has what the API asks', () => {
    for (const person of people) {
      expect(person.firstName.trim()).not.toBe('');
      expect(person.lastName.trim()).not.toBe('');
      expect(person.birthDate >= '1930-01-01' && person.birthDate <= '2026-11-06').toBe(true);
      expect(new Date(person.birthDate).toISOString().slice(0, 10)).toBe(person.birthDate);
      expect(person.fiscalCodeType).toBe('CF');
      expect(person.residence).toMatchObject({
        zip: expect.stringMatching(/^\d{5}$/),
        istatCode: expect.stringMatching(/^\d{6}$/),
        province: expect.stringMatching(/^[A-Z]{2}$/),
        country: 'IT',
      });
      if (person.asl) expect(`${person.asl.region}${person.asl.asl}`).toMatch(/^\d{6}$/);
      expect(Object.values(person)).not.toContain(undefined);
      expect(JSON.parse(JSON.stringify(person))).toEqual(person);
    }
  });

  test('prefers a channel that it has', () => {
    const reachable: Record<string, 'email' | 'mobile'> = { email: 'email', sms: 'mobile', phone: 'mobile' };
    for (const person of people.filter((person) => person.preferredChannel)) {
      const channel = person.preferredChannel!;
      expect(person[reachable[channel]!] ?? (channel === 'phone' && person.phone)).toBeTruthy();
    }
  });

  test('has guardians when a minor, and only then', () => {
    expect(minors.length).toBeGreaterThan(150);
    for (const person of people) expect((person.guardians ?? []).length > 0).toBe(minors.includes(person));
    for (const { lastName, guardians } of minors) {
      for (const guardian of guardians!) if (guardian.relation === 'father') expect(guardian.lastName).toBe(lastName);
    }
    expect(minors.some((person) => person.emergencyContacts)).toBe(false);
  });

  test('has exemptions that begin after birth and end after they begin', () => {
    const exemptions = people.flatMap((person) =>
      (person.exemptions ?? []).map((exemption) => ({ person, exemption })),
    );
    expect(exemptions.length).toBeGreaterThan(400);
    for (const { person, exemption } of exemptions) {
      const { validFrom = '', validTo = '9999' } = exemption;
      expect(validFrom >= person.birthDate && validFrom <= TODAY).toBe(true);
      expect(validTo > validFrom).toBe(true);
    }
  });

  test('has consents between birth and today, in Italian time', () => {
    const time = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'medium' });
    const consents = people.flatMap((person) => (person.consents ?? []).map((consent) => ({ person, consent })));
    expect(new Set(consents.map(({ consent }) => consent.at.slice(19)))).toEqual(new Set(['+01:00', '+02:00']));
    for (const { person, consent } of consents) {
      expect(time.format(new Date(consent.at)).replace(' ', 'T')).toBe(consent.at.slice(0, 19));
      expect(consent.at > person.birthDate && consent.at < TODAY).toBe(true);
    }
    for (const person of people.filter(({ consents }) => consents?.some(({ type }) => type === 'dossier_past'))) {
      expect(person.consents).toContainEqual(expect.objectContaining({ type: 'dossier', status: 'given' }));
    }
  });
});

describe('variety', () => {
  test('names, ages, sexes and towns are those of a clinic', () => {
    expect(new Set(people.map(({ firstName, lastName }) => `${firstName} ${lastName}`)).size).toBeGreaterThan(1_800);
    expect(new Set(people.map((person) => person.residence?.istatCode)).size).toBeGreaterThan(40);
    expect(share(people, (person) => person.sex === 'F')).toBeCloseTo(0.54, 1);
    expect(share(people, (person) => person.birthDate < '1961-11-20')).toBeCloseTo(0.25, 1);
    expect(share(people, (person) => minors.includes(person))).toBeCloseTo(0.15, 1);
    for (const spelling of [/^De Luca$/, /^D'Angelo$/, /[àèéìòù]/]) {
      expect(people.some((person) => spelling.test(person.lastName))).toBe(true);
    }
    for (const spelling of [/^Nicolò$/, /^Anna Maria$/]) {
      expect(people.some((person) => spelling.test(person.firstName))).toBe(true);
    }
  });
});

describe('repeatability', () => {
  test('a longer run begins with a shorter one', () => {
    expect(generatePeople({ seed: 'corsia', count: 300, today: TODAY })).toEqual(people.slice(0, 300));
    expect(generatePeople({ seed: 'corsia', count: 0, today: TODAY })).toEqual([]);
  });

  test('another seed gives other people', () => {
    const others = generatePeople({ seed: 'other', count: 300, today: TODAY });
    const codes = new Set(people.map((person) => person.fiscalCode));
    expect(others.filter((person) => codes.has(person.fiscalCode))).toEqual([]);
  });

  test('grown people are the same all year', () => {
    const inMarch = generatePeople({ seed: 'corsia', count: 2_000, today: '2026-03-01' });
    for (const [index, person] of people.entries()) {
      if (person.birthDate < '2025') expect(inMarch[index]!.fiscalCode).toBe(person.fiscalCode);
    }
  });

  test('a hundred thousand have codes of their own', { timeout: 60_000 }, () => {
    const many = generatePeople({ seed: 'corsia', count: 100_000, today: TODAY });
    const codes = many.flatMap(fiscalCodesOf);
    expect(codes.length).toBeGreaterThan(100_000);
    expect(new Set(codes).size).toBe(codes.length);
    expect(many.every((p) => p.fiscalCode === composeFiscalCode({ ...p, ...p.birthPlace }))).toBe(true);
  });
});
