import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { TokenStoreError } from '../errors.ts';
import { memoryStore, type TokenSet, type TokenStore } from '../tokens.ts';
import { isCode, withLock } from './lock.ts';
import { replaceFile } from './replace-file.ts';

/** An entry of the system's key chain, as `AsyncEntry` of `@napi-rs/keyring` is one. */
export interface KeychainEntry {
  getPassword(): Promise<string | null | undefined>;
  setPassword(password: string): Promise<void>;
}

export interface FileStoreOptions {
  path: string;
  /** 32 random bytes, kept apart from the file; or where the system keeps them, to be made there at first. */
  key: Uint8Array | KeychainEntry;
}

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'corsia-1';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps tokens in an encrypted file (AES-256-GCM, mode 0600) that processes of one computer may share. */
export function encryptedFileStore({ path, key }: FileStoreOptions): TokenStore {
  if (key instanceof Uint8Array && key.length !== KEY_BYTES)
    throw new TokenStoreError(`The key must have ${KEY_BYTES} bytes.`);
  const here = memoryStore();
  return {
    async read() {
      try {
        const text = await readFile(path, 'utf8');
        const found = await findKey(key);
        return found && decrypt(text, found);
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined;
        throw new TokenStoreError(`${path} cannot be read with this key`, { cause: error });
      }
    },
    async write(tokens) {
      try {
        if (tokens) await replaceFile(path, encrypt(tokens, (await findKey(key)) ?? (await makeKey(key))));
        else await rm(path, { force: true });
      } catch (error) {
        throw new TokenStoreError(`${path} cannot be written`, { cause: error });
      }
    },
    // One of this process at a time asks for the file's lock, which the others would only wait for.
    exclusively: (work) => here.exclusively(() => withLock(`${path}.lock`, work)),
  };
}

/** @returns undefined when the key chain has none, which makes the file worthless */
async function findKey(key: Uint8Array | KeychainEntry): Promise<Uint8Array | undefined> {
  if (key instanceof Uint8Array) return key;
  const kept = await key.getPassword();
  return kept ? Buffer.from(kept, 'base64') : undefined;
}

/** Tokens are written under the lock, so that one process makes the key and the others find it. */
async function makeKey(entry: Uint8Array | KeychainEntry): Promise<Uint8Array> {
  const key = randomBytes(KEY_BYTES);
  await (entry as KeychainEntry).setPassword(key.toString('base64'));
  return key;
}

function encrypt(tokens: TokenSet, key: Uint8Array): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(VERSION));
  const sealed = [cipher.update(JSON.stringify(tokens), 'utf8'), cipher.final()];
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString('base64url')}\n`;
}

function decrypt(text: string, key: Uint8Array): TokenSet {
  const [version, data = ''] = text.trim().split('.');
  if (version !== VERSION) throw new Error('not a token file of this version');
  const bytes = Buffer.from(data, 'base64url');
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(VERSION));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(opened.toString('utf8')) as TokenSet;
}
