import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { PanelMessage, SpecView } from '../protocol.js';
import { fieldItems, type FieldItem } from './fieldList.js';
import { FieldRow, SIGNS } from './fieldRow.js';
import { Icon, ToneIcon } from './icon.js';
import { LongList } from './longList.js';
import { fill, useWords } from './words.js';

interface SpecDiffProps {
  readonly spec: SpecView;
  readonly allFields: boolean;
  readonly onAllFields: (allFields: boolean) => void;
  readonly post: (message: PanelMessage) => void;
}

/** More fields than this are worth a filter. */
const WORTH_FILTERING = 12;

/** What is asked and not yet real, field by field. */
export function SpecDiff({ spec, allFields, onAllFields, post }: SpecDiffProps): VNode {
  const { texts } = useWords();
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
      <Fields spec={spec} showsAll={allFields || spec.kind === 'plain'} post={post} />
      {spec.differently && <Differently differently={spec.differently} />}
    </section>
  );
}

interface FieldsProps {
  readonly spec: SpecView;
  readonly showsAll: boolean;
  readonly post: (message: PanelMessage) => void;
}

function Fields({ spec, showsAll, post }: FieldsProps): VNode {
  const { texts } = useWords();
  const [text, setText] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const { groups, kind } = spec;
  const items = useMemo(
    () => fieldItems(groups, { showsAll, text, closed, whole }),
    [groups, showsAll, text, closed, whole],
  );
  const isLong = groups.reduce((sum, { rows }) => sum + rows.length, 0) > WORTH_FILTERING;
  return (
    <>
      <div class="filter-bar fields-bar">
        {isLong && (
          <input
            type="search"
            class="field-box"
            aria-label={texts.filterFields}
            placeholder={texts.filterFields}
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
            }}
          />
        )}
        {isLong && (
          <LinkButton
            label={closed.size > 0 ? texts.expandAll : texts.collapseAll}
            onClick={() => {
              setClosed(new Set(closed.size > 0 ? [] : groups.map(({ key }) => key)));
            }}
          />
        )}
        {kind === 'pending' && (
          <LinkButton
            label={texts.copyMarkdown}
            onClick={() => {
              post({ kind: 'copyChanges' });
            }}
          />
        )}
      </div>
      {items.length === 0 && text !== '' && <p class="empty">{texts.noFieldMatches}</p>}
      <LongList
        class="fields"
        items={items}
        keyOf={({ key }) => key}
        heightOf={({ kind: of }) => HEIGHTS[of]}
        render={(item) => (
          <Line
            item={item}
            onToggle={(group) => {
              setClosed(toggled(closed, group));
            }}
            onWhole={(group) => {
              setWhole(toggled(whole, group));
            }}
          />
        )}
      />
    </>
  );
}

/** About how high a line is before it was drawn, in pixels. */
const HEIGHTS = { group: 44, field: 34, unchanged: 30 } as const;

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const others = new Set(keys);
  if (!others.delete(key)) others.add(key);
  return others;
}

function LinkButton({ label, onClick }: { label: string; onClick: () => void }): VNode {
  return (
    <button type="button" class="link" onClick={onClick}>
      {label}
    </button>
  );
}

interface LineProps {
  readonly item: FieldItem;
  readonly onToggle: (group: string) => void;
  readonly onWhole: (group: string) => void;
}

function Line({ item, onToggle, onWhole }: LineProps): VNode {
  const { locale, texts } = useWords();
  switch (item.kind) {
    case 'group':
      return (
        <div class={item.isOpen ? 'group-head' : 'group-head group-closed'}>
          <h3>
            <button
              type="button"
              class="group-button"
              aria-expanded={item.isOpen}
              onClick={() => {
                onToggle(item.group.key);
              }}
            >
              <Icon shape="chevron" class={item.isOpen ? 'open' : ''} />
              <bdi>{item.group.title}</bdi>
            </button>
          </h3>
          <span class="quiet group-count">{item.count.toLocaleString(locale)}</span>
        </div>
      );
    case 'field':
      return (
        <div class={item.isLast ? 'group-field group-last' : 'group-field'}>
          <FieldRow row={item.row} />
        </div>
      );
    case 'unchanged':
      return (
        <div class="group-field group-last group-rest">
          <LinkButton
            label={fill(texts.unchangedFields, item.count.toLocaleString(locale))}
            onClick={() => {
              onWhole(item.group);
            }}
          />
        </div>
      );
  }
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
              <li key={row.key}>
                <FieldRow row={row} />
              </li>
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
