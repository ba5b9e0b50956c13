import { type Html, html } from '../../../platform/html.ts';
import { formatInstant } from '../../../platform/i18n.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { timeline } from './timeline.ts';

export interface ActionView {
  at: string;
  action: keyof Messages['actions'];
  /** Who did it. */
  actor: string;
  /** What it was about, such as an address. */
  detail: string;
  reason: string;
}

/** What was done, by whom and why. */
export const actionTimeline = (
  { language }: PageContext,
  timeZone: string | null,
  actions: readonly ActionView[],
): Html => {
  const { actions: names, by } = messages[language];
  return timeline(
    actions.map(({ at, action, actor, detail, reason }) => ({
      at: formatInstant(at, language, timeZone),
      title: html`${names[action]}${detail && html`: ${detail}`}`,
      text: html`${by(actor)}${reason && html`. ${reason}`}`,
    })),
  );
};
