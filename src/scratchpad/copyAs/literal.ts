import { isJsonObject } from '../../api/jsonObject.js';
import { ExactNumber } from '../../resource/exactNumber.js';
import type { Pieces, SecretUse } from './pieces.js';
import { SecretLeaf } from './secretFree.js';

/** How a programming language writes values. */
export interface Dialect {
  readonly indent: string;
  readonly text: (text: string) => string;
  /** A variable of the environment, escaped for a URL where it is in one. */
  readonly variable: (use: SecretUse) => string;
  /** A variable of the environment that holds a number. */
  readonly numberVariable: (name: string) => string;
  /** What is between texts that are joined. */
  readonly join: string;
  readonly words: { readonly true: string; readonly false: string; readonly null: string };
  readonly number: (value: number) => string;
  /** A number that a JavaScript number can't hold, as it is written in JSON. */
  readonly exactNumber: (digits: string) => string;
  readonly list: readonly [open: string, close: string];
  readonly map: (names: readonly string[]) => readonly [open: string, close: string];
  readonly emptyMap: string;
  /** The name of a field, where that isn't written as any text. */
  readonly name?: (text: string) => string;
  readonly arrow: string;
}

/** What languages that write data as JSON does have in common. */
export const LIKE_JSON = {
  join: ' + ',
  number: String,
  exactNumber: String,
  list: ['[', ']'],
  map: () => ['{', '}'],
  emptyMap: '{}',
  arrow: ': ',
} as const satisfies Partial<Dialect>;

/** A text with its variables as an expression. */
export function expression(pieces: Pieces, { text, variable, join }: Dialect): string {
  const parts = pieces.map((piece) => (typeof piece === 'string' ? text(piece) : variable(piece)));
  return parts.length === 0 ? text('') : parts.join(join);
}

/** A JSON value as the language writes it, its lines after the first indented by `indent`. */
export function literal(value: unknown, dialect: Dialect, indent: string): string {
  if (value instanceof SecretLeaf) {
    return value.type === 'number'
      ? dialect.numberVariable(value.variable)
      : dialect.variable({ variable: value.variable, surroundings: 'plain' });
  }
  if (value instanceof ExactNumber) return dialect.exactNumber(value.text);
  if (typeof value === 'string') return dialect.text(value);
  if (typeof value === 'number') return dialect.number(Object.is(value, -0) ? 0 : value);
  if (typeof value === 'boolean') return dialect.words[value ? 'true' : 'false'];
  if (Array.isArray(value)) {
    return group(
      dialect.list,
      value.map((one) => literal(one, dialect, indent + dialect.indent)),
      dialect,
      indent,
    );
  }
  return isJsonObject(value) ? mapLiteral(value, dialect, indent) : dialect.words.null;
}

function mapLiteral(fields: Readonly<Record<string, unknown>>, dialect: Dialect, indent: string): string {
  const members = Object.entries(fields).map(
    ([key, one]) =>
      `${(dialect.name ?? dialect.text)(key)}${dialect.arrow}${literal(one, dialect, indent + dialect.indent)}`,
  );
  return members.length === 0
    ? dialect.emptyMap
    : group(dialect.map(Object.keys(fields)), members, dialect, indent);
}

function group(
  [open, close]: readonly [string, string],
  members: readonly string[],
  dialect: Dialect,
  indent: string,
): string {
  if (members.length === 0) return open + close;
  const inner = indent + dialect.indent;
  return `${open}\n${members.map((member) => `${inner}${member},\n`).join('')}${indent}${close}`;
}

/** How a language writes a character in a string that can't be there, or that is invisible, by its code point. */
export type EscapeCharacter = (code: number) => string;

/**
 * A string in double quotes. `special` are the characters that a backslash precedes. Half a surrogate pair is no character and
 * becomes the replacement character; what is invisible or turns the reading direction is escaped.
 */
export function quotedString(text: string, special: RegExp, escape: EscapeCharacter): string {
  const escaped = text
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll(special, '\\$&')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}]/gu, (character) => {
      const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
      return short ?? escape(character.codePointAt(0) ?? 0);
    });
  return `"${escaped}"`;
}

/** A number in hexadecimal digits, so many at least. */
export function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** `\x07`, `\u202e` and `\U000e0001`, as Python and Go write them. */
export function escapeByWidth(code: number): string {
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}
