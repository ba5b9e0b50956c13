/** A backup that cannot be written or restored; the message is one sentence for the operator. */
export class ArchiveError extends Error {
  override name = 'ArchiveError';
}
