import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resources } from '../../src/api/resources.ts';
import { statement } from '../../src/platform/database/index.ts';
import { CONTENT, PNG, type ReportClinic } from './reports.ts';
import { type Fate, type Step, startWorld, type World } from './twin-worlds.ts';

/** Where some documents are obscured, and where those were never written. */
let world: World;
let without: World;
let clinic: ReportClinic;
beforeAll(async () => {
  [world, without] = await Promise.all([startWorld(), startWorld()]);
  clinic = world.clinic;
});
afterAll(async () => {
  await clinic.close();
  await without.clinic.close();
});

const fates = fc.array(fc.constantFrom<Fate>('open', 'never', 'later'), { minLength: 2, maxLength: 4 });
const step: fc.Arbitrary<Step> = fc.record({
  document: fc.nat(3),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Step['what']>('sign', 'addendum', 'replacement') },
    {
      weight: 3,
      arbitrary: fc.constantFrom<Step['what']>('edit', 'error', 'attach', 'list', 'otherReads', 'otherEdits'),
    },
    { weight: 1, arbitrary: fc.constant<Step['what']>('veil') },
  ),
});
const RUNS = { seed: Number(process.env.FUZZ_SEED ?? 20_261_121), numRuns: 24 };

test('whatever happens, others observe what they would if the obscured had never been', async () => {
  const taken = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fates, fc.array(step, { minLength: 6, maxLength: 18 }), async (documents, steps) => {
      await Promise.all([world.begin(), without.begin()]);
      for (const [document, fate] of documents.entries()) {
        await world.write(document, fate);
        if (fate === 'open') await without.write(document, fate);
      }
      for (const one of steps) {
        const fate = documents[one.document];
        // Of a document that is to be obscured later, a veil before would only be lifted in one of the worlds.
        if (fate === undefined || (one.what === 'veil' && fate !== 'later')) continue;
        const status = await world.take(one);
        taken.add(`${fate} ${one.what} ${status}`);
        if (fate === 'open' || one.what === 'list') expect(await without.take(one), one.what).toBe(status);
        if (!documents.includes('later')) expect(await world.observe()).toEqual(await without.observe());
      }
      for (const [document, fate] of documents.entries()) if (fate === 'later') await world.obscure(document);
      expect(await world.observe()).toEqual(await without.observe());
    }),
    RUNS,
  );
  expect(await world.observe()).toMatchObject({ events: expect.arrayContaining([expect.any(String)]) });
  // It proves something only if much of it happened.
  for (const seen of [
    'open sign 200',
    'never sign 200',
    'later sign 200',
    'never addendum 201',
    'later replacement 201',
  ])
    expect([...taken]).toContain(seen);
}, 240_000);

