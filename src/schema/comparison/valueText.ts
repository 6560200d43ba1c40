/** Longer values say nothing in a line. */
const LONGEST_VALUE = 80;

/** A value that fits a line, as JSON; `undefined` for definitions. */
export function valueText(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) {
    return undefined;
  }
  if (Array.isArray(value) && value.some((one) => typeof one === 'object')) return undefined;
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? undefined : text;
}
