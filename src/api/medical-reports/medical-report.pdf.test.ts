import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Rendering, renderReport } from './medical-report.pdf.ts';

const RENDERING = {
  report: {
    id: 12,
    version: 3,
    type: { loinc: '11488-4', title: 'Referto di visita' },
    sections: [{ title: 'Esame', text: 'Obiettività nella norma, T ≥ 36 °C.' }],
    diagnoses: [{ system: 'ICD-10', code: 'I10', text: 'Ipertensione' }],
    attachments: [{ id: 1, name: 'eco.pdf', mediaType: 'application/pdf', bytes: 1, sha256: 'ab12', createdAt: '' }],
    replacesId: 7,
  } as unknown as Rendering['report'],
  patient: { firstName: 'Łucja', lastName: "D'Alò", birthDate: '1980-03-31', fiscalCode: 'RSSMRA80A01H501U' },
  author: { firstName: 'Dario', lastName: 'Medici', title: 'Dott.', registerNumber: '1234', registerProvince: 'RM' },
  clinic: 'Poliambulatorio Corsia',
  signedAt: '2026-11-20T10:11:12.000+01:00',
} satisfies Rendering;

/** What a PDF of the standard fonts says: the strings of its text operators, in order. */
function textsOf(pdf: Buffer): string {
  const said: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue;
    const content = inflateSync(pdf.subarray(at + 7, pdf.indexOf('\nendstream', at))).toString('latin1');
    for (const [, line] of content.matchAll(/\[(.*?)\] TJ/g)) {
      const letters = [...line!.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) =>
        Buffer.from(hex!, 'hex').toString('latin1'),
      );
      said.push(letters.join(''));
    }
  }
  return said.join(' ').replace(/\s+/g, ' ');
}

test('a report is rendered to the same bytes each time, wherever the server is', async () => {
  const pdf = await renderReport(RENDERING);
  expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.3');
  expect((await renderReport(structuredClone(RENDERING))).equals(pdf)).toBe(true);
});

test('it says who signed what about whom, and when on the clock of the clinic', async () => {
  const text = textsOf(await renderReport(RENDERING));
  for (const said of [
    'Poliambulatorio Corsia',
    'Referto di visita',
    "Paziente: D'Alò Lucja",
    'Data di nascita: 31/03/1980',
    'RSSMRA80A01H501U',
    'Referto n.: 12 (LOINC 11488-4)',
    'Sostituisce il referto n.: 7',
    'Obiettività nella norma, T >= 36 °C.',
    'ICD-10 I10: Ipertensione',
    'eco.pdf (SHA-256 ab12)',
    'Firmato da: Dott. Dario Medici',
    'Albo: RM 1234',
    '20/11/2026 10:11:12 (UTC+01:00)',
    'Referto n. 12, versione 3: pagina 1 di 1',
  ])
    expect(text).toContain(said);
});

test('a long report goes on over numbered pages, and nothing of it is lost', async () => {
  const lines = Array.from({ length: 200 }, (_, at) => `Riga ${at}.`).join('\n');
  const report = { ...RENDERING.report, sections: [{ title: 'Esame', text: lines }] };
  const text = textsOf(await renderReport({ ...RENDERING, report }));
  expect(text).toContain('Riga 0.');
  expect(text).toContain('Riga 199.');
  expect(text).toMatch(/pagina 5 di 5/);
  expect(text).not.toMatch(/di 6/);
});

test('what cannot be shown is refused, with its place', async () => {
  const patient = { ...RENDERING.patient, lastName: 'Иванов' };
  await expect(async () => renderReport({ ...RENDERING, patient })).rejects.toMatchObject({
    code: 'validation_failed',
    details: [{ field: 'patientId', code: 'not_printable' }],
  });
});
