import type { Address, CodeableConcept, ContactPoint, Extension, HumanName, Identifier } from '@medplum/fhirtypes';
import type { Patient } from '../api/patients/patients.schema.ts';
import { extensionUrl, externalSystem } from './names.ts';

/** Type, id and meta, which every resource begins with. */
export function identityOf<const Type extends string>(
  resourceType: Type,
  { id, version, updatedAt }: { id: number | string; version: number; updatedAt?: string },
) {
  return { resourceType, id: String(id), meta: { versionId: String(version), ...optional('lastUpdated', updatedAt) } };
}

/** A member that is left out when there is nothing: FHIR has no empty arrays. */
export function listed<Name extends string, Item>(name: Name, items: Item[]) {
  return (items.length === 0 ? {} : { [name]: items }) as { [Key in Name]: Item[] };
}

/** A member that is left out when it is undefined. */
export function optional<Name extends string, Value>(name: Name, value: Value | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]: Value };
}

export function referenceTo<Type extends string>(type: Type, id: number | string): { reference: `${Type}/${string}` } {
  return { reference: `${type}/${id}` };
}

export function externalIdentifiers(ids: Patient['externalIds']): Identifier[] {
  return ids.map(({ system, value }) => ({ system: externalSystem(system), value }));
}

export function concept(system: string, code: string, text?: string): CodeableConcept {
  return { coding: [{ system, code }], ...optional('text', text) };
}

export function nameOf({ firstName, lastName }: { firstName: string; lastName: string }): HumanName {
  return { use: 'official', text: `${firstName} ${lastName}`, family: lastName, given: [firstName] };
}

export function contactPoint(
  system: 'phone' | 'email',
  value: string | undefined,
  use?: ContactPoint['use'],
): ContactPoint[] {
  return value === undefined ? [] : [{ system, value, ...optional('use', use) }];
}

export function textExtension(name: string, value: string | undefined): Extension[] {
  return value === undefined ? [] : [{ url: extensionUrl(name), valueString: value }];
}

export function codeExtension(name: string, value: string | undefined): Extension[] {
  return value === undefined ? [] : [{ url: extensionUrl(name), valueCode: value }];
}

/** An extension that is made of others, with the members that there are. */
export function complexExtension(name: string, parts: Record<string, Omit<Extension, 'url'> | undefined>): Extension[] {
  const extension = Object.entries(parts).flatMap(([url, value]) => (value === undefined ? [] : [{ url, ...value }]));
  return extension.length === 0 ? [] : [{ url: extensionUrl(name), extension }];
}

export const asText = (value: string | undefined) => (value === undefined ? undefined : { valueString: value });
export const asCode = (value: string | undefined) => (value === undefined ? undefined : { valueCode: value });
export const asInstant = (value: string | undefined) => (value === undefined ? undefined : { valueDateTime: value });
export const asDate = (value: string | undefined) => (value === undefined ? undefined : { valueDate: value });

const STREET = 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-streetName';
const HOUSE = 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber';

export const ADDRESS_PARTS = { street: STREET, house: HOUSE } as const;

type PostalAddress = NonNullable<Patient['residence']>;

/** An address; street and number stand in one line, and each for itself in its extensions. */
export function addressOf(address: PostalAddress): Address {
  const { street, number, zip, municipality, istatCode, province, country } = address;
  const parts: Extension[] = [];
  if (street !== undefined) parts.push({ url: STREET, valueString: street });
  if (number !== undefined) parts.push({ url: HOUSE, valueString: number });
  const written = {
    extension: istatCode === undefined ? undefined : codeExtension('istat-code', istatCode),
    line:
      parts.length === 0
        ? undefined
        : [street !== undefined && number !== undefined ? `${street}, ${number}` : (street ?? number)],
    _line: parts.length === 0 ? undefined : [{ extension: parts }],
    city: municipality,
    state: province,
    postalCode: zip,
    country,
  };
  return written as Address;
}
