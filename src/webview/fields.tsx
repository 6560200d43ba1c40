import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { PanelMessage, SpecView } from '../protocol.js';
import { countKinds, groupsHolding, type FieldKind } from './fieldKinds.js';
import { FieldLine } from './fieldLine.js';
import { fieldItems, type FieldItem } from './fieldList.js';
import { KindBar } from './kindBar.js';
import { LongList } from './longList.js';
import { groupOf, useRevealed, type SpecPlace } from './revealing.js';
import { SideHeads, sidesOf, type SpecLook } from './sides.js';
import { useRoving } from './roving.js';
import { useWords } from './words.js';

interface FieldsProps {
  readonly spec: SpecView;
  readonly look: SpecLook;
  /** The place of the spec that the cursor of its document is at. */
  readonly place?: SpecPlace | undefined;
  readonly post: (message: PanelMessage) => void;
}

const FORMS = ['markdown', 'patch'] as const;

/** More fields than this are worth a filter. */
const WORTH_FILTERING = 12;

/** The fields of a spec, under the name of their object, as far as the reader's filters let them through. */
export function Fields({ spec, look, place, post }: FieldsProps): VNode {
  const { texts } = useWords();
  const [text, setText] = useState('');
  const [kinds, setKinds] = useState<ReadonlySet<FieldKind>>(new Set());
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const { groups, kind } = spec;
  // A text is looked for in all fields: those that agree, too.
  const showsAll = look.allFields || kind === 'plain' || text !== '';
  const sides = useMemo(() => (look.sideBySide ? sidesOf(spec) : undefined), [spec, look.sideBySide]);
  const holding = useMemo(() => groupsHolding(groups, text), [groups, text]);
  const present = useMemo(() => countKinds(groups), [groups]);
  const counts = useMemo(
    () => (holding === groups ? present : countKinds(holding)),
    [groups, holding, present],
  );
  const picked = useMemo(() => new Set([...kinds].filter((one) => present.has(one))), [kinds, present]);
  const items = useMemo(
    () => fieldItems(holding, { showsAll, kinds: picked, closed, whole }),
    [holding, showsAll, picked, closed, whole],
  );
  const roving = useRoving(items, keyOf);
  const revealed = useRevealed(place, items, {
    show: roving.show,
    unfilter: (path) => {
      const group = groupOf(groups, path);
      setText('');
      setKinds(new Set());
      setClosed((keys) => without(keys, group));
      if (group !== undefined) setWhole((keys) => new Set(keys).add(group));
    },
  });
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
        {isLong && items.length > 0 && (
          <LinkButton
            label={closed.size > 0 ? texts.expandAll : texts.collapseAll}
            onClick={() => {
              setClosed(new Set(closed.size > 0 ? [] : groups.map(({ key }) => key)));
            }}
          />
        )}
        {kind === 'pending' &&
          FORMS.map((form) => (
            <LinkButton
              key={form}
              label={form === 'markdown' ? texts.copyMarkdown : texts.copyPatch}
              onClick={() => {
                post({ kind: 'copyChanges', form });
              }}
            />
          ))}
      </div>
      <KindBar spec={spec} present={present} counts={counts} picked={picked} onPick={setKinds} />
      {picked.has('different') && <p class="quiet kind-note">{spec.differently}</p>}
      {items.length === 0 && (text !== '' || picked.size > 0) && <p class="empty">{texts.noFieldMatches}</p>}
      {sides && items.length > 0 && <SideHeads sides={sides} />}
      <div onKeyDown={roving.onKeyDown} onFocusCapture={roving.onFocus}>
        <LongList
          class="fields"
          items={items}
          keyOf={keyOf}
          heightOf={heightOf}
          reveal={roving.reveal}
          onDraw={roving.onDraw}
          render={(item) => (
            <FieldLine
              item={item}
              handle={roving.handle(item)}
              isRevealed={item.key === revealed}
              sides={sides}
              onToggle={(group) => {
                setClosed(toggled(closed, group));
              }}
              onWhole={(group) => {
                setWhole(toggled(whole, group));
              }}
              onStopIgnoring={(key) => {
                post({ kind: 'stopIgnoring', key });
              }}
            />
          )}
        />
      </div>
    </>
  );
}

const keyOf = ({ key }: FieldItem): string => key;

const HEIGHTS = { group: 44, field: 34, rest: 30 } as const;

/** About how high a line is before it was drawn, in pixels. */
const heightOf = ({ kind }: FieldItem): number => HEIGHTS[kind];

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const others = new Set(keys);
  if (!others.delete(key)) others.add(key);
  return others;
}

function without(keys: ReadonlySet<string>, key: string | undefined): ReadonlySet<string> {
  return key !== undefined && keys.has(key) ? toggled(keys, key) : keys;
}

function LinkButton({ label, onClick }: { label: string; onClick: () => void }): VNode {
  return (
    <button type="button" class="link" onClick={onClick}>
      {label}
    </button>
  );
}
