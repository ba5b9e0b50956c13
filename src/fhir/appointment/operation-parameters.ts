import type { Appointment as FhirAppointment } from '@medplum/fhirtypes';
import type { FieldComparison } from '../../api/search.ts';
import { numberOf } from '../ids.ts';
import { badValue } from '../refusal.ts';

/** What a scheduling operation was given, as Parameters, as an Appointment alone, or in the query. */
export interface Given {
  start?: string | undefined;
  end?: string | undefined;
  schedule?: number | undefined;
  serviceType?: FieldComparison | undefined;
  patientId?: number | undefined;
  appointmentId?: string | undefined;
  resource?: FhirAppointment | undefined;
  count?: number | undefined;
}

/** @throws FhirRefusal for values that cannot be */
export function givenIn(body: unknown, query: URLSearchParams): Given {
  const { resourceType } = (body ?? {}) as { resourceType?: string };
  if (resourceType === 'Appointment') return { resource: body as FhirAppointment };
  const values = new Map<string, string>(query);
  let resource: FhirAppointment | undefined;
  for (const part of parametersIn(body)) {
    if (part.resource?.resourceType === 'Appointment') resource = part.resource;
    else values.set(part.name, part.value);
  }
  const id = (name: string, type: string) => {
    const text = values.get(name);
    if (text === undefined) return undefined;
    const number = numberOf(text.slice(text.lastIndexOf('/') + 1));
    if (number === undefined) throw badValue(name, `must be a ${type} of this server`);
    return number;
  };
  const count = values.get('_count');
  if (count !== undefined && !/^[1-9]\d{0,3}$/.test(count)) throw badValue('_count', 'must be a number');
  return {
    start: values.get('start'),
    end: values.get('end'),
    schedule: id('schedule', 'Schedule'),
    serviceType: serviceTypeOf(values.get('service-type')),
    patientId: id('patient-id', 'Patient') ?? id('patient', 'Patient'),
    appointmentId: values.get('appt-id')?.replace(/^.*Appointment\//, ''),
    resource,
    count: count === undefined ? undefined : Number(count),
  };
}

/** A code, `system|code`, or a reference to a HealthcareService. */
function serviceTypeOf(text: string | undefined): FieldComparison | undefined {
  if (text === undefined) return undefined;
  const id = /HealthcareService\//.test(text) ? numberOf(text.slice(text.lastIndexOf('/') + 1)) : undefined;
  if (id !== undefined) return { field: 'treatmentId', op: 'in', values: [id] };
  return { field: 'code', op: 'in', values: [text.slice(text.lastIndexOf('|') + 1)] };
}

interface Part {
  name: string;
  value: string;
  resource: ({ resourceType?: string } & FhirAppointment) | undefined;
}

/** The parts of a Parameters resource; nothing of any other body. */
export function parametersIn(body: unknown): Part[] {
  const { resourceType, parameter } = (body ?? {}) as { resourceType?: string; parameter?: unknown };
  if (resourceType !== 'Parameters' || !Array.isArray(parameter)) return [];
  return parameter.flatMap((one: Record<string, unknown>) => {
    if (typeof one?.name !== 'string') return [];
    const [, value] = Object.entries(one).find(([name]) => name.startsWith('value')) ?? [];
    return [{ name: one.name, value: textOf(value), resource: one.resource as Part['resource'] }];
  });
}

/** Of a reference its address, of a code the code; of everything else what it is. */
function textOf(value: unknown): string {
  const { reference, code, coding } = (value ?? {}) as {
    reference?: string;
    code?: string;
    coding?: { code?: string }[];
  };
  return reference ?? code ?? coding?.[0]?.code ?? String(value ?? '');
}
