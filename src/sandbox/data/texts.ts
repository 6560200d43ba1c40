import RandExp from 'randexp';
import { BoundedPattern } from '../../schema/patterns.js';
import { draw, hexAt, inside, uuidAt, type Place } from './seed.js';

const WORDS = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'harbor',
  'indigo',
  'juniper',
  'koala',
  'lagoon',
  'maple',
  'nimbus',
  'orchid',
  'pebble',
  'quartz',
  'raven',
  'sierra',
  'tundra',
  'umber',
  'violet',
  'willow',
  'zephyr',
] as const;

export function wordAt(place: Place, salt = 0): string {
  return WORDS[draw(place, WORDS.length, salt)] ?? 'amber';
}

/** A text of a format; `undefined` for formats that say nothing about the text. */
export function formattedText(format: string | undefined, place: Place, name: string): string | undefined {
  const byte = (salt: number): number => draw(place, 254, salt) + 1;
  const group = (salt: number): string => draw(place, 0xffff, salt).toString(16);
  switch (format) {
    case 'uuid':
      return uuidAt(place);
    case 'date-time':
      return dateAt(place, name);
    case 'date':
      return dateAt(place, name).slice(0, 10);
    case 'time':
      return dateAt(place, name).slice(11);
    case 'duration':
      return `P${draw(place, 28) + 1}DT${draw(place, 23, 1) + 1}H`;
    case 'ip':
    case 'ipv4':
      return `10.${byte(1)}.${byte(2)}.${byte(3)}`;
    case 'ip-block':
    case 'ipBlock':
    case 'ipv4-block':
      return `10.${byte(1)}.${byte(2)}.0/24`;
    case 'ipv6':
      return `fd00:${group(1)}:${group(2)}::${group(3)}`;
    case 'ipv6-block':
      return `fd00:${group(1)}:${group(2)}::/64`;
    case 'mac-address':
      return `02:${(hexAt(place, 10).match(/../g) ?? []).join(':')}`;
    case 'email':
      return `${wordAt(place)}.${wordAt(place, 1)}@example.org`;
    case 'phone-number':
      return `+331${String(draw(place, 100_000_000)).padStart(8, '0')}`;
    case 'uri':
    case 'url':
      return urlAt(place);
    case 'hostname':
      return `${wordAt(place)}-${hexAt(place, 4)}.example.org`;
    case 'password':
      return `${wordAt(place)}-${hexAt(place, 12)}`;
    case 'byte':
      return Buffer.from(wordAt(place)).toString('base64');
    default:
      return undefined;
  }
}

/** A text that a field's name lets one expect. */
export function namedText(name: string, place: Place): string {
  if (/urn$/i.test(name)) return `urn:v1:eu:resource:${wordAt(place)}:${wordAt(place, 1)}-${hexAt(place, 6)}`;
  if (/ids?$/i.test(name)) return uuidAt(place);
  if (/(?:url|link)$/i.test(name)) return urlAt(place);
  if (/e-?mail$/i.test(name)) return `${wordAt(place)}@example.org`;
  if (/description|message|comment|cause|reason/i.test(name)) {
    const [first = '', ...rest] = wordAt(place);
    return `${first.toUpperCase()}${rest.join('')} of ${wordAt(place, 1)} and ${wordAt(place, 2)}`;
  }
  if (/version$/i.test(name)) return `${draw(place, 4) + 1}.${draw(place, 20, 1)}.${draw(place, 10, 2)}`;
  return `${wordAt(place)}-${wordAt(place, 1)}`;
}

/** A text that a pattern matches; `undefined` when none was found, or when the pattern can't be read. */
export function patternText(pattern: string, place: Place, least = 0, most = Infinity): string | undefined {
  let expression: BoundedPattern;
  try {
    expression = new BoundedPattern(pattern);
  } catch {
    return undefined;
  }
  for (let attempt = 0; attempt < PATTERN_ATTEMPTS; attempt += 1) {
    // Short repetitions first: most texts have a most, few have a least.
    const isPlain = attempt < PATTERN_ATTEMPTS / 2;
    const repetitions = Math.min(Math.max(least, 4 + attempt * 3), Math.max(most, 1));
    const text = generate(pattern, inside(place, attempt), repetitions, isPlain);
    if (text === undefined) return undefined;
    // A pattern that says no length is often cut short without harm.
    for (const one of [text, text.slice(0, most)]) {
      if (expression.test(one) && characters(one) >= least && characters(one) <= most) return one;
    }
  }
  return undefined;
}

/** How many characters a text has as JSON Schema counts them: pairs of surrogates are one. */
export function characters(text: string): number {
  // Most texts hold none, and looking for one is quicker than listing all.
  if (!/[\uD800-\uDBFF]/.test(text)) return text.length;
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

const PATTERN_ATTEMPTS = 64;
/** Repetitions multiply where they are nested: the sum of all that is drawn for a text. */
const MOST_DRAWN = 500_000;
/** Ranges of ASCII that names seldom hold: all but letters, digits and `-./:_`. */
const PUNCTUATION = [
  [32, 44],
  [59, 64],
  [91, 94],
  [96, 96],
  [123, 126],
] as const;

/** @param isPlain whether characters that a pattern leaves open are those that names are made of. */
function generate(pattern: string, place: Place, repetitions: number, isPlain: boolean): string | undefined {
  try {
    const source = new RandExp(pattern);
    if (isPlain) for (const [from, to] of PUNCTUATION) source.defaultRange.subtract(from, to);
    source.max = repetitions;
    let [drawn, sum] = [0, 0];
    source.randInt = (from, to) => {
      const number = from + draw(place, to - from + 1, (drawn += 1));
      sum += number + 1;
      if (sum > MOST_DRAWN) throw new RangeError('The pattern asks for too long a text.');
      return number;
    };
    return source.gen();
  } catch {
    return undefined;
  }
}

/** Dates lie in an order that their fields' names let one expect. */
function dateAt(place: Place, name: string): string {
  const day = 86_400;
  const start = /expir|until|deadline|end/i.test(name)
    ? Date.UTC(2031, 0)
    : /creat|begin|birth/i.test(name)
      ? Date.UTC(2024, 0)
      : /finish|updat|modif|last/i.test(name)
        ? Date.UTC(2025, 6)
        : Date.UTC(2025, 1);
  return new Date(start + draw(place, 120 * day) * 1_000).toISOString();
}

function urlAt(place: Place): string {
  return `https://${wordAt(place)}-${hexAt(place, 4)}.example.org/${wordAt(place, 1)}`;
}
