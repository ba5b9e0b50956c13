import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkOf, mailsTo } from '../accounts/accounts.ts';
import { ADMINISTRATOR, DEVELOPER, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';

const DOCTOR = 'doctor@sandbox.test';

let platform: Platform;
let administrator: UserAgent;
let doctor: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  administrator = await signedIn(platform, ADMINISTRATOR);
  doctor = await signedIn(platform, DOCTOR);
});
afterAll(() => platform.close());

const ask = async (agent: UserAgent, subject: string, text = 'The page of the agenda stays empty.'): Promise<Visit> =>
  agent.submit(await agent.open('/profile/support'), { fields: { subject, text } });

test('somebody asks, is answered by mail, answers, and reads how it ended', async () => {
  const asked = await ask(doctor, 'The agenda is empty');
  expect(asked.html).toContain('The request is sent.');
  const [arrived] = await mailsTo(platform, ADMINISTRATOR);
  expect(arrived!.subject).toContain('The agenda is empty');

  const found = await administrator.open('/administration/requests?q=agenda+is&type=general');
  expect(found.html).toContain('The agenda is empty');
  const request = await administrator.open(linkOf(arrived!, platform));
  await administrator.submit(request, { fields: { message: 'Since when?' }, press: 'do=message' });
  const [answer] = await mailsTo(platform, DOCTOR);
  expect(answer!.text).toContain('Since when?');
  const theirs = await doctor.open(linkOf(answer!, platform));
  expect(theirs.url.pathname).toBe(asked.url.pathname);
  await doctor.submit(theirs, { fields: { message: 'Since this morning.' }, press: 'do=message' });

  const page = await administrator.open(linkOf(arrived!, platform));
  expect(page.html).toContain('Since this morning.');
  expect(page.html).not.toContain('value="grant"');
  const closed = await administrator.submit(page, { fields: { reason: 'It was a filter.' }, press: 'do=close' });
  expect(closed.html).toContain('It is closed');
  const ended = await doctor.open(asked.url);
  expect(ended.html).toContain('It was a filter.');
  expect(ended.html).not.toContain('name="message"');
  expect((await administrator.open('/administration/requests?state=closed')).html).toContain('The agenda is empty');
  const noted = await sql(
    platform,
    `select action, reason from console_actions where acting_as = 'administrator' and detail ->> 'name' = 'The agenda is empty' order by id`,
  );
  expect(noted).toEqual([
    { action: 'request.answered', reason: 'Since when?' },
    { action: 'request.closed', reason: 'It was a filter.' },
  ]);
});

test('a question is neither granted nor refused, whatever the form says', async () => {
  const asked = await ask(doctor, 'Another one');
  const id = asked.url.pathname.split('/').at(-1)!;
  const page = await administrator.open(`/administration/requests/${id}`);
  const xsrf = page.forms.flatMap(({ controls }) => controls).find(({ name }) => name === 'xsrf')!.value;
  const answer = await administrator.post(`/administration/requests/${id}`, [
    ['xsrf', xsrf],
    ['do', 'grant'],
    ['reason', 'Yes.'],
  ]);
  expect(answer.status).toBe(422);
  expect(await sql(platform, 'select state from support_requests where id = $1', [id])).toEqual([{ state: 'open' }]);
});

test('what somebody asked is theirs alone, can be taken back, and is not asked without end', async () => {
  const asked = await ask(doctor, 'Mine');
  const reception = await signedIn(platform, 'reception@sandbox.test');
  expect((await reception.open(asked.url)).status).toBe(404);
  expect((await reception.open('/profile/support')).html).not.toContain('Mine');
  const gone = await doctor.submit(asked, { press: 'do=withdraw' });
  expect(gone.html).toContain('The request is withdrawn.');
  expect((await doctor.submit(asked, { press: 'do=withdraw' })).status).toBe(409);

  expect((await ask(reception, '', '')).status).toBe(422);
  for (let count = 0; count < 10; count++) expect((await ask(reception, `Number ${count}`)).status).toBe(200);
  expect((await ask(reception, 'One too many')).html).toContain('There were many requests today');
});

test('a developer finds requests about applications among their own', async () => {
  const developer = await signedIn(platform, DEVELOPER);
  await sql(
    platform,
    `insert into clients (id, name, developer_id, application_type, public, grant_types, scopes, status)
     values ('waiting', 'In attesa', 'sandbox-developer', 'web', false, '{authorization_code}', '{}', 'submitted')`,
  );
  const [request] = await sql<{ id: string }>(
    platform,
    `insert into support_requests (type, author_id, client_id, reason)
     values ('application', 'sandbox-developer', 'waiting', 'Please') returning id`,
  );
  expect((await developer.open('/profile/support')).html).toContain('href="/developer/applications/waiting"');
  const led = await developer.open(`/profile/support/${request!.id}`);
  expect(led.url.pathname).toBe('/developer/applications/waiting');
});

test('a notice goes to every registrant once, behind other mail and with a reason', async () => {
  await sql(
    platform,
    `insert into users (id, email, name, developer, language)
     select 'registrant-' || n, 'r' || n || '@developers.test', 'Registrant ' || n, true, case when n % 2 = 0 then 'it' end
       from generate_series(1, 200) n`,
  );
  await sql(
    platform,
    `insert into clients (id, name, developer_id, application_type, public, grant_types, scopes, status)
     select 'noticed-' || n, 'App ' || n, 'registrant-' || (n % 200 + 1), 'web', false, '{authorization_code}', '{}',
            case when n % 3 = 0 then 'suspended' else 'approved' end from generate_series(1, 300) n`,
  );
  // The sandbox's own developer is one, too.
  await sql(platform, `update users set status = 'disabled' where id = 'registrant-1'`);

  const words = { title_en: 'Version 1 ends', text_en: 'On 1 May.\n\nUse version 2.', reason: 'Version 1 is old.' };
  const form = await administrator.open('/administration/new-notice');
  const half = { title_it: 'Fine', ...words };
  expect((await administrator.submit(form, { fields: half, press: 'do=preview' })).status).toBe(422);
  const preview = await administrator.submit(form, { fields: words, press: 'do=preview' });
  expect(preview.html).toContain('the 200 people who registered');
  expect(await sql(platform, 'select id from notices')).toEqual([]);
  const edited = await administrator.submit(preview, { press: 'do=edit' });
  expect(edited.html).toContain('On 1 May.\n\nUse version 2.');

  // Pressed twice, and twice at once.
  await Promise.all([1, 2].map(() => administrator.submit(preview, { press: 'do=send' })));
  const sent = await administrator.submit(preview, { press: 'do=send' });
  expect(sent.html).toContain('The notice is sent.');
  expect(sent.html).toContain('200 people');
  expect(await sql(platform, 'select count(*) as told from notice_recipients')).toEqual([{ told: 200 }]);
  expect(
    await sql(
      platform,
      `select action, reason, detail ->> 'name' as name from console_actions where action like 'notice.%'`,
    ),
  ).toEqual([{ action: 'notice.sent', reason: 'Version 1 is old.', name: 'Version 1 ends' }]);

  const mails = (await mailsTo(platform, 'r2@developers.test')).concat(await mailsTo(platform, 'r50@developers.test'));
  expect(mails.map(({ subject }) => subject)).toEqual(['Version 1 ends', 'Version 1 ends']);
  expect(mails[0]!.text).toContain('On 1 May.\n\nUse version 2.');
  expect(mails[0]!.text).toContain('App 1, App 201');
  expect(await mailsTo(platform, 'r1@developers.test')).toEqual([]);
  expect((await administrator.open('/administration/notices')).html).toContain('Version 1 ends');
});
