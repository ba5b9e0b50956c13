import type { Patient as FhirPatient } from '@medplum/fhirtypes';
import { normaliseFiscalCode } from '../../api/italy/fiscal-code.ts';
import { toE164 } from '../../api/patients/patients.search.ts';
import type { FieldComparison } from '../../api/search.ts';
import { externalName, SYSTEMS } from '../names.ts';
import {
  codeParameter,
  dateParameter,
  existsParameter,
  referenceParameter,
  type SearchParameter,
  stringParameter,
  tokenParameter,
} from '../search/parameters.ts';
import type { Token } from '../search/values.ts';

const CODE_SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  [SYSTEMS.fiscalCode]: ['CF', 'CF_PROVISIONAL'],
  [SYSTEMS.stp]: ['STP'],
  [SYSTEMS.eni]: ['ENI'],
  [SYSTEMS.foreign]: ['FOREIGN'],
};

/** Fiscal codes and what stands for them, and the ids of integrators. */
function identifierAsked({ system, code }: Token): FieldComparison[] {
  const isCode: FieldComparison = { field: 'fiscalCode', op: 'in', values: [normaliseFiscalCode(code)] };
  const external = (key: string): FieldComparison => ({ field: 'externalId', op: 'in', values: [key] });
  if (system === undefined) return [isCode, external(code)];
  const types = CODE_SYSTEMS[system];
  if (types && code === '') return [{ field: 'fiscalCodeType', op: 'in', values: types }];
  if (types) return [isCode];
  const name = externalName(system);
  return name === undefined || code === '' ? [] : [external(`${name}|${code}`)];
}

const phones = (code: string): FieldComparison => ({ field: 'phone', op: 'in', values: [toE164(code) ?? code] });
const emails = (code: string): FieldComparison => ({ field: 'email', op: 'in', values: [code.toLowerCase()] });

export const PATIENT_PARAMETERS: Record<string, SearchParameter> = {
  identifier: tokenParameter(
    'A fiscal code, STP, ENI or foreign code, or an external id.',
    identifierAsked,
    'fiscalCode',
  ),
  family: stringParameter('family', 'The family name.'),
  given: stringParameter('given', 'The given names.'),
  name: stringParameter('name', 'Beginnings of words of the name, in any order.'),
  birthdate: dateParameter('birthDate', 'date', 'The date of birth.'),
  gender: codeParameter('sex', 'The sex as the fiscal code knows it.', { male: ['M'], female: ['F'] }),
  phone: tokenParameter('A telephone, in any notation.', ({ code }) => [phones(code)], 'phone'),
  email: tokenParameter('An e-mail address.', ({ code }) => [emails(code)], 'email'),
  telecom: tokenParameter('A telephone or an e-mail address.', ({ system, code }) => [
    ...(system === 'email' ? [] : [phones(code)]),
    ...(system === 'phone' ? [] : [emails(code)]),
  ]),
  active: existsParameter('archivedAt', 'Whether the patient is on the daily lists.', 'true'),
  deceased: existsParameter('deceasedAt', 'Whether the patient is dead.'),
  link: referenceParameter<FhirPatient>(
    'The patient that this one was merged into.',
    { Patient: 'mergedIntoId' },
    ({ link = [] }) => link.map(({ other }) => other),
  ),
};
