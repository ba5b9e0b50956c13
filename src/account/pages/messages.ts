import type { Language } from '../../platform/i18n.ts';
import { en, type Messages } from './messages/en.ts';
import { it } from './messages/it.ts';

export type { Messages };

export const messages = { en, it } satisfies Record<Language, Messages>;
