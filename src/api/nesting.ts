/**
 * How many objects and lists may be nested in a text. No API answers more than a dozen; parsers and everything that walks what
 * they made call themselves for each level, and a stack that overflows takes the whole process along.
 */
export const MOST_LEVELS = 200;

const [QUOTE, BACKSLASH, SLASH, STAR] = [0x22, 0x5c, 0x2f, 0x2a];
const COMMA = 0x2c;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether a JSON text, with or without comments, has more than `MOST_LEVELS` levels. One pass without a parser; a text that is no
 * JSON may be found deeper than a parser would find it, never less deep.
 */
export function isTooDeep(text: string): boolean {
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === SLASH) at = endOfComment(text, at);
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (open.push(code) > MOST_LEVELS) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      const opened = code === CLOSE_LIST ? OPEN_LIST : OPEN_OBJECT;
      if (open.at(-1) === opened) open.pop();
    }
  }
  return false;
}

/** Whether a JSON text, with or without comments, has more values than `most`, names of fields not counted. One pass without a parser. */
export function hasMoreValues(text: string, most: number): boolean {
  // What a bracket opens begins with a value, and a comma is followed by one.
  let count = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === SLASH) at = endOfComment(text, at);
    else if (code === OPEN_LIST || code === OPEN_OBJECT || code === COMMA) count += 1;
    if (count > most) return true;
  }
  return false;
}

/** The rest of a string as far as nothing in it is special: read by V8's own code, most of a text being strings. */
const PLAIN = /[^"\\\n]*/y;

/** The last character of a string; one that is not closed ends with its line. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 2) {
    PLAIN.lastIndex = at;
    PLAIN.test(text);
    at = PLAIN.lastIndex;
    if (text.charCodeAt(at) !== BACKSLASH) return at;
  }
  return text.length;
}

/** The last character of a comment; a slash that begins none is one itself. */
function endOfComment(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next !== SLASH && next !== STAR) return start;
  const end = next === SLASH ? text.indexOf('\n', start) : text.indexOf('*/', start + 2) + 1;
  return end <= 0 ? text.length : end;
}
