import type { Resource } from '@medplum/fhirtypes';
import { badValue, FhirRefusal } from './refusal.ts';
import type { FhirResource } from './resource.ts';

/** How a caller wants the answer (FHIR R4, 3.1.0.1.10 to 3.1.0.1.13, and the header Prefer). */
export interface Settings {
  pretty: boolean;
  summary: 'true' | 'text' | 'data' | 'count' | 'false';
  elements: readonly string[] | undefined;
  returned: 'minimal' | 'representation' | 'OperationOutcome';
  strict: boolean;
  /** The bytes that a resource stands for, instead of the resource. */
  isNative?: true;
}

const JSON_FORMATS = new Set([
  'json',
  'application/json',
  'application/fhir+json',
  'text/json',
  'application/fhir+ndjson',
]);
const SUMMARIES = ['true', 'text', 'data', 'count', 'false'] as const;

/** Parameters that say how the answer is wanted, not what is looked for. */
export const SETTING_PARAMETERS = new Set(['_format', '_pretty', '_summary', '_elements']);

/**
 * @param last the value of a query parameter, the last one if there are several
 * @throws FhirRefusal for a format that is none of JSON (406), or a value that none of them has
 */
export function settingsOf(
  last: (name: string) => string | undefined,
  headers: { accept?: string | undefined; prefer?: string | string[] | undefined },
): Settings {
  requireJson(last('_format') ?? headers.accept);
  const summary = last('_summary') ?? 'false';
  if (!SUMMARIES.includes(summary as never)) throw badValue('_summary', `must be one of ${SUMMARIES.join(', ')}`);
  const preferred = preferencesOf(headers.prefer);
  const returned = preferred.get('return');
  return {
    pretty: last('_pretty') === 'true',
    summary: summary as Settings['summary'],
    elements: last('_elements')
      ?.split(',')
      .map((name) => name.trim()),
    returned: returned === 'minimal' || returned === 'OperationOutcome' ? returned : 'representation',
    strict: preferred.get('handling') === 'strict',
  };
}

/** The defaults, for errors of requests that could not be understood. */
export const PLAIN: Settings = {
  pretty: false,
  summary: 'false',
  elements: undefined,
  returned: 'representation',
  strict: false,
};

/** Whether the resource itself is asked for, where there are bytes that it stands for. */
export function wantsResource(format: string | undefined, accept: string | undefined): boolean {
  return [format, accept].some((wanted) => wanted?.includes('json'));
}

function requireJson(wanted: string | undefined): void {
  if (wanted === undefined) return;
  const types = wanted.split(',').map((type) => type.split(';')[0]!.trim().replace(' ', '+').toLowerCase());
  if (types.some((type) => JSON_FORMATS.has(type) || type === '*/*' || type === 'application/*' || type === '')) return;
  throw new FhirRefusal('unsupported_media_type', 'not-supported', 'Answers are JSON: application/fhir+json.', {
    status: 406,
  });
}

function preferencesOf(header: string | string[] | undefined): Map<string, string> {
  const parts = [header ?? []].flat().flatMap((one) => one.split(/[,;]/));
  return new Map(
    parts.map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')];
    }),
  );
}

const SUBSETTED = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };
const ALWAYS = ['resourceType', 'id', 'meta'];

/** The resource as far as it is wanted; the same object when all of it is. */
export function subsetOf<One extends Resource>(
  resource: One,
  { summary = [], mandatory = [] }: Pick<FhirResource, 'summary' | 'mandatory'>,
  { elements, summary: wanted }: Settings,
): One {
  const names = elements ?? (wanted === 'true' ? [...summary] : wanted === 'text' ? ['text'] : undefined);
  if (names === undefined) return resource;
  const kept = new Set([...ALWAYS, ...mandatory, ...names]);
  const subset = Object.fromEntries(Object.entries(resource).filter(([name]) => kept.has(name)));
  const { meta } = resource;
  return { ...subset, meta: { ...meta, tag: [...(meta?.tag ?? []), SUBSETTED] } } as One;
}
