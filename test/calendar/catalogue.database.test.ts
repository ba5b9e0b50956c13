import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settle } from '../polling/poller.ts';
import { type Body, CLINIC, type Clinic, startClinic } from './clinic.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

const names = (page: Body) => page.items.map((item: Body) => item.name ?? item.lastName);
const codes = (page: Body) => page.items.map((item: Body) => item.code);

describe('the sandbox clinic', () => {
  test.each([
    ['locations', 2],
    ['rooms', 8],
    ['practitioners', 8],
    ['agendas', 10],
    ['treatments', 26],
    ['price-lists', 3],
  ])('has %s to list, page by page, and to read by id', async (path, count) => {
    const all = await clinic.get(`/${path}?includeTotal=true`);
    expect(all).toMatchObject({ offset: 0, limit: 50, hasMore: false, total: count });
    const page = await clinic.get(`/${path}?offset=1&limit=1`);
    expect(page).toMatchObject({ items: [all.items[1]], hasMore: count > 2 });
    const answer = await clinic.call('GET', `${CLINIC}/${path}/${all.items[0].id}`);
    expect(answer.body).toEqual(all.items[0]);
    const headers = { 'if-none-match': answer.headers.get('etag')! };
    expect((await clinic.call('GET', `${CLINIC}/${path}/${all.items[0].id}`, { headers })).status).toBe(304);
  });

  test('answers 304 to a list that did not change, and the whole list after a change', async () => {
    await settle(clinic.platform);
    const first = await clinic.call('GET', `${CLINIC}/rooms`);
    const headers = { 'if-none-match': first.headers.get('etag')! };
    expect((await clinic.call('GET', `${CLINIC}/rooms`, { headers })).status).toBe(304);
    await change('update rooms set name = name, version = version + 1, updated_at = clock_timestamp() where id = $1', [
      clinic.id('rooms', 'Ecografo'),
    ]);
    const second = await clinic.call('GET', `${CLINIC}/rooms`, { headers });
    expect(second.status).toBe(200);
    const since = encodeURIComponent(second.body.items.find((item: Body) => item.name === 'Ecografo').updatedAt);
    expect(names(await clinic.get(`/rooms?updatedSince=${since}`))).toEqual(['Ecografo']);
  });

  test('knows which practitioner the doctor of the sandbox is', async () => {
    const doctor = await clinic.get(`/practitioners/${clinic.id('practitioners', 'Medici')}`);
    expect(doctor).toMatchObject({ firstName: 'Dario', userId: 'sandbox-doctor', registerProvince: 'RM' });
  });
});

describe('filters', () => {
  test('find agendas by practitioner, location and treatment', async () => {
    const medici = clinic.id('practitioners', 'Medici');
    expect(names(await clinic.get(`/agendas?practitionerId=${medici}`))).toHaveLength(2);
    const second = clinic.id('locations', 'Sede Porta Nuova');
    expect(names(await clinic.get(`/agendas?practitionerId=${medici}&locationId=${second}`))).toEqual([
      'Cardiologia Medici, Porta Nuova',
    ]);
    const offered = async (code: string) =>
      names(await clinic.get(`/agendas?treatmentId=${clinic.id('treatments', code)}`));
    expect(await offered('ECO-MUS')).toEqual(['Ortopedia Ossini', 'Diagnostica per immagini']);
    expect(await offered('LAB-PRE')).toEqual(['Punto prelievi']);
  });

  test('find treatments by words without accents, branch, code and practitioner', async () => {
    expect(codes(await clinic.get('/treatments?q=ECOGRAFIA%20tir'))).toEqual(['ECO-TIR']);
    expect(codes(await clinic.get('/treatments?branch=laboratory'))).toEqual(['LAB-PRE', 'LAB-PED']);
    expect(codes(await clinic.get('/treatments?code=ODO-IGI'))).toEqual(['ODO-IGI']);
    expect(codes(await clinic.get('/treatments?active=false'))).toEqual(['CARD-HOL']);
    const ossini = clinic.id('practitioners', 'Ossini');
    expect(codes(await clinic.get(`/treatments?practitionerId=${ossini}`))).toEqual([
      'ORTO-VIS',
      'ORTO-INF',
      'ECO-MUS',
    ]);
  });

  test('find rooms and practitioners', async () => {
    expect(names(await clinic.get('/rooms?kind=machine'))).toEqual(['Ecografo', 'Elettrocardiografo']);
    const at = clinic.id('locations', 'Sede Porta Nuova');
    expect(names(await clinic.get(`/rooms?locationId=${at}`))).toHaveLength(2);
    expect(names(await clinic.get(`/practitioners?locationId=${at}`))).toEqual(['Medici', 'Denti', 'Movimenti']);
    const treatment = clinic.id('treatments', 'GINE-ECO');
    expect(names(await clinic.get(`/practitioners?treatmentId=${treatment}`))).toEqual(['Fiorentini', 'Ecografi']);
  });
});