describe('an obscured report', () => {
  test('is missing for everybody but its author, whatever the route', async () => {
    await world.begin();
    const report = await clinic.draft();
    const attached = await clinic.upload('author', `/medical-reports/${report.id}/attachments`, PNG, 'foto.png');
    await clinic.as('author', 'POST', `/medical-reports/${report.id}/obscure`, { reason: 'patient_request' });
    const routes = resources
      .flatMap((resource) => resource.routes)
      .filter((route) => route.path.startsWith('/medical-reports/{id}'));
    expect(routes.length).toBeGreaterThan(12);
    const bodies: Record<string, object> = {
      addenda: { sections: CONTENT.sections },
      replacement: { sections: CONTENT.sections },
      'entered-in-error': { reason: 'x' },
      obscure: { reason: 'by_law' },
    };
    for (const { method, path } of routes)
      for (const who of ['other', 'manager'] as const) {
        const at = (id: number) => path.replace('{id}', String(id)).replace('{attachmentId}', String(attached.body.id));
        const body = method === 'PUT' ? report : method === 'PATCH' ? {} : bodies[path.split('/').at(-1)!];
        const hidden = await clinic.as(who, method, at(report.id), body);
        const missing = await clinic.as(who, method, at(9_999_999), body);
        expect(hidden, `${method} ${path}`).toMatchObject({ status: 404, body: { error: 'not_found' } });
        expect({ ...hidden.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
      }
    expect((await clinic.as('author', 'GET', `/medical-reports/${report.id}`)).body).toMatchObject({
      obscured: { reason: 'patient_request', at: expect.any(String) },
    });
  });

  test('is missing in the list of its episode, and its replayed creation in the audit of others', async () => {
    const episode = await clinic.as('author', 'POST', '/episodes', {
      patientId: clinic.patientId,
      title: 'Cure',
      start: '2026-01-01',
    });
    const below = `/episodes/${episode.body.id}/medical-reports`;
    const open = await clinic.signed({ episodeId: episode.body.id });
    await clinic.draft();
    const input = { patientId: clinic.patientId, ...CONTENT, episodeId: episode.body.id };
    const create = () => clinic.as('author', 'POST', '/medical-reports', input, { 'idempotency-key': 'of-an-episode' });
    const hidden = (await create()).body;
    await clinic.as('author', 'POST', `/medical-reports/${hidden.id}/obscure`, { reason: 'by_law' });
    expect((await create()).headers.get('idempotency-replayed')).toBe('true');

    const page = async (who: 'author' | 'other') => (await clinic.as(who, 'GET', `${below}?includeTotal=true`)).body;
    expect(await page('other')).toMatchObject({ items: [open], total: 1, hasMore: false });
    expect((await page('author')).items.map(({ id }: { id: number }) => id).sort()).toEqual(
      [open.id, hidden.id].sort(),
    );
    expect((await clinic.as('other', 'GET', '/episodes/9999999/medical-reports')).status).toBe(404);
    const token = await clinic.platform.token({ scope: 'openid giponext.episodes' });
    expect((await clinic.call('GET', `/v2/tenants/sandbox-clinic${below}`, { token })).status).toBe(403);

    const replays = async (userId: string) => {
      const actor = { userId, clientId: 'test', requestId: 'test', address: 'test', action: 'test' };
      const db = clinic.platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC', actor });
      const rows = statement<{ document_id: number; patient_ids: number[] }>(
        'test_replays',
        `select document_id, patient_ids from audit_events where outcome = 'replayed' and action = 'medicalReports.create'`,
      );
      return db.query(rows);
    };
    expect(await replays('sandbox-doctor')).toEqual([{ document_id: hidden.id, patient_ids: [clinic.patientId] }]);
    expect(await replays('sandbox-integrator')).toEqual([]);
  });

  test('changes neither the list of others nor its entity tag', async () => {
    const list = async () => {
      const answer = await clinic.as('other', 'GET', '/medical-reports?includeTotal=true&limit=200');
      return { text: answer.text, etag: answer.headers.get('etag') };
    };
    const ownTotal = async () =>
      (await clinic.as('author', 'GET', '/medical-reports?includeTotal=true&limit=1')).body.total;
    const before = await list();
    const ownBefore = await ownTotal();
    const report = await clinic.draft({ obscuredFor: 'by_law' });
    await clinic.sign(report);
    await clinic.as('author', 'POST', `/medical-reports/${report.id}/addenda`, { sections: CONTENT.sections });
    expect(await list()).toEqual(before);
    expect(await ownTotal()).toBe(ownBefore + 2);
  });

  test('comes back as its author shows it again, in the feed, too', async () => {
    const report = await clinic.signed();
    const own = async (verb: string, body?: object) =>
      clinic.as('author', 'POST', `/medical-reports/${report.id}${verb}`, body);
    expect((await own('/unobscure')).status).toBe(422);
    expect((await own('/obscure', { reason: 'by_law' })).status).toBe(200);
    expect((await own('/obscure', { reason: 'by_law' })).status).toBe(422);
    expect((await clinic.as('other', 'GET', `/medical-reports/${report.id}`)).status).toBe(404);
    const shown = await own('/unobscure');
    expect(shown.body.obscured).toBeUndefined();
    expect((await clinic.as('other', 'GET', `/medical-reports/${report.id}`)).body).toEqual(shown.body);
    const trail = async (userId: string) => {
      const actor = { userId, clientId: 'test', requestId: 'test', address: 'test', action: 'test' };
      const db = clinic.platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC', actor });
      const rows = statement<{ op: string }>(
        'test_trail',
        `select op from change_log where resource = 'medical_reports' and resource_id = $1 order by xid, seq`,
      );
      return (await db.query(rows, [report.id])).map(({ op }) => op);
    };
    expect(await trail('sandbox-integrator')).toEqual(['created', 'updated', 'deleted', 'created']);
    expect(await trail('sandbox-doctor')).toEqual(['created', 'updated', 'updated', 'updated']);
  });

  test('takes its addenda and replacements along', async () => {
    const report = await clinic.signed();
    const addendum = await clinic.as('author', 'POST', `/medical-reports/${report.id}/addenda`, {
      sections: CONTENT.sections,
    });
    await clinic.as('author', 'POST', `/medical-reports/${addendum.body.id}/obscure`, { reason: 'by_law' });
    for (const id of [report.id, addendum.body.id])
      expect((await clinic.as('other', 'GET', `/medical-reports/${id}`)).status).toBe(404);
  });

  test('does not keep a patient from being deleted, as a visible one does', async () => {
    const patient = async () =>
      (await clinic.as('author', 'POST', '/patients', { firstName: 'Ada', lastName: 'Verdi' })).body.id;
    const [one, two] = [await patient(), await patient()];
    await clinic.draft({ patientId: one });
    const hidden = await clinic.draft({ patientId: two, obscuredFor: 'patient_request' });
    expect((await clinic.as('manager', 'DELETE', `/patients/${one}`)).status).toBe(422);
    expect((await clinic.as('manager', 'DELETE', `/patients/${two}`)).status).toBe(204);
    expect((await clinic.as('author', 'GET', `/medical-reports/${hidden.id}`)).status).toBe(200);
    expect(await clinic.as('author', 'POST', `/medical-reports/${hidden.id}/unobscure`)).toMatchObject({
      status: 422,
      body: { error: 'validation_failed', details: [{ field: 'patientId' }] },
    });
  });

  test('is hidden by the database from a query that forgot about it', async () => {
    const report = await clinic.signed({ obscuredFor: 'by_law' });
    const forgetful = statement<{ id: number }>('test_forgetful_reports', 'select id from medical_reports');
    const pdfs = statement<{ id: number }>('test_forgetful_pdfs', 'select report_id as id from medical_report_pdfs');
    const actor = { clientId: 'test', requestId: 'test', address: 'test', action: 'test' };
    for (const query of [forgetful, pdfs])
      for (const [userId, sees] of [
        ['sandbox-doctor', true],
        ['sandbox-integrator', false],
        ['sandbox-manager', false],
        [undefined, false],
      ] as const) {
        const context = { tenantId: 'sandbox-clinic', timeZone: 'UTC', ...(userId && { actor: { ...actor, userId } }) };
        const rows = await clinic.platform.database.forTenant(context).query(query);
        expect(rows.length).toBeGreaterThan(5);
        expect(rows.some(({ id }) => id === report.id)).toBe(sees);
      }
  });
});

test('ids leave gaps of any length, so that a missing one tells nothing', async () => {
  const rows = await clinic.sql(`select next_medical_report_id()::int as id from generate_series(1, 200)`);
  const gaps = rows.slice(1).map(({ id }, at) => id - rows[at].id);
  expect(Math.min(...gaps)).toBeGreaterThan(0);
  expect(new Set(gaps).size).toBeGreaterThan(8);
});
