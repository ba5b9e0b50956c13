import type { Composition, Invoice } from '@medplum/fhirtypes';
import type { FieldComparison } from '../../api/search.ts';
import { EPISODE_OF_CARE, extensionUrl, externalName } from '../names.ts';
import { codeParameter, referenceParameter, type SearchParameter, tokenParameter } from './parameters.ts';

/** The fields of an object with these external ids: `value`, `system|value`, or any of a system. */
function externalIdAsked(system: string | undefined, code: string): FieldComparison[] {
  if (system === undefined) return [{ field: 'externalId', op: 'in', values: [code] }];
  const name = externalName(system);
  return name === undefined ? [] : [{ field: 'externalId', op: 'in', values: [`${name}|${code}`] }];
}

/**
 * Identifiers: those of integrators, and the ones that have fields of their own.
 * @param own the field of each system
 */
export function identifierParameter(own: Readonly<Record<string, string>> = {}): SearchParameter {
  return tokenParameter(
    'An identifier.',
    ({ system, code }) => {
      const fields = Object.entries(own).filter(([name]) => system === undefined || system === name);
      return [
        ...fields.map(([, field]): FieldComparison => ({ field, op: 'in', values: [code] })),
        ...externalIdAsked(system, code),
      ];
    },
    'externalId',
  );
}

/** `true` or `false`, of the field `active`. */
export function activeParameter(documentation: string, yes = 'true', no = 'false'): SearchParameter {
  return codeParameter('active', documentation, { [yes]: [true], [no]: [false] });
}

/** What a resource refers to where FHIR has no element for it. */
export function extended(url: string) {
  return ({ extension = [] }: Composition | Invoice) =>
    extension.filter((one) => one.url === url).map(({ valueReference }) => valueReference);
}

/** The episode and the appointment of what is written or billed. */
export const VISIT_PARAMETERS: Record<string, SearchParameter> = {
  'episode-of-care': referenceParameter(
    'The episode that it belongs to.',
    { EpisodeOfCare: 'episodeId' },
    extended(EPISODE_OF_CARE),
  ),
  appointment: referenceParameter(
    'The appointment that it is of.',
    { Appointment: 'appointmentId' },
    extended(extensionUrl('appointment')),
  ),
};
