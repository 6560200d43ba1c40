import type { Model } from './model.js';
import { hexAt, inside, shuffled, unshuffled, uuidAt, type Place } from './seed.js';
import { patternText, wordAt } from './texts.js';

/**
 * The identifiers of a list's members, by their place in the list and back again, without keeping any: that is what lets a
 * list hold a hundred thousand of them.
 */
export interface Identifiers {
  /** How many there can be. */
  readonly most: number;
  /** The identifier with this number. */
  at(list: Place, index: number): string | number | boolean;
  /** The number of an identifier as it is in a path; `undefined` when it isn't in this list below `count`. */
  indexOf(list: Place, text: string, count: number): number | undefined;
}

interface Kind {
  readonly most: number;
  readonly write: (list: Place, index: number) => string | number | boolean;
  /** The only number that a text can have; `undefined` when it has none. */
  readonly read: (list: Place, text: string, count: number) => number | undefined;
}

export interface IdentifierOptions {
  /** Of the field that identifies. */
  readonly model: Model;
  readonly name: string;
  /** What the list is called, for names that say what they name. */
  readonly listName: string;
  /** What the readable part of a name is made of; a test may have its own. */
  readonly word: IdentifierWord;
}

/** The readable part of the name of a list's member. */
export type IdentifierWord = (list: Place, index: number) => string;

/** How a list's identifiers look, by what its field's schema says. */
export function identifiersOf(options: IdentifierOptions): Identifiers {
  const kind = kindOf(options);
  return {
    most: kind.most,
    at: kind.write,
    indexOf: (list, text, count) => {
      const index = kind.read(list, text, count);
      if (index === undefined || !Number.isInteger(index) || index < 0 || index >= count) return undefined;
      return String(kind.write(list, index)) === text ? index : undefined;
    },
  };
}

/** The words that identifiers are made of unless a test wants others. */
export function usualWord(list: Place, index: number): string {
  const place = inside(list, index);
  return `${wordAt(place, 3)}-${wordAt(place, 4)}`;
}

const BITS = 20;
const WIDE_BITS = 32;
const ROOM = 2 ** WIDE_BITS;

