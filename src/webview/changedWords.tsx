import type { VNode } from 'preact';
import type { TextPart } from '../protocol.js';

/** What is the same stays as long as this at either side of a changed word. */
export const AROUND = 36;

interface WordsProps {
  readonly words: readonly TextPart[];
  readonly side: 'added' | 'removed';
  readonly isWhole?: boolean;
}

/** One of two long texts, with the words that differ from the other marked and most of what is the same left out. */
export function Words({ words, side, isWhole = false }: WordsProps): VNode {
  return (
    <bdi class="text">
      {words.map(({ text, change }, index) => {
        if (change === side) return <mark key={index}>{text}</mark>;
        return change === 'same' ? (isWhole ? text : shortened(text)) : null;
      })}
    </bdi>
  );
}

/** The ends of a text, by characters: half of a pair would be drawn as a box. */
function shortened(text: string): string {
  if (text.length <= 2 * AROUND + 3) return text;
  const characters = Array.from(text);
  return `${characters.slice(0, AROUND).join('')} … ${characters.slice(-AROUND).join('')}`;
}
