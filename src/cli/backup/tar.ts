/** A file of an archive, in the format that every `tar` reads (POSIX.1-1988 "ustar"). */
export interface TarEntry {
  name: string;
  bytes: number;
}

export const BLOCK_BYTES = 512;
const LONGEST_NAME = 100;
const CHECKSUM = { at: 148, bytes: 8 };

/** What stands before the content of a file. */
export function tarHeader({ name, bytes }: TarEntry, seconds: number): Buffer {
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error(`${name} is too long a name for an archive`);
  const block = Buffer.alloc(BLOCK_BYTES);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  block.write(name, 0);
  block.write(octal(0o600, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(bytes, 11), 124);
  block.write(octal(seconds, 11), 136);
  block.write('0', 156);
  block.write('ustar\0', 257);
  block.write('00', 263);
  block.write(`${octal(checksumOf(block), 6)} `, CHECKSUM.at);
  return block;
}

/** Content fills whole blocks. */
export const paddingAfter = (bytes: number): number => (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;

/** @returns undefined at the end of the archive. @throws Error for what is no header */
export function readTarHeader(block: Buffer): TarEntry | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const text = (start: number, end: number) => block.toString('utf8', start, end).replace(/\0.*$/s, '').trim();
  if (Number.parseInt(text(CHECKSUM.at, CHECKSUM.at + CHECKSUM.bytes), 8) !== checksumOf(block))
    throw new Error('not an entry of an archive');
  return { name: text(0, LONGEST_NAME), bytes: Number.parseInt(text(124, 136), 8) };
}

/** The sum of all bytes, the checksum itself taken for blanks. */
function checksumOf(block: Buffer): number {
  const own = block.subarray(CHECKSUM.at, CHECKSUM.at + CHECKSUM.bytes);
  return block.reduce((sum, byte) => sum + byte, 0) - own.reduce((sum, byte) => sum + byte, 0) + CHECKSUM.bytes * 0x20;
}
