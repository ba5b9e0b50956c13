/** What was looked at, how it is, and what to do about it if it is not well. */
export interface Finding {
  check: string;
  ok: boolean;
  found: string;
  fix?: string;
}

export const well = (check: string, found: string): Finding => ({ check, ok: true, found });

export const ill = (check: string, found: string, fix: string): Finding => ({ check, ok: false, found, fix });

/** A look that fails is a finding, too. */
export async function lookAt(check: string, fix: string, look: () => Promise<Finding>): Promise<Finding> {
  return look().catch((error: Error) => ill(check, error.message.split('\n')[0]! || error.name, fix));
}
