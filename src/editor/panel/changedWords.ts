import { diffWordsWithSpace } from 'diff';
import type { TextPart, ValueView } from '../../protocol.js';

/** In shorter texts the change is seen at once. */
const SHORT = 40;
/** Words of longer ones cost more than they tell. */
const LONG = 4_000;
/** So many words may differ at most: two texts that have little in common are read as a whole. */
const MOST_EDITS = 400;

/** The words that differ between two long texts, as they are shown; `undefined` where both are better read as a whole. */
export function changedWords(before: ValueView, after: ValueView): readonly TextPart[] | undefined {
  const lengths = [before.text.length, after.text.length];
  if (Math.max(...lengths) <= SHORT || Math.max(...lengths) > LONG) return undefined;
  if (before.omitted > 0 || after.omitted > 0) return undefined;
  const parts = diffWordsWithSpace(before.text, after.text, { maxEditLength: MOST_EDITS });
  if (!parts?.some((part) => !part.added && !part.removed && part.value.trim() !== '')) return undefined;
  return parts.map(({ value, added, removed }) => ({
    text: value,
    change: added ? 'added' : removed ? 'removed' : 'same',
  }));
}