describe('prices', () => {
  const price = (search: string) => clinic.get(`/prices?${search}`);
  const visit = () => `treatmentId=${clinic.id('treatments', 'CARD-VIS')}`;
  const echo = () => `treatmentId=${clinic.id('treatments', 'CARD-ECO')}`;

  test('of a list are split between patient and payer', async () => {
    const list = clinic.id('price-lists', 'Assicurazione Salute Serena');
    const items = (await clinic.get(`/price-lists/${list}/items?limit=200`)).items;
    expect(items).toHaveLength(26);
    for (const { price: whole, patientShare, payerShare } of items)
      expect(Math.round((patientShare + payerShare) * 100)).toBe(Math.round(whole * 100));
    const [item] = (await clinic.get(`/price-lists/${list}/items?${visit()}`)).items;
    expect(item).toMatchObject({ price: 102, patientShare: 20.4, payerShare: 81.6, priceListId: list });
  });

  test('are those of everybody when nothing else is said', async () => {
    const list = clinic.id('price-lists', 'Privati');
    expect(await price(visit())).toMatchObject({ price: 120, patientShare: 120, rule: 'private', priceListId: list });
  });

  test("of the practitioner come before those of everybody, and after those of the patient's payers", async () => {
    const who = `practitionerId=${clinic.id('practitioners', 'Ecografi')}`;
    const own = await price(`${echo()}&${who}`);
    expect(own).toMatchObject({ price: 140, rule: 'practitioner' });
    expect(own).not.toHaveProperty('priceListId');
    expect(await price(`${echo()}&${who}&payer=AURORA`)).toMatchObject({ price: 104, rule: 'payer' });
  });

  test('follow the order: asked for, payer, insurer, company, everybody', async () => {
    const { items } = await clinic.get('/patients?limit=30');
    // Every third patient from the second on is insured, every seventh works for the company.
    const [insured, both, employed] = [items[1], items[22], items[8]].map((patient: Body) => `patientId=${patient.id}`);
    expect(await price(`${visit()}&${insured}`)).toMatchObject({ price: 102, rule: 'patient_insurance' });
    expect(await price(`${visit()}&${both}`)).toMatchObject({ price: 102, rule: 'patient_insurance' });
    expect(await price(`${visit()}&${employed}`)).toMatchObject({
      price: 96,
      patientShare: 48,
      rule: 'patient_company',
    });
    expect(await price(`${visit()}&${both}&payer=AURORA`)).toMatchObject({ price: 96, rule: 'payer' });
    const list = clinic.id('price-lists', 'Privati');
    expect(await price(`${visit()}&${both}&priceListId=${list}`)).toMatchObject({ price: 120, rule: 'explicit' });
  });

  test('hold from a day on, and the newer one wins', async () => {
    const id = clinic.id('treatments', 'CARD-VIS');
    await change(
      `insert into price_list_items (tenant_id, price_list_id, treatment_id, price, patient_share, payer_share, valid_from)
       select tenant_id, price_list_id, treatment_id, 125, 125, 0, '2030-01-01' from price_list_items
        where treatment_id = $1 and price = 120`,
      [id],
    );
    expect(await price(`${visit()}&date=2029-12-31`)).toMatchObject({ price: 120 });
    expect(await price(`${visit()}&date=2030-01-01`)).toMatchObject({ price: 125, date: '2030-01-01' });
    expect((await clinic.call('GET', `${CLINIC}/prices?${visit()}&date=2019-12-31`)).status).toBe(404);
  });

  test('of a patient are told only to who may read patients', async () => {
    const token = await clinic.platform.token({ scope: 'giponext.treatments' });
    expect((await clinic.call('GET', `${CLINIC}/prices?${visit()}`, { token })).status).toBe(200);
    const refused = await clinic.call('GET', `${CLINIC}/prices?${visit()}&patientId=1`, { token });
    expect(refused).toMatchObject({ status: 403, body: { error: 'insufficient_scope', scope: 'giponext.patients' } });
  });
});

async function change(sql: string, values: unknown[]): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: clinic.platform.superuserUrl });
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
}
