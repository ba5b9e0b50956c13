import type {
  Appointment,
  Bundle,
  ChargeItemDefinition,
  Composition,
  DocumentReference,
  PractitionerRole,
  Resource,
} from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CLINIC,
  CONTENT,
  EMAILS,
  PNG,
  type ReportClinic,
  startReportClinic,
  type Who,
} from '../medical-reports/reports.ts';

let clinic: ReportClinic;
beforeAll(async () => {
  clinic = await startReportClinic();
});
afterAll(() => clinic.close());

async function read<Body = Resource>(who: Who, path: string): Promise<Body> {
  const token = await clinic.platform.token({ email: EMAILS[who] });
  const response = await clinic.platform.call('GET', `${CLINIC}/fhir/${path}`, { token });
  return (await response.json()) as Body;
}

/** Notes every version while it is the present one. */
function diaryOf(path: string, who: Who = 'author') {
  const pages: Resource[] = [];
  return {
    async note() {
      pages.push(await read(who, path));
    },
    /** What was noted, and the same versions as they are told afterwards. */
    async compare() {
      expect(new Set(pages.map(({ meta }) => meta!.versionId)).size).toBe(pages.length);
      const told: Resource[] = [];
      for (const { meta } of pages) told.push(await read(who, `${path}/_history/${meta!.versionId}`));
      expect(told).toEqual(pages);
      const ids = new Set(pages.map(({ meta }) => meta!.versionId));
      const history = await read<Bundle>(who, `${path}/_history`);
      const listed = (history.entry ?? []).flatMap(({ resource }) =>
        ids.has(resource?.meta?.versionId) ? resource! : [],
      );
      expect(listed.reverse()).toEqual(pages);
    },
  };
}

const obscuredOf = (report: Composition) => (report.extension ?? []).filter(({ url }) => url.endsWith('/obscured'));

describe('an old version of a medical report', () => {
  test('has the files that it had, and is final until an addendum is signed', async () => {
    const draft = await clinic.draft();
    const [report, files] = [`Composition/${draft.id}`, `DocumentReference/${draft.id}`].map((path) => diaryOf(path));
    const path = `/medical-reports/${draft.id}`;
    const { body: first } = await clinic.upload('author', `${path}/attachments`, PNG, 'prima.png');
    await files!.note();
    await clinic.upload('author', `${path}/attachments`, PNG, 'seconda.png');
    await files!.note();
    await clinic.as('author', 'DELETE', `${path}/attachments/${first.id}`);
    await files!.note();
    const { body: present } = await clinic.as('author', 'GET', path);
    await clinic.sign(present);
    await files!.note();
    await report!.note();
    const addendum = await clinic.as('author', 'POST', `${path}/addenda`, { sections: CONTENT.sections });
    await clinic.sign(addendum.body);
    await report!.note();
    await files!.compare();
    await report!.compare();
    const counts = [];
    for (const version of [2, 3, 4])
      counts.push(
        (await read<DocumentReference>('author', `DocumentReference/${draft.id}/_history/${version}`)).content.length,
      );
    expect(counts).toEqual([1, 2, 1]);
    const status = async (version: number) =>
      (await read<Composition>('author', `Composition/${draft.id}/_history/${version}`)).status;
    expect([await status(5), await status(6)]).toEqual(['final', 'amended']);
  });

  test('tells its author, and nobody else, that it was obscured once', async () => {
    const signed = await clinic.signed();
    const path = `Composition/${signed.id}`;
    const diary = diaryOf(path);
    await diary.note();
    await clinic.as('author', 'POST', `/medical-reports/${signed.id}/obscure`, {
      reason: 'patient_request',
      note: 'x',
    });
    await diary.note();
    await clinic.as('author', 'POST', `/medical-reports/${signed.id}/unobscure`);
    await diary.note();
    await diary.compare();
    const obscured = `${path}/_history/${signed.version + 1}`;
    expect(obscuredOf(await read<Composition>('author', obscured))).toHaveLength(1);
    const others = await read<Composition>('other', obscured);
    expect(others.id).toBe(String(signed.id));
    expect(obscuredOf(others)).toEqual([]);
    const history = await read<Bundle>('other', `${path}/_history`);
    expect(JSON.stringify(history)).not.toContain('/obscured');
  });
});

test.each([
  ['Practitioner/1/_history/9007199254740991', 'not-found'],
  ['Practitioner/1/_history/2147483648', 'not-found'],
  ['Practitioner/1/_history?_cursor=9007199254740991', 'value'],
])('%s, which is no version, is refused', async (path, code) => {
  expect(await read('manager', path)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code }] });
});

describe('an old version tells what it referred to as that was then', () => {
  const touched = (table: string, id: number, change: string) =>
    clinic.sql(
      `update ${table} set ${change}, version = version + 1, updated_at = clock_timestamp()
        where tenant_id = 'sandbox-clinic' and id = $1`,
      [id],
    );
  const firstOf = async <Found extends Resource>(search: string) =>
    (await read<Bundle>('manager', search)).entry![0]!.resource as Found;

  test('an appointment its treatments', async () => {
    const { id, serviceType } = await firstOf<Appointment>('Appointment?status=booked&_count=1');
    const code = serviceType![0]!.coding![0]!.code!;
    const diary = diaryOf(`Appointment/${id}`, 'manager');
    const [treatment] = await clinic.sql('select id from treatments where code = $1 and tenant_id = $2', [
      code,
      'sandbox-clinic',
    ]);
    for (const name of ['Visita prima', 'Visita poi', 'Visita infine']) {
      await touched('appointments', Number(id), `details = details`);
      await touched('treatments', treatment!.id, `name = '${name}'`);
      await diary.note();
    }
    await diary.compare();
  });

  test('a role its practitioner, a price its list and treatment', async () => {
    const role = await firstOf<PractitionerRole>('PractitionerRole?_count=1');
    const price = await firstOf<ChargeItemDefinition>('ChargeItemDefinition?_count=1');
    const diaries = [`PractitionerRole/${role.id}`, `ChargeItemDefinition/${price.id}`].map((path) =>
      diaryOf(path, 'manager'),
    );
    const practitioner = Number(role.practitioner!.reference!.split('/')[1]);
    const [item] = await clinic.sql('select price_list_id, treatment_id from price_list_items where id = $1', [
      price.id,
    ]);
    for (const name of ['Prima', 'Poi', 'Infine']) {
      await touched('agendas', Number(role.id), 'active = active');
      await touched('price_list_items', Number(price.id), 'price = price');
      await touched('practitioners', practitioner, `first_name = '${name}'`);
      await touched('price_lists', item!.price_list_id, `name = '${name}'`);
      await touched('treatments', item!.treatment_id, `name = '${name}'`);
      for (const diary of diaries) await diary.note();
    }
    for (const diary of diaries) await diary.compare();
  });
});
