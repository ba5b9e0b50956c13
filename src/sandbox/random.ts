/** A source of numbers in [0, 1). */
export type Random = () => number;

/** A repeatable source: sfc32 (Chris Doty-Humphrey, PractRand) started from an xmur3 hash of the seed. Not for secrets. */
export function seededRandom(seed: string): Random {
  let hash = 1779033703 ^ seed.length;
  for (let i = 0; i < seed.length; i += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(i), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const word = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash;
  };
  let [a, b, c, counter] = [word(), word(), word(), word()];
  return () => {
    const next = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + next;
    return (next >>> 0) / 2 ** 32;
  };
}

/** An integer from `min` to `max`, both included. */
export function integer(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[integer(random, 0, items.length - 1)]!;
}

/** `length` decimal digits, nine at most, leading zeros kept. */
export function digits(random: Random, length: number): string {
  return String(integer(random, 0, 10 ** length - 1)).padStart(length, '0');
}

/** A draw from a list in order of frequency: the n-th item weighs 1 / (n + flatness), as names and cities roughly do (Zipf). */
export function byRank<T>(items: readonly T[], flatness: number): (random: Random) => T {
  let total = 0;
  const ends = items.map((_, index) => {
    total += 1 / (index + flatness);
    return total;
  });
  return (random) => {
    const at = random() * total;
    return items[ends.findIndex((end) => end > at)]!;
  };
}
