/** A panel compares fields; who wants a whole file opens the JSON. */
const SHOWN_CHARACTERS = 8_000;

/** A value as it is shown, and how many of its characters are left out. */
export interface ShownValue {
  readonly text: string;
  readonly omitted: number;
}

/** Room for one name in a line. */
const oneLine = { limit: 300 };

/**
 * Characters that draw nothing or turn the reading direction: shown as escapes, so that no value can pose as another.
 * Tabs and line feeds stay.
 */
const HIDDEN = /[\p{Cf}\p{Co}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Text as it may be shown: nothing invisible, nothing that reorders what is around it. */
export function displayText(text: string): string {
  return text.replace(LONE_SURROGATE, escaped).replace(HIDDEN, escaped);
}

/**
 * As `displayText`, for a place with room for one line, or for a few when `limit` allows more characters. The limit has a name,
 * so that no `map` can pass an index for it.
 */
export function displayLine(text: string, { limit }: { readonly limit: number } = oneLine): string {
  const { head, omitted } = cut(text, limit);
  const line = displayText(head).replace(/\s+/gu, ' ').trim();
  return omitted > 0 ? `${line}…` : line;
}

/** Text for a place where VS Code makes links of `[text](command:…)`: nobody’s words make one. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** As `displayText`, for a place with room for a paragraph. */
export function displayParagraph(text: string): string {
  const { text: shown, omitted } = cutView(text);
  return omitted > 0 ? `${shown}…` : shown;
}

/** A JSON value as a person reads it: a string bare unless that could be mistaken, anything nested as JSON. */
export function valueView(value: unknown): ShownValue {
  if (typeof value === 'string') return cutView(isPlain(value) ? value : JSON.stringify(value));
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)) {
    return cutView(
      JSON.stringify(value).length > 80 ? JSON.stringify(value, undefined, 2) : JSON.stringify(value),
    );
  }
  return cutView(JSON.stringify(value, undefined, 2));
}

/** Whether a string reads as the string it is: not empty, not padded, not what another JSON value looks like. */
function isPlain(text: string): boolean {
  if (text === '' || text.trim() !== text) return false;
  return !/^(?:true|false|null|-?\d[\d.eE+-]*|["[{].*)$/su.test(text);
}

function cutView(text: string): ShownValue {
  const { head, omitted } = cut(text, SHOWN_CHARACTERS);
  return { text: displayText(head), omitted };
}

function cut(text: string, limit: number): { readonly head: string; readonly omitted: number } {
  if (text.length <= limit) return { head: text, omitted: 0 };
  // A pair of surrogates is one character; half of it would be shown as an escape that isn't there.
  const end = /[\ud800-\udbff]/u.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return { head: text.slice(0, end), omitted: text.length - end };
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
