import { readFileSync } from 'node:fs';
import { DEFAULT_ROLES } from '../../catalogue/permissions.ts';
import { API_SCOPES } from '../../catalogue/scopes.ts';
import { type ErrorCode, STATUS_BY_CODE } from '../../platform/errors.ts';
import type { Language } from '../../platform/i18n.ts';
import type { Resource, Route } from '../route.ts';
import { errorTexts } from './error-texts.ts';
import { scopeTexts } from './scope-texts.ts';
import { words } from './words.ts';

/** What the pages tell of this installation. */
export interface Installation {
  apiUrl: string;
  accountUrl: string;
  /** The clinic of a sandbox. */
  tenantId: string | undefined;
  resources: readonly Resource[];
  /** Undefined when requests are not limited. */
  allowance: { limit: number; windowSeconds: number } | undefined;
}

/** Replaces `{{name}}` in a page by what it stands for. @throws Error for a name that stands for nothing */
export function fillIn(source: string, language: Language, installation: Installation): string {
  return source.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = VALUES[name];
    if (!value) throw new Error(`No page can say {{${name}}}.`);
    return value(installation, language);
  });
}

const VALUES: Record<string, (installation: Installation, language: Language) => string> = {
  apiUrl: ({ apiUrl }) => apiUrl,
  accountUrl: ({ accountUrl }) => accountUrl,
  apiHost: ({ apiUrl }) => new URL(apiUrl).host,
  accountHost: ({ accountUrl }) => new URL(accountUrl).host,
  tenantId: ({ tenantId = 'tenant-abc123' }) => tenantId,
  rateLimit: ({ allowance }, language) =>
    allowance ? words[language].rateLimit(allowance.limit, allowance.windowSeconds) : words[language].noRateLimit,
  scopes: scopeTable,
  operations: operationTables,
  roles: roleTable,
  errorTable,
  errorCodes: errorSections,
  changelog,
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const code = (text: string) => `\`${text}\``;

function scopeTable(_: Installation, language: Language): string {
  const { tables } = words[language];
  const texts = scopeTexts[language];
  const names = ['openid', 'offline_access', 'profile', 'email', 'tenant', ...API_SCOPES] as const;
  return table(
    [tables.scope, tables.allows],
    names.map((name) => [code(name), texts[name]]),
  );
}

function operationTables({ resources }: Installation, language: Language): string {
  const { tables } = words[language];
  const row = (route: Route) => {
    const path = route.access === 'signed-in' ? `/v2${route.path}` : route.path;
    const policy = typeof route.access === 'string' ? undefined : route.access;
    const open = route.access === 'clinic' ? tables.ofTheItems : tables.none;
    return [
      code(`${route.method} ${path}`),
      policy ? code(policy.scope) : open,
      policy ? code(policy.permission) : open,
    ];
  };
  return resources
    .map(
      ({ tag, routes }) =>
        `### ${tag}\n\n${table([tables.operation, tables.scope, tables.permission], routes.map(row))}`,
    )
    .join('\n\n');
}

function roleTable(_: Installation, language: Language): string {
  const { tables } = words[language];
  return table(
    [tables.role, tables.permissions],
    Object.entries(DEFAULT_ROLES).map(([id, { permissions }]) => [code(id), permissions.map(code).join(', ')]),
  );
}

const codes = Object.entries(STATUS_BY_CODE) as [ErrorCode, number][];

function errorTable(_: Installation, language: Language): string {
  const { tables } = words[language];
  return table(
    [tables.status, tables.code],
    [...Map.groupBy(codes, ([, status]) => status)].map(([status, group]) => [
      String(status),
      group.map(([name]) => `[${code(name)}](errors.md#${name})`).join(', '),
    ]),
  );
}

/** A heading for each code: what `docs` of an error body leads to. */
function errorSections(_: Installation, language: Language): string {
  const { todo } = words[language].tables;
  return codes
    .map(([name, status]) => {
      const { meaning, action } = errorTexts[language][name];
      return `### ${code(name)}\n\n**${status}.** ${meaning}\n\n**${todo}** ${action}`;
    })
    .join('\n\n');
}

function changelog(): string {
  const text = readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8');
  return text.slice(text.indexOf('## '));
}
