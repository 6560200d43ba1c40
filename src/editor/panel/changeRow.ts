import { nameOfChange, renamesIn } from '../../resource/movesAndRenames.js';
import type { l10n } from 'vscode';
import type { DiffRow, FactRow, Tone } from '../../protocol.js';
import type { ChangeOutcome } from '../../resource/history.js';
import type { KnownChange } from '../../resource/ownSaves.js';
import { describePath, type SpecChange } from '../../resource/specDiff.js';
import { displayLine, valueView } from '../../resource/displayText.js';
import { durationText } from '../shell/durationText.js';
import { moveTexts } from '../shell/moveText.js';
import type { RowContent } from './drawnRows.js';

type Localizer = Pick<typeof l10n, 't'>;

/** A change of the spec that was saved here or found to be there: what it changed, and what came of it. */
export function changeRow(change: KnownChange, outcome: ChangeOutcome, l10n: Localizer): RowContent {
  const at = new Date(change.at).toISOString();
  const status = outcomeText(outcome, l10n);
  return {
    kind: 'change',
    at,
    tone: TONES[outcome.kind],
    title: titleOf(change, l10n),
    ...(status !== undefined && { status }),
    ...(change.by !== undefined && { message: BY[change.by](l10n) }),
    steps: [],
    errors: [],
    fields: fieldRows(change.changes ?? [], l10n),
    facts: factsOf(change, l10n),
  };
}

/** How what was done here looks, by what came of it. */
export const TONES: Readonly<Record<ChangeOutcome['kind'], Tone>> = {
  applied: 'ok',
  failed: 'error',
  underWay: 'busy',
  unknown: 'neutral',
};

/** Where else than in the editor a spec was changed. */
const BY: Readonly<Record<NonNullable<KnownChange['by']>, (l10n: Localizer) => string>> = {
  bulkEdit: (l10n) => l10n.t('Sent by a bulk edit'),
  plan: (l10n) => l10n.t('Sent by the plan of a manifest'),
  request: (l10n) => l10n.t('Sent by a request file'),
};

function titleOf({ why, changes }: KnownChange, l10n: Localizer): string {
  if (why === 'seen') return l10n.t('Spec changed elsewhere');
  if (changes === undefined) return l10n.t('Spec saved by you');
  return changes.length === 1
    ? l10n.t('1 field saved by you')
    : l10n.t('{0} fields saved by you', changes.length);
}

function outcomeText({ kind, afterMs }: ChangeOutcome, l10n: Localizer): string | undefined {
  switch (kind) {
    case 'applied': {
      const after =
        afterMs === undefined
          ? undefined
          : durationText(new Date(0).toISOString(), new Date(afterMs).toISOString(), l10n);
      return after === undefined ? l10n.t('applied') : l10n.t('applied {0} later', after);
    }
    case 'failed':
      return l10n.t('failed');
    case 'underWay':
      return l10n.t('being applied');
    case 'unknown':
      return undefined;
  }
}

function factsOf({ at, why, since }: KnownChange, l10n: Localizer): readonly FactRow[] {
  const found = new Date(at).toISOString();
  if (why === 'saved') return [{ name: l10n.t('Saved'), at: found }];
  return [
    { name: l10n.t('Found'), at: found },
    ...(since === undefined
      ? []
      : [{ name: l10n.t('Last read before the change'), at: new Date(since).toISOString() }]),
  ];
}

function fieldRows(changes: readonly SpecChange[], l10n: Localizer): readonly DiffRow[] {
  const renames = renamesIn(changes);
  return changes.map((change) => fieldRow(change, renames.get(change), l10n));
}

function fieldRow(change: SpecChange, other: SpecChange | undefined, l10n: Localizer): DiffRow {
  const { kind, path, before, after } = change;
  const moved = kind === 'changed' ? moveTexts(change, l10n) : [];
  return {
    ...(other && { renamed: displayLine(nameOfChange(other)) }),
    ...(moved.length > 0 && { moved }),
    key: `${kind}:${JSON.stringify(path)}`,
    field: displayLine(describePath(path)),
    change: kind,
    ...(before !== undefined && { before: valueView(before) }),
    ...(after !== undefined && { after: valueView(after) }),
  };
}
