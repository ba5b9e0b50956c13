export type { Exported } from './copy.ts';
export { type Corsia, type CorsiaOptions, createCorsia } from './corsia.ts';
export type { DeviceCode, DeviceOptions } from './device.ts';
export {
  ApiError,
  type ApiErrorCode,
  ConnectionError,
  CorsiaError,
  CursorExpiredError,
  MissingScopesError,
  SignInError,
  SignInNeededError,
  TenantError,
  TokenStoreError,
} from './errors.ts';
export { type CursorStore, type FollowOptions, memoryCursor } from './follow.ts';
export type * from './generated/types.gen.ts';
export { items, type Page, pages, type Window } from './pages.ts';
export { ifMatch } from './preconditions.ts';
export type { PendingSignIn, SignedIn, SignInOptions, StartOptions } from './sign-in.ts';
export { memoryStore, type TokenSet, type TokenStore } from './tokens.ts';
export type { Clock, Sleep } from './waiting.ts';
