import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATIENTS, type PatientsApi, startPatientsApi } from './patients.fixture.ts';
import type { PatientInput } from './patients.schema.ts';

let api: PatientsApi;
/** Ids by the label under which the patients below are stored. */
const ids: Record<string, number> = {};

const PEOPLE: Record<string, Partial<PatientInput>> = {
  alò: {
    firstName: 'Niccolò',
    lastName: "D'Alòxyz",
    birthDate: '1931-05-17',
    fiscalCode: 'dlx ncl 31e17 x999 k',
    phone: '06 5555.0001',
    email: 'Niccolo@Search.test',
    externalIds: [{ system: 'https://his.test', value: 'K-1' }],
  },
  maria: {
    firstName: 'María José',
    lastName: 'Ruíz-Zyxwv',
    birthDate: '1931-05-17',
    mobile: '+39 (388) 555-0002',
    pec: 'maria@pec.search.test',
    externalIds: [
      { system: 'https://his.test', value: 'K-2' },
      { system: 'lab', value: 'K-1' },
    ],
  },
  joseph: { firstName: 'Zyxwv', lastName: 'Maria Giuseppa', phone: '0044 20 7946 0003', mobile: '+39 06 5555 0001' },
  li: { firstName: '王', lastName: '李四' },
};

beforeAll(async () => {
  api = await startPatientsApi();
  for (const [label, person] of Object.entries(PEOPLE)) {
    ids[label] = (await api.create(person)).id;
  }
});
afterAll(() => api.platform.close());

/** The labels of those of the people above that are found, in the order of the answer. */
async function found(query: Record<string, string>): Promise<string[]> {
  const answer = await api.call('GET', `${PATIENTS}?${new URLSearchParams({ limit: '200', ...query })}`);
  expect(answer.status).toBe(200);
  return answer.body.items.flatMap(({ id }) => Object.keys(ids).filter((label) => ids[label] === id));
}

describe('q', () => {
  test.each([
    ['the last name', 'zyxwv', ['maria', 'joseph']],
    ['first and last name', 'maria zyxwv', ['maria', 'joseph']],
    ['last and first name', 'zyxwv maria', ['maria', 'joseph']],
    ['beginnings of words', 'zyx mar', ['maria', 'joseph']],
    ['a second word of a name', 'jose zyxwv', ['maria']],
    ['all words of all names, in any order', 'zyxwv jose ruiz maria', ['maria']],
    ['upper case', 'MARIA ZYXWV', ['maria', 'joseph']],
    ['accents in the question', 'marìa zÿxwv', ['maria', 'joseph']],
    ['accents in the name', 'niccolo dalox', ['alò']],
    ['decomposed accents', 'niccolo\u0300 dalo\u0300x', ['alò']],
    ['an apostrophe', "d'alox", ['alò']],
    ['a typographic apostrophe', 'D’Alò', ['alò']],
    ['no apostrophe', 'daloxyz', ['alò']],
    ['the word behind the apostrophe', 'aloxyz', ['alò']],
    ['a hyphen', 'ruiz-zyx', ['maria']],
    ['one word twice', 'zyxwv zyxwv giuseppa', ['joseph']],
    ['six words', 'z zy zyx zyxw zyxwv maria', ['maria', 'joseph']],
    ['letters of other scripts', '李', ['li']],
    ['first and last name of other scripts', '王 李', ['li']],
    ['the middle of a word', 'yxwv', []],
    ['one word that nobody has', 'maria zyxwvu', []],
    ['wildcards of SQL', '%yxwv', []],
  ])('finds by %s', async (_name, q, labels) => {
    expect(await found({ q })).toEqual(labels);
  });

  test('more words than a name has are refused', async () => {
    for (const q of ['a b c d e f g', '!', "'"]) {
      const answer = await api.call('GET', `${PATIENTS}?${new URLSearchParams({ q })}`);
      expect(answer).toMatchObject({
        status: 400,
        body: { error: 'invalid_parameter', details: [{ field: 'q', code: 'invalid_words' }] },
      });
    }
  });

  test('questions of any shape can follow one another on one connection', async () => {
    const words = ['zyxw', 'zyx', 'zy', 'z', 'maria', 'giuseppa'];
    const filters: Record<string, string>[] = [
      {},
      { phone: '0655550001' },
      { archived: 'false' },
      { birthDate: '1931-05-17' },
    ];
    const questions = words.flatMap((_, count) =>
      filters.map((filter) => ({ q: words.slice(0, count + 1).join(' '), ...filter })),
    );
    // Forwards, backwards and many at once: each connection of the pool prepares the statements in an order of its own.
    for (const round of [questions, questions.toReversed(), questions]) {
      await Promise.all(
        round.map(async (question) => {
          const labels = (await found(question)).filter((label) => label === 'joseph');
          expect({ question, labels }).toEqual({ question, labels: 'birthDate' in question ? [] : ['joseph'] });
        }),
      );
    }
  });

  test('follows a change of name', async () => {
    const { id } = await api.create({ firstName: 'Prima', lastName: 'Qwxyzabc' });
    ids.changing = id;
    expect(await found({ q: 'qwxyzabc' })).toEqual(['changing']);
    await api.call('PATCH', `${PATIENTS}/${id}`, { body: { lastName: 'Qwxyzdef' } });
    expect(await found({ q: 'qwxyzabc' })).toEqual([]);
    expect(await found({ q: 'prima qwxyzdef' })).toEqual(['changing']);
    await api.call('DELETE', `${PATIENTS}/${id}`);
    expect(await found({ q: 'qwxyzdef' })).toEqual([]);
  });
});

