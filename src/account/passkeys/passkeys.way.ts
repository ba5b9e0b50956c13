import type { Sealer } from '../../platform/crypto.ts';
import { passkeySignIn } from '../pages/components/passkey-sign-in.ts';
import type { OtherWay } from '../sign-in/door.ts';
import { textOf } from '../web/form-body.ts';
import { checkPasskey } from './passkey-sign-in.ts';
import type { PasskeyServices } from './passkeys.service.ts';

export const SIGN_IN_OPTIONS = '/passkeys/options';

const FIELD = 'passkey';

/** Signing in with a passkey, at any door, without an e-mail or a password. */
export function createPasskeyWay(services: PasskeyServices & { sealer: Sealer }): OtherWay {
  return {
    field: FIELD,
    refusal: { kind: 'passkey-refused' },
    control: ({ subject, context, form }) =>
      passkeySignIn(context, form, { door: sealDoor(services.sealer, subject), optionsUrl: SIGN_IN_OPTIONS }),
    check: ({ subject }, body) => checkPasskey(services, subject, textOf(body, FIELD)),
  };
}

/** The page names its door to the script in a form that nobody else can make. */
function sealDoor(sealer: Sealer, subject: string): string {
  return sealer.seal(subject, SEAL).toString('base64url');
}

/** @returns undefined for a name that no page of ours gave */
export function unsealDoor(sealer: Sealer, sealed: string): string | undefined {
  try {
    return sealer.unseal(Buffer.from(sealed, 'base64url'), SEAL);
  } catch {
    return undefined;
  }
}

const SEAL = 'door of a passkey';
