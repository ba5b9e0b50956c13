import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**'];

/** `unit` needs nothing; `database` runs on real PostgreSQL; `browser` drives Chromium as well. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    // Files share what they import, which costs more than most of them take: no module keeps state that a test could leave behind.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,test,bench}/**/*.test.ts'],
          exclude: [...exclude, '**/*.database.test.ts', '**/*.browser.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['{src,test,examples}/**/*.database.test.ts'],
          exclude,
          globalSetup: ['test/harness/database-server.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['{src,test,examples}/**/*.browser.test.ts'],
          exclude,
          globalSetup: ['test/harness/database-server.ts'],
          testTimeout: 90_000,
        },
      },
    ],
  },
});
