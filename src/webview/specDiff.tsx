import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DiffGroup, SpecView } from '../protocol.js';
import { FieldRow, SIGNS } from './fieldRow.js';
import { Icon, ToneIcon } from './icon.js';
import { fill, useWords } from './words.js';

interface SpecDiffProps {
  readonly spec: SpecView;
  readonly allFields: boolean;
  readonly onAllFields: (allFields: boolean) => void;
}

/** What is asked and not yet real, field by field. */
export function SpecDiff({ spec, allFields, onAllFields }: SpecDiffProps): VNode {
  const { locale, texts } = useWords();
  const showsAll = allFields || spec.kind === 'plain';
  const groups = showsAll ? spec.groups : spec.groups.map(changedOnly).filter(({ rows }) => rows.length > 0);
  return (
    <section class="spec" aria-labelledby="spec-heading">
      <div class="section-head">
        <h2 id="spec-heading">{texts.specHeading}</h2>
        {spec.kind !== 'plain' && (
          <label class="toggle">
            <input
              type="checkbox"
              checked={allFields}
              onChange={(event) => {
                onAllFields(event.currentTarget.checked);
              }}
            />
            {texts.allFields}
          </label>
        )}
      </div>
      <Verdict spec={spec} />
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
      {spec.differently && <Differently differently={spec.differently} />}
      {showsAll && spec.omittedRows > 0 && (
        <p class="quiet">{fill(texts.omittedRows, spec.omittedRows.toLocaleString(locale))}</p>
      )}
    </section>
  );
}

function changedOnly(group: DiffGroup): DiffGroup {
  return { ...group, rows: group.rows.filter(({ change }) => SIGNS[change] !== '') };
}

/** Folded: nothing of it is pending, and nobody has to do anything about it. */
function Differently({ differently }: { differently: NonNullable<SpecView['differently']> }): VNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="differently">
      <button
        type="button"
        class="disclosure"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <Icon shape="chevron" class={isOpen ? 'open' : ''} />
        {differently.title}
      </button>
      {isOpen && (
        <>
          <p class="quiet">{differently.note}</p>
          <ul class="rows">
            {differently.rows.map((row) => (
              <FieldRow key={row.key} row={row} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Verdict({ spec }: { spec: SpecView }): VNode {
  return (
    <div class={`verdict verdict-${spec.kind}`}>
      {spec.tone !== 'neutral' && <ToneIcon tone={spec.tone} />}
      <div>
        <p class="verdict-title">{spec.title}</p>
        <p class="quiet">{spec.summary}</p>
      </div>
      {spec.kind === 'pending' && <Counts spec={spec} />}
    </div>
  );
}

function Counts({ spec: { counts } }: { spec: SpecView }): VNode {
  const { texts } = useWords();
  return (
    <ul class="counts">
      {(['added', 'changed', 'removed'] as const)
        .filter((change) => counts[change] > 0)
        .map((change) => (
          <li key={change} class={`count sign-${change}`}>
            <span aria-hidden="true">{`${SIGNS[change]}${String(counts[change])}`}</span>
            <span class="visually-hidden">{`${String(counts[change])} ${texts[change]}`}</span>
          </li>
        ))}
    </ul>
  );
}

function Group({ group }: { group: DiffGroup }): VNode {
  return (
    <div class="group">
      <h3>
        <bdi>{group.title}</bdi>
      </h3>
      <ul class="rows">
        {group.rows.map((row) => (
          <FieldRow key={row.key} row={row} />
        ))}
      </ul>
    </div>
  );
}
