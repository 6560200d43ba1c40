/** What a list says of a member in words. */
export interface MemberWords {
  readonly label: string;
  readonly id: string | undefined;
  readonly status: string | undefined;
}

/** Whether every word of the text is somewhere in the member's name, identifier or status, in any case. */
export function fitsFilter({ label, id, status }: MemberWords, text: string): boolean {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const places = [label, id, status].filter((place) => place !== undefined).map(folded);
  return words.every((word) => places.some((place) => place.includes(word)));
}

/** One spelling for upper and lower case, and for letters that are written in two ways (Unicode 15, 3.11). */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
