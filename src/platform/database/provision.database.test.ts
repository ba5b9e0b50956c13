import { expect, inject, test } from 'vitest';
import { asSuperuser } from '../../../test/harness/database.ts';
import { TEST_ROLES } from '../../../test/harness/database-server.ts';
import { openDatabase, provisionDatabase, statement } from './index.ts';

const who = statement<{ name: string }>('test_who', 'select current_user::text as name');

test('many can make the same roles at once', async () => {
  const superuserUrl = inject('superuserUrl');
  const names = Array.from({ length: 12 }, (_, index) => `corsia_test_provision_${process.pid}_${index % 3}`);
  try {
    const urls = await Promise.all(
      names.map((database) => provisionDatabase(superuserUrl, { database, ...TEST_ROLES })),
    );
    const database = openDatabase({ url: urls[0]!.applicationUrl, poolSize: 1, preparedStatements: true });
    expect(await database.query(who)).toEqual([{ name: `${TEST_ROLES.prefix}_server` }]);
    await database.close();
  } finally {
    for (const name of new Set(names)) await asSuperuser(superuserUrl, `drop database if exists ${name} with (force)`);
  }
});
