import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** Work that ends when it is told to, and notes that it began. */
function workshop() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, work, end: (name: string) => ends.get(name)!() };
}

test('work of one key runs one after the other, in the order in which it came; that of another beside it', async () => {
  const { begun, work, end } = workshop();
  const inTurn = createTurns();
  const results = ['a1', 'a2', 'a3', 'b1'].map((name) => inTurn(name[0]!, work(name)));
  await expect.poll(() => begun).toEqual(['a1', 'b1']);
  for (const name of ['a1', 'a2', 'a3']) {
    end(name);
    await expect.poll(() => begun.at(-1)).toBe(name === 'a3' ? 'a3' : `a${Number(name[1]) + 1}`);
  }
  end('b1');
  expect(await Promise.all(results)).toEqual(['a1', 'a2', 'a3', 'b1']);
});

test('work that fails tells its caller alone, and the next one runs', async () => {
  const inTurn = createTurns();
  const failing = inTurn('a', async () => {
    throw new Error('failed');
  });
  const next = inTurn('a', async () => 'done');
  await expect(failing).rejects.toThrow('failed');
  expect(await next).toBe('done');
});
