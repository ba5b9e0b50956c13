import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Corsia, createCorsia } from '@corsia/client';
import { encryptedFileStore, keyFile } from '@corsia/client/node';

/** Where somebody is signed in, and as what. It holds no secret. */
export interface SignInPlace {
  issuer: string;
  clientId: string;
  apiUrl: string;
  tenantId: string | undefined;
}

export const STORE_OPTION = { store: { type: 'string' } } as const;

export const STORE_HELP = `  --store <folder>        where the sign-in is kept; ~/.config/corsia otherwise`;

const folderOf = (given: string | undefined) => given ?? join(homedir(), '.config', 'corsia');

/** A client whose tokens lie encrypted in the folder, for its owner alone. */
export async function openClient(
  store: string | undefined,
  { issuer, clientId }: Pick<SignInPlace, 'issuer' | 'clientId'>,
): Promise<Corsia> {
  const folder = folderOf(store);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const tokens = encryptedFileStore({ path: join(folder, 'tokens'), key: keyFile(join(folder, 'key')) });
  return createCorsia({ issuer, clientId, store: tokens });
}

/** @returns undefined when nobody is signed in */
export async function readPlace(store: string | undefined): Promise<SignInPlace | undefined> {
  const text = await readFile(placeFile(store), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as SignInPlace);
}

export async function keepPlace(store: string | undefined, place: SignInPlace): Promise<void> {
  const draft = `${placeFile(store)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(place, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, placeFile(store));
}

export const forgetPlace = (store: string | undefined): Promise<void> => rm(placeFile(store), { force: true });

const placeFile = (store: string | undefined) => join(folderOf(store), 'sign-in.json');