function kindOf({ model, name, listName, word }: IdentifierOptions): Kind {
  const { values, shape, format, pattern } = model;
  if (values) return enumKind(values);
  if (shape === 'integer' || shape === 'number') return numberKind(model);
  if (shape === 'boolean') return enumKind([true, false]);
  if (pattern !== undefined) return hexKind(pattern) ?? patternKind(model, pattern);
  switch (format) {
    case 'uuid':
      return uuidKind;
    case 'ip':
    case 'ipv4':
      return textKind(
        (index) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
        readBytes,
        2 ** 24,
      );
    case 'ip-block':
    case 'ipBlock':
    case 'ipv4-block':
      return textKind(
        (index) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}/32`,
        readBytes,
        2 ** 24,
      );
    case 'ipv6':
      return textKind((index) => `fd00::${(index + 1).toString(16)}`, readHex(1), 0xfffe);
    case 'ipv6-block':
      return textKind((index) => `fd00:${(index + 1).toString(16)}::/64`, readHex(1), 0xfffe);
    case 'date':
      return textKind(dayAt, (text) => (Date.parse(text) - FIRST_DAY) / DAY_MS, 100_000);
    case 'date-time':
      return textKind(
        (index) => new Date(FIRST_DAY + index * 1_000).toISOString(),
        (text) => (Date.parse(text) - FIRST_DAY) / 1_000,
        ROOM,
      );
    case 'phone-number':
      return textKind(
        (index) => `+331${String(index).padStart(8, '0')}`,
        (text) => Number(text.slice(4)),
        10 ** 8,
      );
    case 'mac-address':
      return textKind(
        (index) => `02:00:${(index.toString(16).padStart(8, '0').match(/../g) ?? []).join(':')}`,
        (text) => parseInt(text.slice(6).replaceAll(':', ''), 16),
        ROOM,
      );
    case 'email':
      return textKind(
        (index) => `person${index}@example.org`,
        (text) => Number(/\d+/.exec(text)?.[0]),
        ROOM,
      );
    default:
      return wordKind({ name, listName, word }, model.most ?? Infinity);
  }
}

function enumKind(values: readonly unknown[]): Kind {
  const texts = values.filter((value) => ['string', 'number', 'boolean'].includes(typeof value)).map(String);
  return {
    most: texts.length,
    write: (_list, index) => texts[index] ?? '',
    read: (_list, text) => texts.indexOf(text),
  };
}

function numberKind({ minimum, maximum }: Model): Kind {
  const first = minimum ?? Math.min(100_000, maximum ?? 100_000);
  return {
    most: Math.max(1, (maximum ?? Number.MAX_SAFE_INTEGER) - first + 1),
    write: (_list, index) => first + index,
    read: (_list, text) => (/^-?\d+$/.test(text) ? Number(text) - first : undefined),
  };
}

const uuidKind: Kind = {
  most: ROOM,
  write: (list, index) =>
    uuidAt(inside(list, index), shuffled(index, WIDE_BITS, list).toString(16).padStart(8, '0')),
  read: (list, text) => unshuffledHex(list, text.slice(0, 8)),
};

/** Hexadecimal digits of a fixed length, the pattern that identifiers have most often. */
function hexKind(pattern: string): Kind | undefined {
  const length = Number(
    /^\^\[(?:0-9a-f|a-f0-9|a-z0-9|0-9a-z|a-zA-Z0-9|0-9a-zA-Z)\]\{(\d+)\}\$$/.exec(pattern)?.[1] ?? 0,
  );
  if (length < 8) return undefined;
  return {
    most: ROOM,
    write: (list, index) =>
      shuffled(index, WIDE_BITS, list).toString(16).padStart(8, '0') + hexAt(inside(list, index), length - 8),
    read: (list, text) => unshuffledHex(list, text.slice(0, 8)),
  };
}

/** Other patterns can't be read backwards: what was written is looked for. */
function patternKind({ least, most }: Model, pattern: string): Kind {
  const write = (list: Place, index: number): string =>
    patternText(pattern, inside(list, index), least, most ?? Infinity) ?? `${wordAt(list)}-${index}`;
  return {
    most: 100_000,
    write,
    read: (list, text, count) => {
      for (let index = 0; index < count; index += 1) if (write(list, index) === text) return index;
      return undefined;
    },
  };
}

/** A readable name that ends in a few characters that number it. */
function wordKind({ name, listName, word }: Omit<IdentifierOptions, 'model'>, most: number): Kind {
  const token = (list: Place, index: number): string =>
    index < 2 ** BITS
      ? shuffled(index, BITS, list).toString(36).padStart(4, '0')
      : `z${shuffled(index, WIDE_BITS, list).toString(36).padStart(7, '0')}`;
  return {
    most: ROOM,
    write: (list, index) => {
      const readable = `${word(list, index)}-`;
      const full = /urn$/i.test(name) ? `urn:v1:eu:resource:${listName}:${readable}` : readable;
      const end = token(list, index);
      return full.slice(0, Math.max(0, most - end.length)) + end;
    },
    read: (list, text, count) => {
      const wide = /z([0-9a-z]{7})$/.exec(text)?.[1];
      const narrow = unshuffled(parseInt(text.slice(-4), 36), BITS, list);
      if (wide === undefined) return narrow;
      const number = unshuffled(parseInt(wide, 36), WIDE_BITS, list);
      // A readable part that was cut short may look like the mark of a wide number.
      return number >= 2 ** BITS && number < count ? number : narrow;
    },
  };
}

function textKind(
  write: (index: number) => string,
  read: (text: string) => number | undefined,
  most: number,
): Kind {
  return { most, write: (_list, index) => write(index), read: (_list, text) => read(text) };
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2024, 0);

function dayAt(index: number): string {
  return new Date(FIRST_DAY + index * DAY_MS).toISOString().slice(0, 10);
}

function readBytes(text: string): number | undefined {
  const [, a, b, c] = /^10\.(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return a === undefined ? undefined : Number(a) * 65_536 + Number(b) * 256 + Number(c);
}

function readHex(first: number): (text: string) => number | undefined {
  return (text) => {
    const [, hex] = /^fd00::?([0-9a-f]+)/.exec(text) ?? [];
    return hex === undefined ? undefined : parseInt(hex, 16) - first;
  };
}

function unshuffledHex(list: Place, hex: string): number | undefined {
  return /^[0-9a-f]{8}$/.test(hex) ? unshuffled(parseInt(hex, 16), WIDE_BITS, list) : undefined;
}
