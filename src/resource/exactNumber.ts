/**
 * A number of a spec that a JavaScript number can't hold: beyond 2^53, or with more digits than a double has. It keeps
 * its digits, so that two of them are distinguished and none is changed on its way through.
 */
export class ExactNumber {
  /** As it is written. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** JSON has no other way to show every digit through `JSON.stringify`. */
  toJSON(): string {
    return this.text;
  }

  toString(): string {
    return this.text;
  }
}

/** A value as JSON text, every digit of its numbers kept; nothing is `null`. */
export function jsonText(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'null' : JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${jsonText(one)}`);
  return `{${fields.join(',')}}`;
}

/** A JSON number's value: a JavaScript number where it holds every digit, else an `ExactNumber`. */
export function numberValue(literal: string): number | ExactNumber {
  const value = Number(literal);
  return canonical(literal) === canonical(String(value)) ? value : new ExactNumber(literal);
}

/** Whether both write the same number: `1e20` and `100000000000000000000` do. */
export function isSameNumber(a: ExactNumber, b: ExactNumber): boolean {
  return canonical(a.text) === canonical(b.text);
}

/** Sign, digits without outer zeros, and the power of ten behind the last of them. */
function canonical(literal: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal);
  if (!match) return literal;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  let [start, end] = [0, digits.length];
  while (digits[start] === '0') start += 1;
  while (end > start && digits[end - 1] === '0') end -= 1;
  if (start === end) return '0';
  const power = Number(exponent) - fraction.length + digits.length - end;
  return `${sign}${digits.slice(start, end)}e${String(power)}`;
}
