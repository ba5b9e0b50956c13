/** From `start` up to but not including `end`, in milliseconds since the epoch. */
export interface Interval {
  start: number;
  end: number;
}

/** In order, with what touches or overlaps made one, and without empty ones. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of intervals.filter((one) => one.start < one.end).sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** What is left of `from` without `taken`. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  let left = merge(from);
  for (const { start, end } of merge(taken)) {
    left = left.flatMap((one) =>
      one.end <= start || end <= one.start
        ? [one]
        : [
            { start: one.start, end: start },
            { start: end, end: one.end },
          ].filter((part) => part.start < part.end),
    );
  }
  return left;
}

export function intersect(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  return merge(
    some.flatMap((one) =>
      others.map((other) => ({ start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) })),
    ),
  );
}

/** Whether nothing of the merged intervals lies between `start` and `end`. */
export function isFree(merged: readonly Interval[], start: number, end: number): boolean {
  const next = merged[firstEndingAfter(merged, start)];
  return next === undefined || end <= next.start;
}

/** Whether one of the merged intervals holds all from `start` to `end`. */
export function isWithin(merged: readonly Interval[], start: number, end: number): boolean {
  const around = merged[firstEndingAfter(merged, start)];
  return around !== undefined && around.start <= start && end <= around.end;
}

function firstEndingAfter(merged: readonly Interval[], instant: number): number {
  let low = 0;
  let high = merged.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (merged[middle]!.end > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}
