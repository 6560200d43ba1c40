/** Levels that are indented each by more than the one above. Below, a text of 200 levels would be blanks for the most part. */
const MOST_INDENTED = 20;

/** What is before the lines inside of a value whose own line begins by `indent`. */
export function indentInside(indent: string): string {
  return indent.length < 2 * MOST_INDENTED ? `${indent}  ` : indent;
}
