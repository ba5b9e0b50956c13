import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSmtpMailer } from './mailer.ts';
import { createOutbox } from './outbox.ts';

const FROM = 'Corsia <no-reply@corsia.example>';

/** A mail server that takes everything, or refuses every recipient. */
async function startSmtpServer(recipientAnswer = '250 ok') {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 ready');
    socket.on('error', () => {});
    createInterface({ input: socket }).on('line', (line) => {
      lines.push(line);
      if (inData) {
        if (line === '.') {
          inData = false;
          say('250 taken');
        }
      } else if (/^DATA/i.test(line)) {
        inData = true;
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say(/^RCPT/i.test(line) ? recipientAnswer : '250 ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, lines, close: () => server.close() };
}

describe('mail by SMTP', () => {
  test('has sender, recipient, subject, text and HTML', async () => {
    const server = await startSmtpServer();
    const mailer = createSmtpMailer(server.url, FROM);
    await mailer.send({
      to: 'giulia@aurora.example',
      subject: 'Buongiorno',
      text: 'the text',
      html: '<p>the markup</p>',
    });
    mailer.close();
    server.close();
    const told = server.lines.join('\n');
    expect(told).toMatch(/^MAIL FROM:<no-reply@corsia\.example>/m);
    expect(told).toMatch(/^RCPT TO:<giulia@aurora\.example>$/m);
    expect(told).toMatch(/^From: Corsia <no-reply@corsia\.example>$/m);
    expect(told).toMatch(/^Subject: Buongiorno$/m);
    expect(told).toContain('the text');
    expect(told).toContain('<p>the markup</p>');
  });

  test('goes to one recipient, whatever the address holds', async () => {
    const server = await startSmtpServer();
    const mailer = createSmtpMailer(server.url, FROM);
    await mailer
      .send({ to: 'giulia@aurora.example, other@aurora.example', subject: 'x\r\nBcc: third@aurora.example', text: 'x' })
      .catch(() => {});
    mailer.close();
    server.close();
    const recipients = server.lines.filter((line) => /^RCPT/i.test(line));
    expect(recipients.length).toBeLessThanOrEqual(1);
    expect(server.lines.filter((line) => /^Bcc:/i.test(line))).toEqual([]);
  });

  test('that the server refuses is a failure, to be tried again', async () => {
    const server = await startSmtpServer('450 try later');
    const mailer = createSmtpMailer(server.url, FROM);
    await expect(mailer.send({ to: 'giulia@aurora.example', subject: 'x', text: 'x' })).rejects.toThrow();
    mailer.close();
    server.close();
  });
});

describe('the outbox', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corsia-outbox-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const mail = (subject: string) => ({ to: 'giulia@aurora.example', subject, text: 'text' });

  test('is empty before the first mail, and then lists the newest first', async () => {
    const outbox = createOutbox(join(folder, 'mails'), FROM);
    expect(await outbox.list()).toEqual([]);
    for (const subject of ['first', 'second']) {
      await outbox.send(mail(subject));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const listed = await outbox.list();
    expect(listed.map(({ subject }) => subject)).toEqual(['second', 'first']);
    expect(listed[0]).toMatchObject({ from: FROM, to: 'giulia@aurora.example', text: 'text' });
  });

  test('can be read by nobody else on the machine', async () => {
    const outbox = createOutbox(join(folder, 'mails'), FROM);
    await outbox.send(mail('secret'));
    const [name] = await readdir(join(folder, 'mails'));
    expect((await stat(join(folder, 'mails', name!))).mode & 0o077).toBe(0);
  });

  test('keeps the newest two hundred', async () => {
    const outbox = createOutbox(folder, FROM);
    for (let number = 0; number < 201; number++) {
      const id = `${1_700_000_000_000 + number}-${number}`;
      await writeFile(join(folder, `${id}.json`), JSON.stringify({ id, ...mail(String(number)) }));
    }
    await outbox.send(mail('newest'));
    const listed = await outbox.list();
    expect(listed).toHaveLength(200);
    expect(listed[0]!.subject).toBe('newest');
  });
});
