import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Change, type Corsia, CursorExpiredError, type CursorStore, memoryCursor } from '@corsia/client';
import { fileCursor } from '@corsia/client/node';
import { describe, expect, test } from 'vitest';
import { ANNA, all, type clientOf, failure, type observed } from './sdk.ts';

export interface Caller {
  readonly corsia: Corsia;
  /** The same person's client, with a network and a clock of the test. */
  spoiled(spoil: Parameters<typeof observed>[0], options?: Parameters<typeof clientOf>[1]): { corsia: Corsia };
}

/** The changes feed, followed on the platform of `calls.database.test.ts`. */
export function changeCases(caller: Caller): void {
  describe('changes', () => {
    const resources = ['patients'];
    const now = async (): Promise<CursorStore> => {
      const { nextCursor } = await caller.corsia.changes.list({ query: { cursor: 'now', resources: 'patients' } });
      return memoryCursor(nextCursor);
    };

    /** What is told until `isEnough`: the feed tells nothing while an older transaction is running. */
    async function tellUntil(cursor: CursorStore, isEnough: (told: Change[]) => boolean): Promise<Change[]> {
      const told: Change[] = [];
      const giveUp = new AbortController();
      const { corsia: follower } = caller.spoiled(() => undefined, {
        sleep: async (milliseconds, signal) => {
          expect(milliseconds).toBe(60_000);
          if (isEnough(told)) giveUp.abort();
          signal?.throwIfAborted();
          await new Promise((resolve) => setTimeout(resolve, 20));
        },
      });
      const following = (async () => {
        for await (const change of follower.follow({ cursor, resources, pollEvery: 60_000, signal: giveUp.signal }))
          told.push(change);
      })();
      expect(await failure(following)).toMatchObject({ name: 'AbortError' });
      return told;
    }

    test('are told each once, and the cursor is kept when they are worked off', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'corsia-cursor-'));
      const cursor = fileCursor(join(folder, 'cursor'));
      await cursor.write(await (await now()).read());
      const { id } = await caller.corsia.patients.create({ body: ANNA });
      for await (const change of caller.corsia.follow({ cursor, resources, pollEvery: 20 })) {
        // Beside those of earlier tests that the feed had to hold back.
        if (change.id !== id) continue;
        expect(change).toMatchObject({ op: 'created' });
        break; // As a program does that is killed.
      }
      const kept = await cursor.read();
      await caller.corsia.patients.delete({ path: { id } });
      const isDeleted = (change: Change) => change.id === id && change.op === 'deleted';
      const told = await tellUntil(cursor, (changes) => changes.some(isDeleted));
      expect(told.filter((change) => change.id === id).length).toBeLessThanOrEqual(2);
      expect(told.filter(isDeleted)).toHaveLength(1);
      expect(await cursor.read()).not.toBe(kept);
      expect(await all(caller.corsia.follow({ cursor, resources }))).toEqual([]);
      await rm(folder, { recursive: true });
    });

    test('are all that exists, without a cursor', async () => {
      const told = await all(caller.corsia.follow({ cursor: memoryCursor() }));
      expect(new Set(told.map(({ resource }) => resource))).toContain('patients');
    });

    test('are followed until given up', async () => {
      const cursor = await now();
      const creating = caller.corsia.patients.create({ body: { ...ANNA, lastName: 'Tardi' } });
      const isCreated = (id: number, changes: Change[]) => changes.some((change) => change.id === id);
      const created: number[] = [];
      void creating.then(({ id }) => created.push(id));
      const told = await tellUntil(cursor, (changes) => created.some((id) => isCreated(id, changes)));
      const { id } = await creating;
      expect(told.filter((change) => change.id === id).map(({ op }) => op)).toEqual(['created']);
    });

    test('of an expired cursor are an error of their own, and the cursor is at the beginning', async () => {
      const cursor = await now();
      const error = await failure(all(caller.corsia.follow({ cursor, resources: ['patients', 'appointments'] })));
      expect(error).toBeInstanceOf(CursorExpiredError);
      expect(error).toMatchObject({ code: 'cursor_expired', status: 410 });
      expect(await cursor.read()).toBeUndefined();
    });
  });
}
