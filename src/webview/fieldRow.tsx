import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DiffRow, TextPart, ValueView } from '../protocol.js';
import { FoldedText } from './foldedText.js';
import { useWords } from './words.js';

/** What stands before a field that is to change. */
export const SIGNS = {
  added: '+',
  removed: '−',
  changed: '~',
  same: '',
  actual: '',
  unreported: '',
  different: '',
} as const;

/** One field: what is real, and what is asked. */
export function FieldRow({ row }: { row: DiffRow }): VNode {
  const { texts } = useWords();
  return (
    <div class={`row row-${row.change}`}>
      <span class={`sign sign-${row.change}`} aria-hidden="true">
        {SIGNS[row.change]}
      </span>
      <span class="field">
        <bdi>{row.field}</bdi>
        {row.change === 'actual' && <span class="note">{texts.actualOnly}</span>}
        {row.change === 'unreported' && <span class="note">{texts.notReported}</span>}
        {row.change === 'different' && <span class="note">{texts.differentKind}</span>}
        {row.marks?.includes('fixed') && <span class="note">{texts.fixedKind}</span>}
      </span>
      <Values row={row} />
    </div>
  );
}

function Values({ row: { change, before, after, words } }: { row: DiffRow }): VNode {
  const { texts } = useWords();
  if (change === 'different') {
    return (
      <dl class="values both">
        {before && <Side name={texts.actual} value={before} />}
        {after && <Side name={texts.asked} value={after} />}
      </dl>
    );
  }
  if (change === 'same' || change === 'actual' || change === 'unreported') {
    const value = before ?? after;
    return <div class="value">{value && <Value value={value} />}</div>;
  }
  if (words) return <ChangedText words={words} />;
  return (
    <div class="values">
      <span class="visually-hidden">{`${texts[change]}. `}</span>
      {before && (
        <del class="value old">
          <span class="visually-hidden">{`${texts.actual} `}</span>
          <Value value={before} />
        </del>
      )}
      {before && after && (
        <span class="arrow" aria-hidden="true">
          →
        </span>
      )}
      {after && (
        <ins class="value new">
          <span class="visually-hidden">{`${texts.asked} `}</span>
          <Value value={after} />
        </ins>
      )}
    </div>
  );
}

function Side({ name, value }: { name: string; value: ValueView }): VNode {
  return (
    <>
      <dt class="quiet">{name}</dt>
      <dd class="value">
        <Value value={value} />
      </dd>
    </>
  );
}

function Value({ value }: { value: ValueView }): VNode {
  return <FoldedText text={value.text} omitted={value.omitted} />;
}

/** What is the same stays as long as this at either side of a changed word. */
const AROUND = 36;

/** Two long texts, one under the other, with the words that differ marked and most of what is the same left out. */
function ChangedText({ words }: { words: readonly TextPart[] }): VNode {
  const { texts } = useWords();
  const [isWhole, setWhole] = useState(false);
  const isLong = words.some(({ change, text }) => change === 'same' && text.length > 2 * AROUND + 3);
  return (
    <div class="values values-text">
      <span class="visually-hidden">{`${texts.changed}. `}</span>
      <del class="value old">
        <span class="visually-hidden">{`${texts.actual} `}</span>
        <Parts words={words} side="removed" isWhole={isWhole} />
      </del>
      <ins class="value new">
        <span class="visually-hidden">{`${texts.asked} `}</span>
        <Parts words={words} side="added" isWhole={isWhole} />
      </ins>
      {isLong && (
        <button
          type="button"
          class="link"
          aria-expanded={isWhole}
          onClick={() => {
            setWhole(!isWhole);
          }}
        >
          {isWhole ? texts.showLess : texts.showAll}
        </button>
      )}
    </div>
  );
}

interface PartsProps {
  readonly words: readonly TextPart[];
  readonly side: 'added' | 'removed';
  readonly isWhole: boolean;
}

function Parts({ words, side, isWhole }: PartsProps): VNode {
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
