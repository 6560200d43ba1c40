import type { VNode } from 'preact';
import type { DiffRow, ValueView } from '../protocol.js';
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
    <li class={`row row-${row.change}`}>
      <span class={`sign sign-${row.change}`} aria-hidden="true">
        {SIGNS[row.change]}
      </span>
      <span class="field">
        <bdi>{row.field}</bdi>
        {row.change === 'actual' && <span class="note">{texts.actualOnly}</span>}
        {row.change === 'unreported' && <span class="note">{texts.notReported}</span>}
      </span>
      <Values row={row} />
    </li>
  );
}

function Values({ row: { change, before, after } }: { row: DiffRow }): VNode {
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
