import { describe, expect, it } from 'vitest';
import { type ConsentPage, consentPage } from './consent.page.ts';

const view: ConsentPage = {
  context: { language: 'en', path: '/interaction/x', sandbox: false },
  action: '/interaction/x/consent',
  csrfToken: 'token',
  application: { name: 'Referti Facili', developer: 'Studio Rossi' },
  account: { name: 'Giulia Bianchi', email: 'giulia@aurora.test', clinic: { name: 'Aurora', sandbox: true } },
  scopes: [
    { scope: 'offline_access' },
    { scope: 'giponext.agenda', ticked: false },
    { scope: 'giponext.patients', grantedBefore: true },
  ],
  redirectHost: 'app.example',
};
const render = (changes: Partial<ConsentPage> = {}) => String(consentPage({ ...view, ...changes }));
const boxes = (page: string) => [...page.matchAll(/name="scope" value="([^"]+)"[^>]*?( checked)?[ >]*>/g)];

describe('the consent page', () => {
  it('shows each requested scope once, clinic data first, ticked unless told', () => {
    expect(boxes(render()).map(([, scope, checked]) => [scope, Boolean(checked)])).toEqual([
      ['giponext.patients', true],
      ['giponext.agenda', false],
      ['offline_access', true],
    ]);
  });

  it('marks what was allowed before', () => {
    expect(render().match(/Allowed before/g)).toHaveLength(1);
  });

  it('names medical reports again in its button only when they are asked for', () => {
    expect(render()).not.toContain('medical reports included');
    const page = render({ scopes: [{ scope: 'giponext.medicalreports' }] });
    expect(page).toMatch(/value="allow"><span>Allow selected<span class="when-sensitive">, medical reports included/);
    expect(page).toMatch(/value="giponext.medicalreports"[^>]* data-sensitive>/);
  });

  it('says who is signed in, for which clinic, and that it is a sandbox', () => {
    expect(render()).toMatch(
      /Giulia Bianchi[\s\S]+giulia@aurora\.test[\s\S]+Aurora <span class="badge badge-warning">Sandbox/,
    );
  });

  it('keeps "use another account" out of the form that decides', () => {
    const [another, decision] = render().match(/<form[\s\S]*?<\/form>/g) ?? [];
    expect(another).toContain('value="switch"');
    expect(decision?.match(/name="decision" value="(\w+)"/g)).toEqual([
      'name="decision" value="allow"',
      'name="decision" value="refuse"',
    ]);
  });

  it.each([
    ['app.example', 'Then you go back to <strong>app.example</strong>'],
    ['localhost:3000', 'on this computer (<strong>localhost:3000</strong>)'],
    ['localhost.evil.example', 'Then you go back to <strong>localhost.evil.example</strong>'],
    [undefined, 'Then you can go back to the device.'],
  ])('says where %s leads', (redirectHost, words) => {
    expect(render({ redirectHost })).toContain(words);
  });

  it('links only to web addresses', () => {
    const links = { homeUrl: 'https://referti.example/', privacyUrl: 'javascript:alert(1)' };
    const page = render({ application: { ...view.application, ...links } });
    expect(page).toContain('href="https://referti.example/" target="_blank" rel="noopener noreferrer"');
    expect(page).not.toContain('alert(1)');
  });

  it('loads a logo only from here', () => {
    const withLogo = (logo: string) => render({ application: { ...view.application, logo } });
    expect(withLogo('/logos/7')).toContain('src="/logos/7"');
    expect(withLogo('data:image/png;base64,AA==')).toContain('src="data:image/png;base64,AA=="');
    for (const logo of [
      'https://evil.example/a.png',
      '//evil.example/a.png',
      '/\\evil.example/a.png',
      'data:text/html,x',
    ]) {
      expect(withLogo(logo)).not.toMatch(/evil|text\/html,x/);
    }
  });
});
