import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder: string;

/** Imports that would break an arrow of ARCHITECTURE.md, planted one per file. */
const forbidden = [
  ['src/platform/a.ts', '../api/app.ts'],
  ['src/platform/database/a.ts', '../../config.ts'],
  ['src/platform/b.ts', '../catalogue/scopes.ts'],
  ['src/platform/c.ts', '../listen.ts'],
  ['src/account/a.ts', '../api/app.ts'],
  ['src/account/oidc/a.ts', '../../api/patients/patients.service.ts'],
  ['src/account/b.ts', '../sandbox/index.ts'],
  ['src/api/a.ts', '../account/app.ts'],
  ['src/api/patients/a.ts', '../../account/app.ts'],
  ['src/api/patients/b.ts', '../episodes/episodes.queries.ts'],
  ['src/api/patients/f.ts', '../episodes/notes/notes.queries.ts'],
  ['src/api/patients/g.ts', '../../fhir/index.ts'],
  ['src/account/d.ts', '../fhir/index.ts'],
  ['src/platform/d.ts', '../fhir/index.ts'],
  ['src/fhir/a.ts', '../account/app.ts'],
  ['src/fhir/patient/a.ts', '../../api/patients/patients.queries.ts'],
  ['src/fhir/b.ts', '../sandbox/index.ts'],
  ['src/sandbox/a.ts', '../api/patients/patients.queries.ts'],
  ['src/sandbox/b.ts', '../account/app.ts'],
  ['src/import/a.ts', '../api/patients/patients.queries.ts'],
  ['src/import/b.ts', '../account/app.ts'],
  ['src/catalogue/a.ts', '../platform/errors.ts'],
  ['src/api/g.ts', '@corsia/client'],
  ['src/account/d.ts', '@corsia/client/node'],
  ['packages/client/src/a.ts', '../../../src/catalogue/scopes.ts'],
  ['examples/web/a.ts', '../../src/catalogue/scopes.ts'],
] as const;

const allowed = [
  ['src/api/patients/c.ts', './patients.queries.ts'],
  ['src/api/patients/d.ts', '../episodes/episodes.service.ts'],
  ['src/api/patients/e.ts', '../../platform/errors.ts'],
  ['src/account/c.ts', '../platform/errors.ts'],
  ['src/fhir/patient/b.ts', '../../api/patients/patients.service.ts'],
  ['src/fhir/c.ts', '../platform/errors.ts'],
  ['src/import/c.ts', '../api/patients/patients.service.ts'],
  ['packages/client/src/node/b.ts', '../errors.ts'],
  ['src/sandbox/c.ts', '../api/patients/patients.service.ts'],
  ['src/cli/a.ts', '@corsia/client'],
] as const;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'corsia-boundaries-'));
  copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  for (const [file, target] of [...forbidden, ...allowed]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `import { value } from '${target}';\n\nexport const copy = value;\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(file: string): { status: number | null; output: string } {
  const biome = join(root, 'node_modules/.bin/biome');
  const { status, stdout, stderr } = spawnSync(biome, ['lint', '--vcs-enabled=false', file], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

test.each(forbidden)('%s may not import %s', (file) => {
  const { status, output } = lint(file);
  expect(output).toContain('lint/style/noRestrictedImports');
  expect(status).toBe(1);
});

test.each(allowed)('%s may import %s', (file) => {
  const { status, output } = lint(file);
  expect(output).toContain('Checked 1 file');
  expect(status).toBe(0);
});
