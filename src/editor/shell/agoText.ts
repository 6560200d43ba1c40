const UNITS = [
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago a time was, in a language's own words: "5 min. ago". Both times in milliseconds since the epoch. */
export function agoText(at: number, now: number, language: string): string {
  const words = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' });
  const ago = Math.max(0, now - at);
  for (const [unit, ms] of UNITS) {
    if (ago >= ms) return words.format(-Math.floor(ago / ms), unit);
  }
  return words.format(-Math.floor(ago / 1000), 'second');
}
