import { Temporal } from 'temporal-polyfill';
import type { IssuerInput } from '../../src/api/issuers/issuers.schema.ts';
import { importIssuers } from '../../src/api/issuers/issuers.service.ts';
import { type Answer, type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type CallOptions, type Platform, startPlatform } from '../harness/platform.ts';

export const CLINIC = '/v2/tenants/sandbox-clinic';

// biome-ignore lint/suspicious/noExplicitAny: the shape of every answer is held against the published document
export type Body = any;

/** A clinic whose clock the test sets, that invoices. */
export interface Till {
  platform: Platform;
  call: CheckedCall<Body>;
  setClock(instant: string): void;
  /** Below the sandbox clinic. */
  send(method: string, path: string, body?: object, options?: CallOptions): Promise<Answer<Body>>;
  /** The body of a success, else the test fails. */
  done(method: string, path: string, body?: object, options?: CallOptions): Promise<Body>;
  /** An issuer of its own, so that its numbers are. */
  issuer(fields?: Partial<IssuerInput>): Promise<number>;
  patient(fields?: object): Promise<Body>;
  /** A draft of one exempt line for a new patient unless said otherwise. */
  draft(fields?: object): Promise<Body>;
  issued(fields?: object): Promise<Body>;
  close(): Promise<void>;
}

let made = 0;

/** @param now the clock of the API at the beginning */
export async function openTill(now = '2026-11-20T10:00:00+01:00'): Promise<Till> {
  let instant = Temporal.Instant.from(now);
  const platform = await startPlatform({ clock: () => instant });
  const call = await checkedCalls<Body>(platform);
  const db = platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'Europe/Rome' });
  const send: Till['send'] = (method, path, body, options) =>
    call(method, CLINIC + path, { ...(body && { body }), ...options });
  const done: Till['done'] = async (method, path, body, options) => {
    const answer = await send(method, path, body, options);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  const issuer: Till['issuer'] = async (fields = {}) => {
    made += 1;
    const input: IssuerInput = {
      kind: 'company',
      name: `Emittente ${made}`,
      vatNumber: String(90_000_000_000 + made),
      regime: 'RF01',
      address: { street: 'Via Prova', number: '1', zip: '00100', municipality: 'Roma', province: 'RM' },
      section: 'T',
      active: true,
      externalIds: [],
      ...fields,
    };
    return (await db.transaction((tx) => importIssuers(tx, 'sandbox-clinic', [input])))[0]!;
  };
  const patient: Till['patient'] = (fields = {}) => {
    made += 1;
    return done('POST', '/patients', { firstName: 'Anna', lastName: `Prova ${made}`, ...fields });
  };
  const draft: Till['draft'] = async (fields = {}) =>
    done('POST', '/invoices', {
      issuerId: await issuer(),
      patientId: (await patient()).id,
      lines: [{ description: 'Visita', unitPrice: 100 }],
      ...fields,
    });
  return {
    platform,
    call,
    send,
    done,
    issuer,
    patient,
    draft,
    issued: async (fields) => done('POST', `/invoices/${(await draft(fields)).id}/issue`),
    setClock(text) {
      instant = Temporal.Instant.from(text);
    },
    close: () => platform.close(),
  };
}

export const COMPANY = {
  kind: 'company',
  name: 'Officine Aurora S.r.l.',
  vatNumber: '00000039990',
  sdiCode: 'ABC1234',
  address: { street: 'Via del Lavoro', number: '3', zip: '20100', municipality: 'Milano', province: 'MI' },
};
export const PUBLIC_BODY = {
  kind: 'public_body',
  name: 'Comune di Prova',
  fiscalCode: '00000049999',
  sdiCode: 'UF1234',
  address: { street: 'Piazza Grande', zip: '00100', municipality: 'Roma', province: 'RM' },
};
