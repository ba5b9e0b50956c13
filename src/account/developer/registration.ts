import { DEVICE_CODE } from '../../catalogue/grant-types.ts';
import { SCOPES, type Scope } from '../../catalogue/scopes.ts';

export const KINDS = ['web', 'native', 'device'] as const;
/** What an application is: on a server with a secret; installed, with PKCE; or without a browser. */
export type Kind = (typeof KINDS)[number];

/** What an application says of itself, as its developer hands it in and administrators judge it. */
export interface Registration {
  kind: Kind;
  /** Beside the code in the browser, it may ask for one on a device (RFC 8628); always true of a device. */
  deviceFlow: boolean;
  name: string;
  description: string;
  homeUrl: string;
  privacyUrl: string;
  redirectUris: readonly string[];
  /** Without `openid`, which every application has. */
  scopes: readonly Scope[];
  /** Hash of the picture; empty for none. */
  logo: string;
}

interface Stored {
  application_type: 'web' | 'native';
  grant_types: string[];
  name: string;
  description: string;
  home_url: string | null;
  privacy_url: string | null;
  redirect_uris: string[];
  scopes: string[];
  logo_hash: string | null;
}

export function kindOf({ application_type, grant_types }: Pick<Stored, 'application_type' | 'grant_types'>): Kind {
  if (application_type === 'web') return 'web';
  return grant_types.includes('authorization_code') ? 'native' : 'device';
}

/** The grant types that stand for a kind; a refresh token comes with `offline_access`, which people allow apart. */
export function grantTypesOf(kind: Kind, deviceFlow: boolean): string[] {
  return [
    ...(kind === 'device' ? [] : ['authorization_code']),
    'refresh_token',
    ...(kind === 'device' || deviceFlow ? [DEVICE_CODE] : []),
  ];
}

export function registrationOf(row: Stored): Registration {
  return {
    kind: kindOf(row),
    deviceFlow: row.grant_types.includes(DEVICE_CODE),
    name: row.name,
    description: row.description,
    homeUrl: row.home_url ?? '',
    privacyUrl: row.privacy_url ?? '',
    redirectUris: row.redirect_uris,
    scopes: askedScopes(row.scopes),
    logo: row.logo_hash ?? '',
  };
}

/** The scopes that can be chosen, in their order. */
export const askedScopes = (scopes: readonly string[]): Scope[] =>
  SCOPES.filter((scope) => scope !== 'openid' && scopes.includes(scope));

/** The scopes as they are stored. */
export const storedScopes = (scopes: readonly Scope[]): Scope[] => ['openid', ...askedScopes(scopes)];

export interface Difference {
  field: keyof Registration;
  removed: readonly string[];
  added: readonly string[];
}

/** What of `after` is different; of lists, what is gone and what is new. */
export function differences(before: Partial<Registration>, after: Partial<Registration>): Difference[] {
  const fields = Object.keys(after) as (keyof Registration)[];
  return fields
    .map((field): Difference => {
      const [old, now] = [wordsOf(before[field]), wordsOf(after[field])];
      return {
        field,
        removed: old.filter((word) => !now.includes(word)),
        added: now.filter((word) => !old.includes(word)),
      };
    })
    .filter(({ removed, added }) => removed.length + added.length > 0);
}

function wordsOf(value: Registration[keyof Registration] | undefined): readonly string[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === '' ? [] : [String(value)];
}
