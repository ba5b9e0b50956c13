import type { CodeableConcept } from '@medplum/fhirtypes';
import { optional } from '../datatypes.ts';
import { codeSystem } from '../names.ts';
import type { Reader } from '../reader.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  'ICD-9-CM': 'http://hl7.org/fhir/sid/icd-9-cm',
  'ICD-10': 'http://hl7.org/fhir/sid/icd-10',
};
const OTHER = codeSystem('classification/');

/** The address of a classification, which there is known by a short name. */
function classificationSystem(name: string): string {
  return SYSTEMS[name] ?? OTHER + encodeURIComponent(name);
}

/** The name of a classification; undefined for an address that is of none. */
export function classificationName(system: string): string | undefined {
  const known = Object.entries(SYSTEMS).find(([, address]) => address === system)?.[0];
  if (known !== undefined || !system.startsWith(OTHER)) return known;
  try {
    return decodeURIComponent(system.slice(OTHER.length));
  } catch {
    return undefined;
  }
}

interface CodedDiagnosis {
  system: string;
  code: string;
  text?: string;
}

export function diagnosisConcept({ system, code, text }: CodedDiagnosis): CodeableConcept {
  return { coding: [{ system: classificationSystem(system), code }], ...optional('text', text) };
}

/** `diagnosisConcept` undone; one code is kept. */
export function readDiagnosisConcept(concept: Reader | undefined): CodedDiagnosis | undefined {
  const [coding, ...more] = concept?.many('coding') ?? [];
  for (const one of more) one.refuse('', 'is one too many: one code is kept');
  if (!concept || !coding) return undefined;
  const display = coding.text('display');
  const text = concept.text('text') ?? display;
  const system = classificationName(coding.text('system') ?? '');
  const code = coding.text('code');
  if (system === undefined) coding.refuse('system', `must be one of ${Object.values(SYSTEMS).join(', ')}`);
  if (code === undefined) coding.refuse('code', 'is required');
  return { system: system ?? '', code: code ?? '', ...optional('text', text) };
}
