import { LONGEST_PARSED } from './answers.js';
import type { ApiResponse } from './api.js';
import { MOST_LEVELS } from './nesting.js';

/** Characters that V8 reads as values in some milliseconds. A text that is twice as long is read in pieces. */
const PIECE = 500_000;
/** Characters that are looked through between two rests. */
const STRIDE = 200_000;

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b, 0x7d];
const BLANK = /^[ \t\n\r]*$/;
/** What is between the name of a field and its value. */
const COLON = /:[ \t\n\r]*$/;
/** What may spell a field called `__proto__`. */
export const MAY_BE_PROTO = /__proto__|\\u00[567]/i;

/** Members of a list or an object that are read at once, or one member that is read in pieces itself. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly inner?: Container;
}

/** A list or an object that is longer than a piece. */
interface Container {
  readonly isList: boolean;
  readonly start: number;
  readonly pieces: readonly Piece[];
}

/** As much of an open list or object as is known so far. */
interface Open extends Container {
  readonly pieces: Piece[];
  /** Where the piece begins that grows; behind a member that is a piece of its own, where that ends. */
  from: number;
  isBehindInner: boolean;
  /** Where the member begins that is looked through. */
  member: number;
}

/** So long others wait at most, give or take a piece. */
const TURN_MS = 25;

/**
 * A response whose values are there already, where its body is long: `json()` would hold up everybody else for a tenth of a second. It is read in
 * pieces, and others have their turn in between.
 */
export function readAhead(response: ApiResponse): ApiResponse | Promise<ApiResponse> {
  const { text } = response;
  // `json()` leaves such fields out.
  if (text.length < 2 * PIECE || text.length > LONGEST_PARSED || MAY_BE_PROTO.test(text)) return response;
  return readInPieces(response);
}

async function readInPieces(response: ApiResponse): Promise<ApiResponse> {
  const reading = readingJson(response.text);
  for (let begunAt = performance.now(); ;) {
    const { done, value: read } = reading.next();
    if (done === true) return read ? { ...response, json: () => read.value } : response;
    if (performance.now() - begunAt < TURN_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    begunAt = performance.now();
  }
}

/**
 * A long JSON text as values, as `JSON.parse` gives them. Rests between two pieces of the text, of which each takes a few milliseconds.
 * @returns `undefined` for what is better read at once: a short text, one that is no JSON, and one that is nested too deeply.
 */
export function* readingJson(
  text: string,
  piece = PIECE,
): Generator<void, { readonly value: unknown } | undefined> {
  if (text.length < 2 * piece) return undefined;
  const whole = yield* partingJson(text, piece);
  if (!whole) return undefined;
  try {
    return { value: yield* valueOf(text, whole) };
  } catch {
    // Whoever reads it at once finds out what is wrong.
    return undefined;
  }
}

/** Finds where a text can be parted, without looking at what is between the signs. */
function* partingJson(text: string, piece: number): Generator<void, Container | undefined> {
  const signs = /["{}[\],]/g;
  const open: Open[] = [];
  let rest = STRIDE;
  for (;;) {
    if (!signs.test(text)) return undefined;
    const at = signs.lastIndex - 1;
    if (at >= rest) {
      rest = at + STRIDE;
      yield;
    }
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (end < 0) return undefined;
      signs.lastIndex = end;
      continue;
    }
    const inner = open.at(-1);
    if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (open.length === MOST_LEVELS) return undefined;
      open.push(opened(at, code === OPEN_LIST));
    } else if (!inner) return undefined;
    else if (code === COMMA) {
      if (!afterMember(text, inner, at, piece)) return undefined;
    } else {
      if (inner.isList === (code === CLOSE_OBJECT) || !ended(text, inner, at)) return undefined;
      open.pop();
      const around = open.at(-1);
      if (!around) return beginsAndEnds(text, inner.start, at + 1) ? inner : undefined;
      if (at - inner.start >= piece) isPieceOf(around, inner, at + 1);
    }
  }
}

function beginsAndEnds(text: string, start: number, end: number): boolean {
  return BLANK.test(text.slice(0, start)) && BLANK.test(text.slice(end));
}

function opened(at: number, isList: boolean): Open {
  return { isList, start: at, pieces: [], from: at + 1, isBehindInner: false, member: at + 1 };
}

/** A comma: the next member begins, and a new piece where this one is long enough. @returns whether it may be there. */
function afterMember(text: string, open: Open, at: number, piece: number): boolean {
  open.member = at + 1;
  if (open.isBehindInner) {
    if (!BLANK.test(text.slice(open.from, at))) return false;
    open.isBehindInner = false;
    open.from = at + 1;
  } else if (at - open.from >= piece) {
    open.pieces.push({ from: open.from, to: at });
    open.from = at + 1;
  }
  return true;
}

/** The list or object ends: so does its last piece. @returns whether it may end there. */
function ended(text: string, open: Open, at: number): boolean {
  if (open.isBehindInner) return BLANK.test(text.slice(open.from, at));
  open.pieces.push({ from: open.from, to: at });
  return true;
}

/** A member is long: it is a piece of its own, and what is before it is another one. */
function isPieceOf(around: Open, inner: Container, end: number): void {
  const { from, member, pieces } = around;
  if (member > from) pieces.push({ from, to: member - 1 });
  pieces.push({ from: member, to: end, inner });
  around.from = end;
  around.isBehindInner = true;
}

/** What the pieces of a list or an object say. Throws for what is no JSON. */
function* valueOf(text: string, { isList, pieces }: Container): Generator<void, unknown> {
  const into = isList ? [] : {};
  for (const { from, to, inner } of pieces) {
    if (inner) {
      const before = text.slice(from, inner.start);
      const isRight = (isList ? BLANK : COLON).test(before);
      const name: unknown = isList ? '' : JSON.parse(before.replace(COLON, ''));
      if (!isRight || typeof name !== 'string') throw new SyntaxError();
      put(into, name, yield* valueOf(text, inner));
    } else {
      const members = text.slice(from, to);
      // Nothing between two commas would be an empty list on its own.
      if (pieces.length > 1 && BLANK.test(members)) throw new SyntaxError();
      const some = JSON.parse(isList ? `[${members}]` : `{${members}}`) as Readonly<Record<string, unknown>>;
      for (const name of Object.keys(some)) put(into, name, some[name]);
      yield;
    }
  }
  return into;
}

function put(into: object, name: string, value: unknown): void {
  if (Array.isArray(into)) into.push(value);
  // Assigned, it would be what the object inherits from.
  else if (name === '__proto__')
    Object.defineProperty(into, name, { value, configurable: true, enumerable: true, writable: true });
  else (into as Record<string, unknown>)[name] = value;
}

/** What is behind a string; -1 for one that does not end. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end + 1;
  }
  return -1;
}
