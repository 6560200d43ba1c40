const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * A JSON text indented by two, every name and value as it is written. One pass without a tree, which would take ten times as
 * long for a large response. `undefined` for what is no JSON by the standard (RFC 8259).
 */
export function reindent(text: string): string | undefined {
  if (!isJson(text)) return undefined;
  const parts: string[] = [];
  const lines = ['\n'];
  let depth = 0;
  for (let at = nextToken(text, 0); at < text.length; at = nextToken(text, at)) {
    const code = text.charCodeAt(at);
    const end = isSign(code) ? at + 1 : endOfValue(text, at);
    const sign = text.slice(at, end);
    at = end;
    if (code === OPEN_LIST || code === OPEN_OBJECT) {
      const next = nextToken(text, at);
      const closing = text.charCodeAt(next);
      const isEmpty = closing === CLOSE_LIST || closing === CLOSE_OBJECT;
      if (isEmpty) at = next + 1;
      else depth += 1;
      lines[depth] ??= `\n${'  '.repeat(depth)}`;
      parts.push(sign, (isEmpty ? text[next] : lines[depth]) ?? '');
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth -= 1;
      parts.push(lines[depth] ?? '', sign);
    } else if (code === COMMA) parts.push(sign, lines[depth] ?? '');
    else if (code === COLON) parts.push(': ');
    else parts.push(sign);
  }
  return parts.join('');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isSign(code: number): boolean {
  switch (code) {
    case OPEN_LIST:
    case CLOSE_LIST:
    case OPEN_OBJECT:
    case CLOSE_OBJECT:
    case COMMA:
    case COLON:
      return true;
    default:
      return false;
  }
}

/** Where the next sign or value begins. JSON knows four blanks, and all else that is as small is in strings only, escaped. */
function nextToken(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function endOfValue(text: string, start: number): number {
  let at = start + 1;
  if (text.charCodeAt(start) !== QUOTE) {
    while (at < text.length && text.charCodeAt(at) > 0x20 && !isSign(text.charCodeAt(at))) at += 1;
    return at;
  }
  for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) {
    at += code === BACKSLASH ? 2 : 1;
  }
  return at + 1;
}
