import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApi } from '../../src/api/app.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { createLocalFileStore } from '../../src/platform/files/index.ts';
import { freePorts } from '../harness/ports.ts';
import { type Body, CLINIC, CONTENT, PNG, type ReportClinic, startReportClinic } from './reports.ts';

let clinic: ReportClinic;
/** A second server on the same database, with connections of its own. */
let second: { url: string; close(): Promise<void> };
beforeAll(async () => {
  clinic = await startReportClinic();
  const { accountUrl, apiUrl, applicationUrl, fileFolder } = clinic.platform;
  const database = openDatabase({ url: applicationUrl, poolSize: 10, preparedStatements: true });
  const files = createLocalFileStore(fileFolder);
  const logger = pino({ level: 'silent' });
  const api = await buildApi({ database, files, logger, accountUrl, apiUrl, trustProxy: false });
  const [port] = await freePorts(1);
  await api.listen({ host: 'localhost', port: port! });
  second = {
    url: `http://localhost:${port}`,
    close: async () => {
      await api.close();
      await database.close();
    },
  };
});
afterAll(async () => {
  await second.close();
  await clinic.close();
});

async function send(at: number, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const { apiUrl, token } = clinic.platform;
  const response = await fetch((at % 2 ? second.url : apiUrl) + CLINIC + path, {
    method,
    headers: {
      authorization: `Bearer ${await token({ email: 'doctor@sandbox.test' })}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

test('of twenty who sign at once over two servers one does', async () => {
  for (let round = 0; round < 3; round += 1) {
    const { id } = await clinic.draft();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        send(at, 'POST', `/medical-reports/${id}/sign`, undefined, { 'if-match': '"1"' }),
      ),
    );
    expect(statuses(answers)).toEqual([200, ...Array(19).fill(409)]);
    expect(await clinic.sql('select from medical_report_pdfs where report_id = $1', [id])).toHaveLength(1);
    const { body } = await send(0, 'GET', `/medical-reports/${id}`);
    expect(body).toMatchObject({ status: 'signed', version: 2 });
  }
});

test('what is signed is what was reviewed, whoever edits or attaches meanwhile', async () => {
  for (let round = 0; round < 12; round += 1) {
    const { id, sections } = await clinic.draft();
    const changed = [{ title: 'Conclusioni', text: 'Mai rivisto.' }];
    const sign = (at: number) => send(at, 'POST', `/medical-reports/${id}/sign`, undefined, { 'if-match': '"1"' });
    const edit = (at: number) => send(at, 'PATCH', `/medical-reports/${id}`, { sections: changed });
    const attach = () => clinic.upload('other', `/medical-reports/${id}/attachments`, PNG, 'a.png');
    const [signed, edited, attached] = await Promise.all([sign(round), edit(round + 1), attach()]);
    const { body } = await send(0, 'GET', `/medical-reports/${id}`);
    if (signed.status === 200) {
      expect(body).toMatchObject({ status: 'signed', version: 2, sections, attachments: [] });
      expect([edited.status, attached.status]).toEqual([409, 409]);
    } else {
      expect(signed).toMatchObject({ status: 409, body: { error: 'version_conflict' } });
      expect(body.status).toBe('draft');
      expect([edited.status, attached.status].some((status) => status < 300)).toBe(true);
    }
  }
});

test('of many replacements at once one is begun', async () => {
  const { id } = await clinic.signed();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      send(at, 'POST', `/medical-reports/${id}/replacement`, { sections: CONTENT.sections }),
    ),
  );
  expect(statuses(answers)).toEqual([201, ...Array(9).fill(422)]);
});

test('an addendum that is begun while its document is obscured is obscured, too', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { id } = await clinic.signed();
    await Promise.all([
      send(0, 'POST', `/medical-reports/${id}/addenda`, { sections: CONTENT.sections }),
      send(1, 'POST', `/medical-reports/${id}/obscure`, { reason: 'by_law' }),
    ]);
    const own = await send(0, 'GET', `/medical-reports?documentId=${id}`);
    expect(own.body.items).toHaveLength(2);
    const others = await clinic.as('other', 'GET', `/medical-reports?documentId=${id}`);
    expect(others.body.items).toEqual([]);
  }
});

test('of many who obscure at once one does', async () => {
  const { id } = await clinic.signed();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) => send(at, 'POST', `/medical-reports/${id}/obscure`, { reason: 'by_law' })),
  );
  expect(statuses(answers)).toEqual([200, ...Array(7).fill(422)]);
});
