import type { VNode } from 'preact';
import type { DiffRow, PanelTexts, SpecView, ValueView } from '../protocol.js';
import { FoldedText } from './foldedText.js';
import { Words } from './changedWords.js';
import { useWords } from './words.js';

/** What a column holds: what is real, what is asked, what an open document was opened with, and what it says. */
export type Side = 'current' | 'spec' | 'base' | 'mine';

/** How the fields are shown. */
export interface SpecLook {
  readonly allFields: boolean;
  /** One column for each side, where there is room. */
  readonly sideBySide: boolean;
}

/** The columns of a spec: four while a document of it has unsaved changes. */
export function sidesOf({ groups }: SpecView): readonly Side[] {
  const isEdited = groups.some(({ rows }) => rows.some(({ edit }) => edit !== undefined));
  return isEdited ? ['current', 'spec', 'base', 'mine'] : ['current', 'spec'];
}

/** The names of the columns; each field names them itself, too. */
export function SideHeads({ sides }: { sides: readonly Side[] }): VNode {
  const { texts } = useWords();
  return (
    <div class="side-heads row-sides" aria-hidden="true">
      <span />
      <span />
      <div class={`sides sides-${String(sides.length)}`}>
        {sides.map((side) => (
          <span key={side}>{nameOf(side, texts)}</span>
        ))}
      </div>
    </div>
  );
}

/** The values of a field, each in its column. */
export function Sides({ row, sides }: { row: DiffRow; sides: readonly Side[] }): VNode {
  const { texts } = useWords();
  return (
    <dl class={`sides sides-${String(sides.length)}`}>
      {sides.map((side) => (
        <div key={side} class={`side side-${side} ${row.edit ? '' : 'side-unedited'} ${lookOf(side, row)}`}>
          <dt>{nameOf(side, texts)}</dt>
          <dd class="value">
            <SideValue side={side} row={row} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function SideValue({ side, row }: { side: Side; row: DiffRow }): VNode | null {
  const { texts } = useWords();
  const value = valueOf(side, row);
  if (row.words && side === 'current') return <Words words={row.words} side="removed" />;
  if (row.words && side === 'spec') return <Words words={row.words} side="added" />;
  if (value) return <FoldedText text={value.text} omitted={value.omitted} />;
  if (side === 'current' && row.change === 'unreported')
    return <span class="quiet">{texts.notReported}</span>;
  if (side === 'spec' && row.change === 'actual') return <span class="quiet">{texts.actualOnly}</span>;
  const isOfEdit = side === 'base' || side === 'mine';
  return isOfEdit && !row.edit ? null : <span class="quiet">{texts.noSuchField}</span>;
}

function valueOf(side: Side, { change, before, after, edit }: DiffRow): ValueView | undefined {
  switch (side) {
    case 'current':
      return before;
    case 'spec':
      return change === 'same' ? before : after;
    case 'base':
      return edit?.base;
    case 'mine':
      return edit?.mine;
  }
}

/** Which sides are marked as old and new. */
function lookOf(side: Side, { change, marks = [] }: DiffRow): string {
  const isPending = change === 'added' || change === 'removed' || change === 'changed';
  if (side === 'current') return isPending ? 'old' : '';
  if (side === 'spec') return isPending || marks.includes('outdated') ? 'new' : '';
  if (side === 'mine') return marks.includes('edited') ? 'new' : '';
  return '';
}

function nameOf(side: Side, texts: PanelTexts): string {
  switch (side) {
    case 'current':
      return texts.actual;
    case 'spec':
      return texts.asked;
    case 'base':
      return texts.openedWith;
    case 'mine':
      return texts.yourEdit;
  }
}
