/** One subcommand of `corsia`; its name and what it is for stand in the list of `main.ts`. */
export interface Command {
  usage: string;
  run(args: string[]): Promise<void>;
}

/** Wrong use of a command; its usage is printed with it. */
export class UsageError extends Error {
  override name = 'UsageError';
}
