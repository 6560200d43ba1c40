import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DiffRow, TextPart, ValueView } from '../protocol.js';
import { AROUND, Words } from './changedWords.js';
import { RevealSecret, useRevealedRow } from './secrets.js';
import { Sides, type Side } from './sides.js';
import { FoldedText } from './foldedText.js';
import { fill, useWords } from './words.js';

/** What is before a field that is to change. */
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
export function FieldRow({ row, sides }: { row: DiffRow; sides?: readonly Side[] | undefined }): VNode {
  const { texts } = useWords();
  const values = useRevealedRow(row);
  return (
    <div
      class={`row ${sides ? 'row-sides' : ''} row-${row.change} ${(row.marks ?? []).map((mark) => `row-${mark}`).join(' ')}`}
    >
      <span class={`sign sign-${row.change}`} aria-hidden="true">
        {row.marks?.includes('conflict') ? '!' : SIGNS[row.change]}
      </span>
      <span class="field">
        <bdi>{row.field}</bdi>
        {!sides && row.change === 'actual' && <span class="note">{texts.actualOnly}</span>}
        {!sides && row.change === 'unreported' && <span class="note">{texts.notReported}</span>}
        {row.change === 'different' && <span class="note">{texts.differentKind}</span>}
        {row.renamed !== undefined && (
          <span class="note">
            {fill(row.change === 'added' ? texts.renamedFrom : texts.renamedTo, row.renamed)}
          </span>
        )}
        {row.moved !== undefined && <span class="note">{row.moved.join(', ')}</span>}
        {row.marks?.includes('fixed') && <span class="note">{texts.fixedKind}</span>}
        {row.marks?.includes('ignored') && <span class="note">{texts.ignoredKind}</span>}
        <RevealSecret row={row} />
        {row.marks?.includes('conflict') && <span class="note note-conflict">{texts.conflictKind}</span>}
      </span>
      {sides ? (
        <Sides row={values} sides={sides} />
      ) : (
        <div class="row-values">
          <Values row={values} />
          {row.edit && <EditValues row={row} edit={row.edit} />}
        </div>
      )}
    </div>
  );
}

/** What an open document makes of a field, and what became of it since the document was opened. */
function EditValues({ row, edit }: { row: DiffRow; edit: NonNullable<DiffRow['edit']> }): VNode {
  const { texts } = useWords();
  const { marks = [], before, after } = row;
  return (
    <dl class="edit-values">
      {marks.includes('edited') && (
        <Step name={texts.yourEdit} class="edit-mine" from={edit.base} to={edit.mine} />
      )}
      {marks.includes('outdated') && (
        <Step name={texts.sinceOpened} class="edit-since" from={edit.base} to={after ?? before} />
      )}
    </dl>
  );
}

interface StepProps {
  readonly name: string;
  readonly class: string;
  readonly from: ValueView | undefined;
  readonly to: ValueView | undefined;
}

function Step({ name, class: look, from, to }: StepProps): VNode {
  const { texts } = useWords();
  const side = (value: ValueView | undefined): VNode =>
    value ? <Value value={value} /> : <span class="quiet">{texts.noSuchField}</span>;
  return (
    <>
      <dt class={look}>{name}</dt>
      <dd class="values">
        <del class="value old">{side(from)}</del>
        <span class="arrow" aria-hidden="true">
          →
        </span>
        <ins class="value new">{side(to)}</ins>
      </dd>
    </>
  );
}

function Values({ row: { change, before, after, words } }: { row: DiffRow }): VNode {
  const { texts } = useWords();
  if (change === 'different') {
    return (
      <dl class="values both">
        {before && <Named name={texts.actual} value={before} />}
        {after && <Named name={texts.asked} value={after} />}
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

function Named({ name, value }: { name: string; value: ValueView }): VNode {
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
        <Words words={words} side="removed" isWhole={isWhole} />
      </del>
      <ins class="value new">
        <span class="visually-hidden">{`${texts.asked} `}</span>
        <Words words={words} side="added" isWhole={isWhole} />
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
