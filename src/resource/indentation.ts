/** Levels that are indented each by more than the one above. Below, a text of 200 levels would be blanks for the most part. */
const MOST_INDENTED = 20;

/** What is before the lines inside of a value whose own line begins by `indent`. */
export function indentInside(indent: string): string {
  return indent.length < 2 * MOST_INDENTED ? `${indent}  ` : indent;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  // From -1 on, `lastIndexOf` would look at the first character.
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
