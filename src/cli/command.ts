/** One subcommand of `corsia`. */
export interface Command {
  /** Words that name it, such as `sandbox token`. */
  name: string;
  summary: string;
  usage: string;
  run(args: string[]): Promise<void>;
}

/** Wrong use of a command; its usage is printed with it. */
export class UsageError extends Error {
  override name = 'UsageError';
}
