export const languages = ['en', 'it'] as const;
export type Language = (typeof languages)[number];

/**
 * The language of a page, by the first of these that names one we have: the OpenID `ui_locales` (tags separated by
 * spaces, best first), the visitor's cookie, `Accept-Language` by its weights; else English.
 */
export function chooseLanguage(wishes: { uiLocales?: string; cookie?: string; acceptLanguage?: string }): Language {
  const ranges = [
    ...(wishes.uiLocales?.split(' ') ?? []),
    wishes.cookie ?? '',
    ...byWeight(wishes.acceptLanguage ?? ''),
  ];
  return ranges.map(lookup).find((language) => language !== undefined) ?? 'en';
}

/** RFC 4647 section 3.4 cuts subtags from the right until one matches; all we have are bare languages, the leftmost. */
function lookup(range: string): Language | undefined {
  const primary = range.trim().toLowerCase().split('-')[0];
  return languages.find((language) => language === primary);
}

/** The ranges of an `Accept-Language` header (RFC 9110 section 12.5.4), best first; those of weight 0 are refusals. */
function byWeight(header: string): string[] {
  return header
    .split(',')
    .map((item) => {
      const [range = '', ...parameters] = item.split(';').map((part) => part.trim());
      const q = parameters.find((parameter) => /^q=/i.test(parameter));
      return { range, weight: q === undefined ? 1 : Number(q.slice(2)) };
    })
    .filter(({ weight }) => weight > 0 && weight <= 1)
    .sort((a, b) => b.weight - a.weight)
    .map(({ range }) => range);
}

/** A waiting time in words, rounded up: "40 seconds", "5 minuti". */
export function formatWait(seconds: number, language: Language): string {
  const whole = Math.ceil(seconds);
  const [unit, count] = whole < 60 ? ['second', whole] : ['minute', Math.ceil(whole / 60)];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** A length of time in the largest unit that fits: "1 hour", "30 giorni". */
export function formatDuration(seconds: number, language: Language): string {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, size] = units.find(([, length]) => seconds >= length && seconds % length === 0) ?? units[3];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}

/** How long ago something was, in the largest unit that fits: "3 days", "5 minuti". */
export function formatAge(instant: string, language: Language, now = Date.now()): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(instant)) / 1000));
  const size = seconds >= 172_800 ? 86_400 : seconds >= 7200 ? 3600 : 60;
  return formatDuration(Math.max(60, Math.floor(seconds / size) * size), language);
}

const LOCALES: Record<Language, string> = { en: 'en-GB', it: 'it-IT' };

/** Where times are shown that belong to nobody with a clinic. */
const DEFAULT_TIME_ZONE = 'Europe/Rome';

/** A moment as people read it: "20 Nov 2026, 14:05", "20 nov 2026, 14:05". @param instant RFC 3339, or a Date */
export function formatInstant(instant: string | Date, language: Language, timeZone?: string | null): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timeZone ?? DEFAULT_TIME_ZONE,
  }).format(new Date(instant));
}
