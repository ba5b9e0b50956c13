import type { listMessages, RequestRow } from './support.queries.ts';

/** A request as its conversation is shown. */
export function conversationOf(request: RequestRow, messages: Awaited<ReturnType<typeof listMessages>>) {
  return {
    state: request.state,
    author: request.author_name,
    reason: request.reason,
    createdAt: request.created_at,
    decidedAt: request.decided_at,
    decidedBy: request.decided_by_name,
    messages: messages.map(({ author_name, as_administrator, text, at }) => ({
      author: author_name,
      asAdministrator: as_administrator,
      text,
      at,
    })),
  };
}
