import { formatDuration, type Language } from '../../../../platform/i18n.ts';
import { type Messages, messages } from '../../messages.ts';
import type { Options } from './catalogue-form.ts';
import type { OptionSource } from './form-spec.ts';
import { joined, type Kind } from './kinds.ts';

/** An object as the API has it. */
export interface Listed {
  id: number;
  active?: boolean;
  [member: string]: unknown;
}

interface ListColumn {
  label: keyof Messages['catalogueForm']['labels'];
  text(item: Listed, show: Show): string;
}

interface Show {
  language: Language;
  text: Messages;
  /** The name of another object. */
  named(source: OptionSource, id: unknown): string;
}

/** What people call an object. */
export function nameOf(kind: Kind, item: Listed): string {
  const { title, firstName, lastName, name } = item;
  return kind === 'practitioners' ? joined([title, firstName, lastName].map(textOf)) : String(name);
}

const textOf = (value: unknown): string | undefined => value as string | undefined;

/** What a list tells of each object beside its name. */
export const LISTINGS: Record<Kind, readonly ListColumn[]> = {
  practitioners: [
    { label: 'specialties', text: ({ specialties }) => (specialties as string[]).join(', ') },
    {
      label: 'registerNumber',
      text: ({ registerNumber, registerProvince }) => joined([textOf(registerNumber), textOf(registerProvince)]),
    },
    { label: 'account', text: ({ userId }, { named }) => named('accounts', userId) },
  ],
  agendas: [
    {
      label: 'whose',
      text: ({ practitionerId, roomId }, { named }) =>
        joined([named('practitioners', practitionerId), named('rooms', roomId)], ', '),
    },
    { label: 'location', text: ({ locationId }, { named }) => named('locations', locationId) },
  ],
  treatments: [
    { label: 'code', text: ({ code }) => String(code) },
    { label: 'branch', text: ({ branch }) => String(branch) },
    {
      label: 'lasts',
      text: ({ durationMinutes }, { language }) => formatDuration(Number(durationMinutes) * 60, language),
    },
  ],
  'price-lists': [
    { label: 'listKind', text: ({ kind }, { text }) => text.catalogueForm.choices.listKinds[kind as 'private'] },
    { label: 'payerName', text: ({ payer }) => (payer as { name: string } | undefined)?.name ?? '' },
    { label: 'validity', text: (item, { language }) => validityOf(item, language) },
  ],
  locations: [
    {
      label: 'municipality',
      text: ({ address }) => (address as { municipality?: string } | undefined)?.municipality ?? '',
    },
    { label: 'phone', text: ({ phone }) => textOf(phone) ?? '' },
  ],
  rooms: [
    { label: 'roomKind', text: ({ kind }, { text }) => text.catalogueForm.choices.roomKinds[kind as 'room'] },
    { label: 'location', text: ({ locationId }, { named }) => named('locations', locationId) },
  ],
};

/** What else a list must know to name what its objects refer to. */
export const LISTED_SOURCES: Record<Kind, readonly OptionSource[]> = {
  practitioners: ['accounts'],
  agendas: ['practitioners', 'rooms', 'locations'],
  treatments: [],
  'price-lists': [],
  locations: [],
  rooms: ['locations'],
};

export const showIn = (language: Language, options: Options): Show => ({
  language,
  text: messages[language],
  named: (source, id) => options[source]?.find(({ value }) => value === String(id))?.words ?? '',
});

/** A calendar day, as people of a language write it. */
export function dayIn(language: Language, day: string, weekday = false): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'it-IT', {
    ...(weekday ? { weekday: 'short' } : { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}

/** Calendar days from one to another, which may be the same. */
export function daysIn(language: Language, from: string, to: string): string {
  const days = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'it-IT', {
    year: 'numeric',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  // In Italian a range alone has zeros before its days.
  return days.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)).replaceAll(/\b0(?=\d)/g, '');
}

/** A number as it was typed, with the language's decimal separator; whatever else was typed stays. */
export const decimalIn = (language: Language, typed: string): string =>
  typed.replace(/^(\d+)[.,](\d+)$/, language === 'en' ? '$1.$2' : '$1,$2');

/** From when to when something holds; empty when it always does. */
export function validityOf({ validFrom, validTo }: Record<string, unknown>, language: Language): string {
  const { catalogue } = messages[language];
  const day = (value: unknown) => dayIn(language, String(value));
  return joined([
    validFrom === undefined ? undefined : catalogue.from(day(validFrom)),
    validTo === undefined ? undefined : catalogue.to(day(validTo)),
  ]);
}

/** An amount of euro. */
export const euroIn = (language: Language, amount: unknown): string =>
  new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'it-IT', { style: 'currency', currency: 'EUR' }).format(
    Number(amount),
  );
