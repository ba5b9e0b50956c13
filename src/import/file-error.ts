/** Why a file cannot be imported at all; the message is one sentence for the person who gave it. */
export class FileError extends Error {
  override name = 'FileError';
}
