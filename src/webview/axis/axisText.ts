import { dateFormat, lengthFormat } from '../dateFormat.js';
import type { AxisTick } from './axisLayout.js';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A length of time in its largest unit, as short as a language writes it: "3d". */
export function lengthText(ms: number, locale: string): string {
  const [unit, size] = UNITS.find(([, one]) => ms >= one) ?? UNITS[3];
  return lengthFormat(locale, unit).format(ms / size);
}

/** What stands at a tick: its day, with its year or without, its time, which has seconds only where they aren't zero, or both. */
export function tickText({ at, shows }: AxisTick, locale: string): string {
  const [time, both] =
    at % 60_000 === 0 ? (['time', 'dayAndTime'] as const) : (['timeWithSeconds', 'dayAndSeconds'] as const);
  const name = { day: 'monthDay', year: 'date', both, time } as const;
  return dateFormat(locale, name[shows]).format(at);
}
