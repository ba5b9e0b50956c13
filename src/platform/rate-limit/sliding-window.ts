/** How many of something are allowed in any stretch of `windowSeconds`. */
export interface Allowance {
  limit: number;
  windowSeconds: number;
}

export interface Verdict {
  allowed: boolean;
  limit: number;
  /** How many more would be allowed right now. */
  remaining: number;
  /** Seconds until at least one more is allowed when refused, else until the window is empty; whole, at least 1. */
  resetSeconds: number;
}

/**
 * Judges by two fixed windows, the previous one weighted by how much of it the sliding window still covers. Counts only
 * what was allowed, so that a caller who keeps trying is let in again as soon as there is room.
 * @param elapsed part of the current fixed window that has passed, 0 to 1
 */
export function judge(
  { limit, windowSeconds }: Allowance,
  previous: number,
  current: number,
  elapsed: number,
): Verdict {
  const weighted = previous * (1 - elapsed) + current;
  if (weighted + 1 <= limit) {
    return {
      allowed: true,
      limit,
      remaining: Math.floor(limit - weighted - 1),
      resetSeconds: Math.max(1, Math.ceil((1 - elapsed) * windowSeconds)),
    };
  }
  return {
    allowed: false,
    limit,
    remaining: 0,
    resetSeconds: Math.max(1, Math.ceil(wait(limit, previous, current, elapsed) * windowSeconds)),
  };
}

/** Parts of a window until `weighted + 1 <= limit`, when nothing more is counted meanwhile. */
function wait(limit: number, previous: number, current: number, elapsed: number): number {
  const room = limit - 1;
  if (current <= room && previous > 0) return 1 - (room - current) / previous - elapsed;
  // Only in the next window, of which the current one is then the previous.
  return 1 - elapsed + (current > room ? 1 - room / current : 0);
}
