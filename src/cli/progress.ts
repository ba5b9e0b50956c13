const BAR_WIDTH = 24;
const REDRAW_EVERY_MS = 100;

/** A line on the standard error that tells how far long work is; nothing where nobody looks on. */
export interface Progress {
  /** @param total unknown of work whose end cannot be seen */
  show(what: string, done: number, total?: number): void;
  end(): void;
}

export function openProgress(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr): Progress {
  if (!stream.isTTY) return { show: () => {}, end: () => {} };
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    show(what, done, total) {
      if (done !== total && performance.now() - drawnAt < REDRAW_EVERY_MS) return;
      drawnAt = performance.now();
      stream.write(`\r\x1b[K${lineOf(what, done, total)}`);
    },
    end() {
      if (drawnAt > Number.NEGATIVE_INFINITY) stream.write('\r\x1b[K');
    },
  };
}

function lineOf(what: string, done: number, total: number | undefined): string {
  const counted = done.toLocaleString('en');
  if (!total) return `${counted} ${what}`;
  const filled = Math.round((Math.min(done, total) / total) * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${counted}/${total.toLocaleString('en')} ${what}`;
}