describe('other filters', () => {
  test.each([
    ['a fiscal code', { fiscalCode: 'DLXNCL31E17X999K' }, ['alò']],
    ['a fiscal code in lower case and with spaces', { fiscalCode: 'dlxncl 31e17 x999k' }, ['alò']],
    ['the beginning of a fiscal code', { fiscalCode: 'DLXNCL31E17X999' }, []],
    ['a birth date', { birthDate: '1931-05-17' }, ['alò', 'maria']],
    ['a telephone in E.164', { phone: '+390655550001' }, ['alò', 'joseph']],
    ['a telephone without country code', { phone: '06 5555 0001' }, ['alò', 'joseph']],
    ['a telephone with 00', { phone: '0039-06-5555-0001' }, ['alò', 'joseph']],
    ['a mobile with brackets', { phone: '(388) 555.0002' }, ['maria']],
    ['a foreign telephone', { phone: '+44 20 7946 0003' }, ['joseph']],
    ['no telephone at all', { phone: 'x' }, []],
    ['an e-mail address in any case', { email: 'NICCOLO@search.TEST' }, ['alò']],
    ['a certified e-mail address', { email: 'maria@pec.search.test' }, ['maria']],
    ['the beginning of an e-mail address', { email: 'niccolo@search' }, []],
    ['an external id of any system', { externalId: 'K-1' }, ['alò', 'maria']],
    ['an external id of one system', { externalId: 'lab|K-1' }, ['maria']],
    ['an external id in another case', { externalId: 'k-1' }, []],
    ['an external id of another system', { externalId: 'lab|K-2' }, []],
    ['all at once', { q: 'zyx', birthDate: '1931-05-17', phone: '3885550002', externalId: 'K-2' }, ['maria']],
    ['filters that contradict', { q: 'zyx', fiscalCode: 'DLXNCL31E17X999K' }, []],
  ])('finds by %s', async (_name, query, labels) => {
    expect(await found(query as Record<string, string>)).toEqual(labels);
  });

  test('the other clinic is not searched', async () => {
    const token = await api.platform.token({ email: 'manager@other.test' });
    const answer = await api.call('GET', '/v2/tenants/other-clinic/patients?fiscalCode=DLXNCL31E17X999K', { token });
    expect(answer).toMatchObject({ status: 200, body: { items: [], hasMore: false } });
  });
});
