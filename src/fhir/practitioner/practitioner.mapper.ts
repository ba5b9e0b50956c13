import type { Practitioner as FhirPractitioner, Identifier } from '@medplum/fhirtypes';
import type { Practitioner } from '../../api/practitioners/practitioners.schema.ts';
import { codeExtension, externalIdentifiers, identityOf, listed, nameOf } from '../datatypes.ts';
import { SYSTEMS } from '../names.ts';

/** A practitioner as FHIR knows one; where somebody works is told by PractitionerRole. */
export function toFhirPractitioner(practitioner: Practitioner): FhirPractitioner {
  const { active, title, specialties } = practitioner;
  return {
    ...identityOf('Practitioner', practitioner),
    ...listed('identifier', identifiersOf(practitioner)),
    active,
    name: [{ ...nameOf(practitioner), ...(title !== undefined && { prefix: [title] }) }],
    ...listed(
      'qualification',
      specialties.map((specialty) => ({ code: { text: specialty } })),
    ),
  };
}

function identifiersOf({ registerNumber, registerProvince, userId, externalIds }: Practitioner): Identifier[] {
  return [
    ...(registerNumber === undefined
      ? []
      : [
          {
            ...listed('extension', codeExtension('register-province', registerProvince)),
            use: 'official' as const,
            system: SYSTEMS.register,
            value: registerNumber,
          },
        ]),
    ...(userId === undefined ? [] : [{ system: SYSTEMS.account, value: userId }]),
    ...externalIdentifiers(externalIds),
  ];
}
