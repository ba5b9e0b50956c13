import type { Language } from '../../platform/i18n.ts';

/** The pages of the documentation in reading order, by group; each is a file of this name in `docs/site/<language>`. */
export const GROUPS = {
  start: ['index', 'getting-started', 'accreditation', 'register-your-application', 'sandbox'],
  access: ['oauth-flows', 'tokens', 'scopes', 'resources', 'tenant'],
  calls: [
    'lists',
    'errors',
    'polling',
    'exports',
    'idempotency',
    'rate-limiting',
    'tls',
    'change-management',
    'changelog',
  ],
  guides: ['availability', 'booking', 'medical-reports', 'invoices', 'fhir'],
  live: ['production-checklist', 'tools', 'kit', 'faq'],
  operate: ['self-hosting', 'operations', 'cli', 'security'],
} as const;

export type Group = keyof typeof GROUPS;

export const SLUGS: readonly string[] = Object.values(GROUPS).flat();

/** Where a page is, as a path of the API origin. */
export function pathOf(language: Language, slug: string): string {
  return slug === 'index' ? `/${language}/docs` : `/${language}/docs/${slug}`;
}
