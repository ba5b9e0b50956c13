import type { CodeableConcept, Extension, HealthcareService } from '@medplum/fhirtypes';
import type { Treatment } from '../../api/treatments/treatments.schema.ts';
import { externalIdentifiers, identityOf, optional } from '../datatypes.ts';
import { codeSystem, extensionUrl, SYSTEMS } from '../names.ts';
import { CLINIC } from '../organization/clinic.ts';

/** A treatment as what it is called where it is booked. */
export function serviceTypeOf({ code, name }: Pick<Treatment, 'code' | 'name'>): CodeableConcept {
  return { coding: [{ system: codeSystem('treatment'), code, display: name }], text: name };
}

/** Something that the clinic does for patients. */
export function toHealthcareService(treatment: Treatment): HealthcareService {
  const { name, branch, active, preparation, externalIds, code, nomenclatureCode } = treatment;
  return {
    ...identityOf('HealthcareService', treatment),
    extension: extensionsOf(treatment),
    identifier: [{ system: SYSTEMS.treatment, value: code }, ...externalIdentifiers(externalIds)],
    active,
    providedBy: { reference: `Organization/${CLINIC}` },
    type: [
      serviceTypeOf(treatment),
      ...(nomenclatureCode === undefined
        ? []
        : [{ coding: [{ system: codeSystem('national-nomenclature'), code: nomenclatureCode }] }]),
    ],
    specialty: [{ coding: [{ system: codeSystem('branch'), code: branch }], text: branch }],
    name,
    ...optional('extraDetails', preparation),
    appointmentRequired: true,
  };
}

function extensionsOf(treatment: Treatment): Extension[] {
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, requiresReferral, onlineBookable } = treatment;
  const minutes = (value: number) => ({ value, unit: 'min', system: 'http://unitsofmeasure.org', code: 'min' });
  const flag = (name: string, value: boolean) => ({ url: extensionUrl(name), valueBoolean: value });
  return [
    { url: extensionUrl('duration'), valueDuration: minutes(durationMinutes) },
    ...(bufferBeforeMinutes
      ? [{ url: extensionUrl('buffer-before'), valueDuration: minutes(bufferBeforeMinutes) }]
      : []),
    ...(bufferAfterMinutes ? [{ url: extensionUrl('buffer-after'), valueDuration: minutes(bufferAfterMinutes) }] : []),
    flag('requires-referral', requiresReferral),
    flag('online-bookable', onlineBookable),
    ...ageLimits(treatment),
  ];
}

function ageLimits({ minAge, maxAge }: Treatment): Extension[] {
  const age = (name: string, value: number | undefined) =>
    value === undefined ? [] : [{ url: extensionUrl(name), valueInteger: value }];
  return [...age('min-age', minAge), ...age('max-age', maxAge)];
}
