import type { SubmitCall } from '../console/page-route.ts';
import { isWebAddress, MOST_REDIRECT_URIS, redirectUriProblem, type UriProblem } from './redirect-uris.ts';
import { askedScopes, type Kind, type Registration } from './registration.ts';

const LONGEST_NAME = 80;
const LONGEST_DESCRIPTION = 1000;
/** What a request should tell somebody who has never heard of the application. */
const SHORTEST_DESCRIPTION = 20;

/** What a developer types about an application of a given kind. */
export type Draft = Omit<Registration, 'kind' | 'logo'>;

/** What is wrong, by the field that it is about. */
export type RegistrationProblem =
  | { field: 'name'; is: 'missing' | 'not-a-name' }
  | { field: 'description'; is: 'too-short' | 'too-long' }
  | { field: 'homeUrl' | 'privacyUrl'; is: 'missing' | 'not-an-address' }
  | { field: 'redirectUris'; is: 'missing' | 'too-many' }
  | { field: 'redirectUris'; is: UriProblem; uri: string };

/** A form's fields as a draft; what nobody offers is left out. */
export function readDraft({ field, values }: Pick<SubmitCall, 'field' | 'values'>, kind: Kind): Draft {
  return {
    deviceFlow: kind === 'device' || field('deviceFlow') === 'yes',
    name: field('name').replace(/\s+/g, ' '),
    description: field('description').replace(/\r\n?/g, '\n'),
    homeUrl: field('homeUrl'),
    privacyUrl: field('privacyUrl'),
    redirectUris: kind === 'device' ? [] : [...new Set(field('redirectUris').split(/\s+/).filter(Boolean))],
    scopes: askedScopes(values('scope')),
  };
}

/** An application's name as people see it: one line without tricks of invisible characters. */
export const isName = (name: string): boolean =>
  name.length > 0 && name.length <= LONGEST_NAME && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name);

/** @param whole everything must be there, as for a request; a draft may still lack parts */
export function registrationProblems(kind: Kind, draft: Draft, { whole }: { whole: boolean }): RegistrationProblem[] {
  const problems: RegistrationProblem[] = [];
  const { name, description, redirectUris } = draft;
  if (name === '') problems.push({ field: 'name', is: 'missing' });
  else if (!isName(name)) problems.push({ field: 'name', is: 'not-a-name' });
  if (description.length > LONGEST_DESCRIPTION) problems.push({ field: 'description', is: 'too-long' });
  else if (whole && description.length < SHORTEST_DESCRIPTION) problems.push({ field: 'description', is: 'too-short' });
  for (const field of ['homeUrl', 'privacyUrl'] as const) {
    if (draft[field] === '') {
      if (whole) problems.push({ field, is: 'missing' });
    } else if (!isWebAddress(draft[field])) problems.push({ field, is: 'not-an-address' });
  }
  if (redirectUris.length > MOST_REDIRECT_URIS) problems.push({ field: 'redirectUris', is: 'too-many' });
  if (whole && kind !== 'device' && redirectUris.length === 0) problems.push({ field: 'redirectUris', is: 'missing' });
  for (const uri of redirectUris.slice(0, MOST_REDIRECT_URIS)) {
    const is = redirectUriProblem(uri, kind);
    if (is) problems.push({ field: 'redirectUris', is, uri: uri.slice(0, 200) });
  }
  return problems;
}
