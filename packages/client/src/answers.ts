import * as oauth from 'oauth4webapi';
import { ConnectionError, SignInError } from './errors.ts';

/**
 * The response of a request, or what kept it from coming.
 * @throws ConnectionError, or the reason of the caller's signal
 */
export async function answered(sent: Promise<Response>, message: string, signal?: AbortSignal): Promise<Response> {
  try {
    return await sent;
  } catch (cause) {
    signal?.throwIfAborted();
    // What the library refuses to send, such as a plain http address, is no failure of the network.
    if (cause instanceof oauth.OperationProcessingError || cause instanceof oauth.UnsupportedOperationError)
      throw cause;
    throw new ConnectionError(message, { cause });
  }
}

/** @throws ConnectionError for what may be better a moment later */
export function refuseUnavailable({ status }: Response): void {
  if (status === 429 || status >= 500) throw new ConnectionError(`The account origin answered ${status}`);
}

/** Makes one kind of error of what OAuth refuses and of what does not fit the request. */
export async function refusalsAsErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof oauth.AuthorizationResponseError || cause instanceof oauth.ResponseBodyError)
      throw new SignInError(cause.error, cause.error_description, { cause });
    if (cause instanceof oauth.OperationProcessingError)
      throw new SignInError('invalid_response', cause.message, { cause });
    throw cause;
  }
}
