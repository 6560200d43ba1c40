/** Characters of a response in which items are counted: what is shown beside a request must cost nothing. */
const LONGEST_COUNTED = 5_000_000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** How many items a JSON list has; `undefined` where a text is no list, and for one that is too long to be counted in passing. */
export function itemCount(json: string): number | undefined {
  const start = json.search(/\S/);
  if (json.length > LONGEST_COUNTED || json.charCodeAt(start) !== OPEN_LIST) return undefined;
  let [depth, commas, isEmpty] = [0, 0, true];
  for (let at = start; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    else if (depth === 1 && code > 0x20) isEmpty = false;
    if (depth === 0 && at > start) return isEmpty ? 0 : commas + 1;
    if (code === OPEN_LIST || code === OPEN_OBJECT) depth += 1;
    if (code === COMMA && depth === 1) commas += 1;
  }
  return undefined;
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return json.length;
}
