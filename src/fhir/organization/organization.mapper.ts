import type { Organization } from '@medplum/fhirtypes';
import type { Issuer } from '../../api/issuers/issuers.schema.ts';
import type { PriceList } from '../../api/price-lists/price-lists.schema.ts';
import { addressOf, externalIdentifiers, identityOf, listed } from '../datatypes.ts';
import { codeSystem, SYSTEMS } from '../names.ts';
import { CLINIC } from './clinic.ts';

export const ISSUER = 'issuer-';
export const PAYER = 'payer-';
const TYPE = 'http://terminology.hl7.org/CodeSystem/organization-type';

/** The clinic itself. */
export function clinicToFhir({ name, version }: { name: string; version: number }): Organization {
  return {
    ...identityOf('Organization', { id: CLINIC, version }),
    active: true,
    type: [{ coding: [{ system: TYPE, code: 'prov', display: 'Healthcare Provider' }] }],
    name,
  };
}

/** Who issues invoices. */
export function issuerToFhir(issuer: Issuer): Organization {
  const { id, version, updatedAt, name, vatNumber, fiscalCode, active, address, externalIds } = issuer;
  return {
    ...identityOf('Organization', { id: `${ISSUER}${id}`, version, updatedAt }),
    identifier: [
      { system: SYSTEMS.vatNumber, value: vatNumber },
      ...(fiscalCode === undefined ? [] : [{ system: SYSTEMS.fiscalCode, value: fiscalCode }]),
      ...externalIdentifiers(externalIds),
    ],
    active,
    type: [{ coding: [{ system: codeSystem('organization-type'), code: 'issuer' }] }],
    name,
    ...listed('address', [addressOf(address)]),
  };
}

/** Who pays the share that patients do not, by the price list that was agreed on. */
export function payerToFhir({ id, version, updatedAt, active, payer }: PriceList): Organization {
  return {
    ...identityOf('Organization', { id: `${PAYER}${id}`, version, updatedAt }),
    identifier: [{ system: SYSTEMS.payer, value: payer!.code }],
    active,
    type: [{ coding: [{ system: TYPE, code: 'pay', display: 'Payer' }] }],
    name: payer!.name,
  };
}
