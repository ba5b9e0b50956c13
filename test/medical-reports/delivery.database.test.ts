import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLINIC, CONTENT, type ReportClinic, startReportClinic } from './reports.ts';

let clinic: ReportClinic;
beforeAll(async () => {
  clinic = await startReportClinic();
});
afterAll(() => clinic.close());

const path = ({ id }: { id: number }, below = '') => `/medical-reports/${id}${below}`;

describe('a signed report', () => {
  test('is delivered once, by whoever may write reports, and what was signed stays', async () => {
    const report = await clinic.signed();
    const pdf = async () => (await clinic.platform.call('GET', `${CLINIC}${path(report, '/pdf')}`)).text();
    const before = await pdf();
    const delivered = await clinic.as('manager', 'POST', path(report, '/deliver'), undefined, {
      'if-match': `"${report.version}"`,
    });
    const { deliveredAt, ...rest } = delivered.body;
    expect(Math.abs(Date.parse(deliveredAt) - Date.now())).toBeLessThan(60_000);
    expect(rest).toEqual({ ...report, version: report.version + 1, updatedAt: expect.any(String) });
    expect(await pdf()).toBe(before);
    const again = await clinic.as('author', 'POST', path(report, '/deliver'));
    expect(again).toMatchObject({ status: 200, body: delivered.body });
    const stale = await clinic.as('author', 'POST', path(report, '/deliver'), undefined, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 409, body: { error: 'version_conflict' } });
    await expect(
      clinic.sql('update medical_reports set delivered_at = null where id = $1', [report.id]),
    ).rejects.toThrow('never changes');
  });

  test.each([
    ['a draft', 'draft', async () => clinic.draft()],
    [
      'an error',
      'entered_in_error',
      async () => {
        const report = await clinic.signed();
        await clinic.as('author', 'POST', path(report, '/entered-in-error'), { reason: 'Doppio' });
        return report;
      },
    ],
    [
      'what was replaced',
      'superseded',
      async () => {
        const report = await clinic.signed();
        const next = await clinic.as('author', 'POST', path(report, '/replacement'), { sections: CONTENT.sections });
        await clinic.sign(next.body);
        return report;
      },
    ],
  ])('is not delivered as %s', async (_what, from, make) => {
    expect(await clinic.as('author', 'POST', path(await make(), '/deliver'))).toMatchObject({
      status: 422,
      body: { error: 'invalid_transition', from, to: 'delivered' },
    });
  });
});
