/** Where sessions are kept. In production a table or a Redis, so that they survive the process and others see them. */
export interface Records {
  read(key: string): Promise<string | undefined>;
  /** @param expiresAt in milliseconds since 1970 */
  write(key: string, sealed: string, expiresAt: number): Promise<void>;
  remove(key: string): Promise<void>;
}

export function memoryRecords(): Records {
  const records = new Map<string, { sealed: string; expiresAt: number }>();
  const sweep = () => {
    for (const [key, { expiresAt }] of records) if (expiresAt < Date.now()) records.delete(key);
  };
  return {
    async read(key) {
      const found = records.get(key);
      return found && found.expiresAt >= Date.now() ? found.sealed : undefined;
    },
    async write(key, sealed, expiresAt) {
      sweep();
      records.set(key, { sealed, expiresAt });
    },
    async remove(key) {
      records.delete(key);
    },
  };
}
