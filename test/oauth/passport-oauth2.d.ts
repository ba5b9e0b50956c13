/** The part of passport-oauth2 (which has no types of its own) that the tests use. */
declare module 'passport-oauth2' {
  import type { IncomingMessage } from 'node:http';

  interface Options {
    authorizationURL: string;
    tokenURL: string;
    clientID: string;
    clientSecret: string;
    callbackURL: string;
    scope: string[];
    state: boolean;
    pkce?: 'S256';
  }

  interface TokenParameters {
    scope: string;
    expires_in: number;
  }

  type Done = (error: Error | null, user?: unknown) => void;

  export class Strategy {
    constructor(
      options: Options,
      verify: (
        accessToken: string,
        refreshToken: string,
        parameters: TokenParameters,
        profile: unknown,
        done: Done,
      ) => void,
    );
    authenticate(request: IncomingMessage & { query: object; session: object }): void;
    redirect(address: string): void;
    success(user: unknown): void;
    fail(challenge: unknown): void;
    error(error: Error): void;
    /** The client that the strategy asks for tokens with, and that applications refresh with. */
    _oauth2: {
      getOAuthAccessToken(
        codeOrRefreshToken: string,
        parameters: { grant_type: string; redirect_uri?: string; code_verifier?: string },
        done: (error: { statusCode: number; data: string } | null, accessToken?: string, refreshToken?: string) => void,
      ): void;
    };
  }
}
