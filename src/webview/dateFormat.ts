const FORMATS = {
  time: { timeStyle: 'short' },
  timeWithSeconds: { timeStyle: 'medium' },
  dateAndTime: { dateStyle: 'medium', timeStyle: 'short' },
  exact: { dateStyle: 'medium', timeStyle: 'medium' },
  full: { dateStyle: 'full', timeStyle: 'long' },
  date: { dateStyle: 'medium' },
  day: { dateStyle: 'full' },
  monthDay: { month: 'short', day: 'numeric' },
  dayAndTime: { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  dayAndSeconds: { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit' },
} as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format of times in a language. Making one costs more than a hundred uses of it. */
export function dateFormat(locale: string, name: keyof typeof FORMATS): Intl.DateTimeFormat {
  const key = `${name} ${locale}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, FORMATS[name]);
  formats.set(key, format);
  return format;
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

/** The format of distances in time in a language. */
export function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const format = relativeFormats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  relativeFormats.set(locale, format);
  return format;
}

const lengthFormats = new Map<string, Intl.NumberFormat>();

/** The format of a length in a unit of time, as short as a language writes it. */
export function lengthFormat(locale: string, unit: string): Intl.NumberFormat {
  const key = `${unit} ${locale}`;
  const style = { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 0 } as const;
  const format = lengthFormats.get(key) ?? new Intl.NumberFormat(locale, style);
  lengthFormats.set(key, format);
  return format;
}

const countFormats = new Map<string, Intl.NumberFormat>();

/** A count as a language writes it. */
export function countText(count: number, locale: string): string {
  const format = countFormats.get(locale) ?? new Intl.NumberFormat(locale);
  countFormats.set(locale, format);
  return format.format(count);
}
