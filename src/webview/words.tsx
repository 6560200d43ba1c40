import { createContext } from 'preact';
import type { ComponentChildren, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { PanelTexts } from '../protocol.js';

/** The panel's localised words and the language they are in. */
export interface Words {
  /** BCP 47 tag, for times and numbers. */
  readonly locale: string;
  readonly texts: PanelTexts;
}

export const WordsContext = createContext<Words | undefined>(undefined);

/** The words, inside the panel. Throws outside of it. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('words are only known inside the panel');
  return words;
}

/** A sentence whose `{0}` is filled by an element, which text alone can't hold. */
export function Sentence({ text, children }: { text: string; children: ComponentChildren }): VNode {
  const [before, after] = split(text);
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
}

/** A sentence whose `{0}`, or the place of another number, is filled by a value. */
export function fill(text: string, value: string, place = 0): string {
  const [before, after] = split(text, place);
  return `${before}${value}${after}`;
}

/** A label with what it is the label of, joined as `labelled` of the texts does. */
export function labelText({ labelled }: Pick<PanelTexts, 'labelled'>, label: string, text: string): string {
  return fill(fill(labelled, label), text, 1);
}

function split(text: string, place = 0): readonly [string, string] {
  const mark = `{${String(place)}}`;
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}
