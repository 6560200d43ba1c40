import type { VNode } from 'preact';
import { countText } from './dateFormat.js';
import type { PanelTexts, SpecView } from '../protocol.js';
import { FIELD_KINDS, type FieldKind } from './fieldKinds.js';
import { useWords } from './words.js';

interface KindBarProps {
  readonly spec: SpecView;
  /** The kinds that there are at all. */
  readonly present: ReadonlyMap<FieldKind, number>;
  /** How many of each the other filter lets through. */
  readonly counts: ReadonlyMap<FieldKind, number>;
  readonly picked: ReadonlySet<FieldKind>;
  readonly onPick: (kinds: ReadonlySet<FieldKind>) => void;
}

/** Which kinds of fields there are, each with its count: a click shows only those, another one takes that back. */
export function KindBar({ spec, present, counts, picked, onPick }: KindBarProps): VNode | null {
  const { locale, texts } = useWords();
  const kinds = FIELD_KINDS.filter((kind) => present.has(kind));
  if (kinds.length === 0 || (kinds.length === 1 && kinds[0] === 'pending')) return null;
  return (
    <div class="kinds" role="group" aria-label={texts.filterKinds}>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          class={`kind kind-${kind}`}
          aria-pressed={picked.has(kind)}
          onClick={() => {
            const others = new Set(picked);
            if (!others.delete(kind)) others.add(kind);
            onPick(others);
          }}
        >
          {nameOf(kind, spec, texts)}{' '}
          <span class="kind-count">{countText(counts.get(kind) ?? 0, locale)}</span>
        </button>
      ))}
    </div>
  );
}

function nameOf(kind: FieldKind, { isDrifted }: SpecView, texts: PanelTexts): string {
  switch (kind) {
    case 'conflict':
      return texts.conflictKind;
    case 'edited':
      return texts.editedKind;
    case 'outdated':
      return texts.outdatedKind;
    case 'pending':
      return isDrifted ? texts.driftedKind : texts.pendingKind;
    case 'actual':
      return texts.actualOnly;
    case 'unreported':
      return texts.notReported;
    case 'different':
      return texts.differentKind;
    case 'fixed':
      return texts.fixedKind;
    case 'ignored':
      return texts.ignoredKind;
  }
}
