import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Logo } from './applications.queries.ts';

export const MOST_LOGO_BYTES = 200 * 1024;

const ACCEPTED = ['image/png', 'image/jpeg', 'image/webp'];

/** A picture by what is in it, whatever its name says. @returns undefined when it is none of the accepted kinds */
export async function readLogo(content: Buffer): Promise<Logo | undefined> {
  const type = await fileTypeFromBuffer(content).catch(() => undefined);
  if (!type || !ACCEPTED.includes(type.mime)) return undefined;
  return { hash: createHash('sha256').update(content).digest('hex'), content_type: type.mime, content };
}
