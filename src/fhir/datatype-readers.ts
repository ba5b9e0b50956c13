import type { Patient } from '../api/patients/patients.schema.ts';
import { ADDRESS_PARTS } from './datatypes.ts';
import { extensionUrl, externalName } from './names.ts';
import type { Reader } from './reader.ts';

type PostalAddress = NonNullable<Patient['residence']>;

/** The members that are there. */
export function present<Members extends object>(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
}

/** `addressOf` undone. A line without parts is the street. */
export function readAddress(address: Reader): PostalAddress {
  address.ignore('use', 'type', 'text');
  const lines = address.texts('line');
  const [parts, ...more] = address.many('_line');
  for (const one of more) one.refuse('', 'is not supported');
  const street = parts?.extension(ADDRESS_PARTS.street)?.text('valueString');
  const number = parts?.extension(ADDRESS_PARTS.house)?.text('valueString');
  const whole = street === undefined && number === undefined ? lines.join(', ') || undefined : street;
  return present({
    street: whole,
    number,
    zip: address.text('postalCode'),
    municipality: address.text('city'),
    istatCode: address.extension(extensionUrl('istat-code'))?.text('valueCode'),
    province: address.text('state'),
    country: address.text('country'),
  }) as PostalAddress;
}

/** One name, as `nameOf` writes it. */
export function readName(name: Reader | undefined): { firstName: string; lastName: string } {
  if (!name) return { firstName: '', lastName: '' };
  name.ignore('text', 'use');
  const lastName = name.text('family');
  const given = name.texts('given');
  if (lastName === undefined) name.refuse('family', 'is required');
  if (given.length === 0) name.refuse('given', 'is required');
  return { firstName: given.join(' '), lastName: lastName ?? '' };
}

/** The one code of a concept that is of this system. */
export function readCode(concept: Reader | undefined, system: string): string | undefined {
  if (!concept) return undefined;
  concept.ignore('text');
  const codings = concept.many('coding');
  const found = codings.map((coding) => {
    coding.ignore('display', 'version', 'userSelected');
    return { system: coding.text('system'), code: coding.text('code') };
  });
  return found.find((coding) => coding.system === system)?.code;
}

/** External ids of identifiers that nothing else is known of. */
export function readExternalIds(identifiers: readonly Reader[]): { system: string; value: string }[] {
  return identifiers.flatMap((identifier) => {
    identifier.ignore('use', 'type', 'assigner');
    const system = identifier.text('system');
    const value = identifier.text('value');
    const name = system === undefined ? undefined : externalName(system);
    if (name === undefined) identifier.refuse('system', 'must be a system that can be kept');
    if (value === undefined) identifier.refuse('value', 'is required');
    return name === undefined || value === undefined ? [] : [{ system: name, value }];
  });
}
