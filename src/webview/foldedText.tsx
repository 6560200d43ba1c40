import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { fill, useWords } from './words.js';

const FOLDED_LINES = 6;
const FOLDED_CHARACTERS = 400;

/** Text in full when it is short; a long one begins folded and opens on demand. */
export function FoldedText({ text, omitted = 0 }: { text: string; omitted?: number }): VNode {
  const { locale, texts } = useWords();
  const [isOpen, setOpen] = useState(false);
  const folded = fold(text);
  const shown = isOpen ? text : folded;
  return (
    <>
      <bdi class="text">{shown === text ? text : `${shown}…`}</bdi>
      {isOpen && omitted > 0 && (
        <span class="omitted">{fill(texts.omittedCharacters, omitted.toLocaleString(locale))}</span>
      )}
      {folded !== text && (
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

function fold(text: string): string {
  const lines = text.split('\n', FOLDED_LINES + 1);
  const head = lines.length > FOLDED_LINES ? lines.slice(0, FOLDED_LINES).join('\n') : text;
  return head.length > FOLDED_CHARACTERS ? [...head.slice(0, FOLDED_CHARACTERS)].slice(0, -1).join('') : head;
}
