import type { CDPSession, Page } from 'playwright-core';

/** An authenticator that Chromium plays, of a person who is there and always proves who they are unless told otherwise. */
export interface VirtualAuthenticator {
  credentials(): Promise<Credential[]>;
  /** Puts a credential in, as if it had been made elsewhere. */
  addCredential(credential: Credential): Promise<void>;
  setUserVerified(verified: boolean): Promise<void>;
  remove(): Promise<void>;
}

interface Credential {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
}

/** @param backed whether its keys are synced between devices */
export async function plugIn(page: Page, { synced = false } = {}): Promise<VirtualAuthenticator> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
    },
  });
  return {
    credentials: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    addCredential: async (credential) => {
      await session.send('WebAuthn.addCredential', { authenticatorId, credential });
    },
    setUserVerified: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    remove: async () => {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
}
