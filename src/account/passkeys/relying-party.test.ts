import { expect, test } from 'vitest';
import { relyingPartyOf } from './relying-party.ts';

test.each([
  ['https://account.corsia.example', { id: 'account.corsia.example', origin: 'https://account.corsia.example' }],
  [
    'https://account.corsia.example:8443',
    { id: 'account.corsia.example', origin: 'https://account.corsia.example:8443' },
  ],
  ['http://localhost:5001', { id: 'localhost', origin: 'http://localhost:5001' }],
  ['http://account.localhost:5001', { id: 'account.localhost', origin: 'http://account.localhost:5001' }],
  ['http://account.corsia.example', undefined],
  ['http://localhost.corsia.example', undefined],
  ['http://notlocalhost', undefined],
  ['http://127.0.0.1:5001', undefined],
  ['https://192.0.2.7', undefined],
  ['https://[2001:db8::1]', undefined],
])('passkeys at %s are for %j', (accountUrl, relyingParty) => {
  expect(relyingPartyOf(accountUrl)).toEqual(relyingParty);
});
