/** The time, in milliseconds since 1970. */
export type Clock = () => number;

/** How to wait; rejects with the signal's reason. A program with a clock of its own gives another one. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export const sleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      settle();
    };
    const abort = () => end(() => reject(signal!.reason));
    const timer = setTimeout(() => end(resolve), milliseconds);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
  });

const FIRST_PAUSE_MS = 250;

/**
 * How long to wait before the next try, in milliseconds. With Retry-After (RFC 9110 section 10.2.3) at least that and up
 * to a fifth more, so that those who were turned away together do not come back together.
 */
export function pauseBefore(attempt: number, retryAfter: string | null | undefined): number {
  const asked = retryAfter ? parseRetryAfter(retryAfter) : undefined;
  if (asked === undefined) return FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
  return asked + Math.random() * Math.max(FIRST_PAUSE_MS, asked / 5);
}

function parseRetryAfter(value: string): number | undefined {
  const milliseconds = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
