import type { Html } from '../../../platform/html.ts';
import type { Messages } from '../messages.ts';
import { badge, type Tone } from './badge.ts';
import type { RequestState } from './conversation.ts';

const TONES: Record<RequestState, Tone> = {
  open: 'warning',
  granted: 'done',
  refused: 'danger',
  withdrawn: 'neutral',
  closed: 'done',
};

/** How a request stands. */
export const requestBadge = (state: RequestState, { requests }: Messages): Html =>
  badge(requests.states[state], TONES[state]);
