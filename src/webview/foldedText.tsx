import type { VNode } from 'preact';
import { countText } from './dateFormat.js';
import { useState } from 'preact/hooks';
import { fill, useWords } from './words.js';

const FOLDED_LINES = 6;
const FOLDED_CHARACTERS = 400;

/** Text in full when it is short; a long one begins folded and opens on demand. */
export function FoldedText({ text, omitted = 0 }: { text: string; omitted?: number }): VNode {
  const { locale, texts } = useWords();
  const [isOpen, setOpen] = useState(false);
  const folded = fold(text);
  const isWhole = isOpen || folded === undefined;
  return (
    <>
      <bdi class="text">{isWhole ? text : folded}</bdi>
      {isWhole && omitted > 0 && (
        <span class="omitted">{fill(texts.omittedCharacters, countText(omitted, locale))}</span>
      )}
      {folded !== undefined && (
        <button
          type="button"
          class="link"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {isOpen ? texts.showLess : texts.showAll}
        </button>
      )}
    </>
  );
}

/** The beginning of a long text; `undefined` when it is short enough to be shown whole. */
function fold(text: string): string | undefined {
  const lines = text.split('\n', FOLDED_LINES + 1);
  if (lines.length > FOLDED_LINES)
    return fold(lines.slice(0, FOLDED_LINES).join('\n')) ?? `${lines.slice(0, FOLDED_LINES).join('\n')}\n…`;
  if (text.length <= FOLDED_CHARACTERS) return undefined;
  // By characters, not by code units: half of a pair would be drawn as a box.
  return `${Array.from(text.slice(0, FOLDED_CHARACTERS)).slice(0, -1).join('')}…`;
}
