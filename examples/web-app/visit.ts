import type { Corsia } from '@corsia/client';
import type { Html } from './html.ts';
import type { Session } from './sessions.ts';

/** A request, with who makes it. */
export interface Visit {
  session: Session;
  /** The platform, with the tokens of this session. */
  corsia: Corsia;
  /** Path and query, to come back to. */
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  form: Record<string, string>;
}

export type Answer = { title: string; body: Html; status?: number } | { redirect: URL | string };

export interface Route {
  method: 'GET' | 'POST';
  url: string;
  handler(visit: Visit): Promise<Answer>;
}

/** A path of ours, and no other address: what comes from a form could lead anywhere. */
export function localPath(path: string | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/';
}
