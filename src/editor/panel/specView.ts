import type { l10n } from 'vscode';
import type { DiffGroup, DiffRow, SpecView } from '../../protocol.js';
import { REDACTED } from '../../api/redact.js';
import { isJsonObject } from '../../api/jsonObject.js';
import type { FourWayField } from '../../resource/fourWay.js';
import { isInSync } from '../../resource/stateComparison.js';
import { describePath, valueAt, type FieldPath, type SpecChange } from '../../resource/specDiff.js';
import { displayLine, valueView } from '../../resource/displayText.js';
import { moveTexts } from '../shell/moveText.js';
import { changedWords } from './changedWords.js';
import type { ComparedFields, PanelReading } from './panelFacts.js';
import { fieldKey, specFields, type SpecField } from './specFields.js';
import { verdict, type Circumstances } from './verdict.js';

type Localizer = Pick<typeof l10n, 't'>;

/** What is asked and not yet real, and everything that agrees: its `groups` under a verdict. */
export function specView(
  reading: PanelReading,
  l10n: Localizer,
  circumstances: Circumstances,
  groups: readonly DiffGroup[] = comparedGroups(reading, l10n),
): SpecView {
  const { targetSpec, comparison, condition } = reading;
  const { pending, different } = comparison;
  const isAtRest = condition.kind === 'done' || condition.kind === 'unsettled';
  const kind = targetSpec === undefined ? 'plain' : pending.length === 0 ? 'inSync' : 'pending';
  return {
    kind,
    ...verdict(reading, circumstances, l10n),
    counts: reading.pendingCounts ?? {
      added: count(pending, 'added'),
      removed: count(pending, 'removed'),
      changed: count(pending, 'changed'),
    },
    groups,
    ...(kind === 'pending' && { isDrifted: isAtRest && !circumstances.isLive }),
    ...(different.length > 0 && { differently: differentlyNote(reading, l10n) }),
  };
}

/** The fields of what is compared, grouped by the object they belong to. */
export function comparedGroups(
  reading: ComparedFields,
  l10n: Localizer,
  edited: readonly FourWayField[] = [],
): readonly DiffGroup[] {
  return grouped(reading.targetSpec ?? reading.currentState, specFields(reading, edited), l10n);
}

function count(changes: readonly SpecChange[], kind: SpecChange['kind']): number {
  return changes.filter((change) => change.kind === kind).length;
}

/** What it means that the state has fields in another form: the user needs to do nothing. */
function differentlyNote({ condition }: PanelReading, l10n: Localizer): string {
  return isInSync(condition)
    ? l10n.t(
        'The API reports that the resource is up to date. Its current state shows these fields in a different form.',
      )
    : l10n.t('The current state shows these fields in a different form, so they can’t be compared.');
}

function row(field: SpecField, l10n: Localizer): DiffRow {
  const { path, change, before, after, marks, edit } = field;
  const name = path.at(-1);
  const isText = change === 'changed' && typeof before === 'string' && typeof after === 'string';
  const texts = [before, after].flatMap((value) => (value === undefined ? [] : [valueView(value).text]));
  const moved = change === 'changed' ? moveTexts(field, l10n) : [];
  const words = isText ? changedWords(valueView(before), valueView(after)) : undefined;
  return {
    key: fieldKey(field),
    field:
      typeof name === 'number' ? `[${displayLine(edit?.member ?? String(name))}]` : displayLine(name ?? ''),
    change,
    ...(before !== undefined && { before: valueView(before) }),
    ...(after !== undefined && { after: valueView(after) }),
    ...(words && { words }),
    ...(texts.some((text) => text.includes(REDACTED)) && { isSecret: true }),
    ...(field.renamed !== undefined && { renamed: displayLine(field.renamed) }),
    ...(moved.length > 0 && { moved }),
    ...(marks.length > 0 && { marks }),
    ...(edit && { edit: sidesOf(edit) }),
  };
}

function sidesOf({ base, mine }: FourWayField): DiffRow['edit'] {
  return {
    ...(base !== undefined && { base: valueView(base) }),
    ...(mine !== undefined && { mine: valueView(mine) }),
  };
}

/** Groups in the order of their first row, the resource's own fields before those of its objects. */
function grouped(spec: unknown, all: readonly SpecField[], l10n: Localizer): readonly DiffGroup[] {
  const byObject = new Map<string, { readonly path: FieldPath; readonly rows: DiffRow[] }>();
  for (const field of all) {
    const parent = field.path.slice(0, -1);
    const key = JSON.stringify(parent);
    const group = byObject.get(key) ?? { path: parent, rows: [] };
    group.rows.push(row(field, l10n));
    byObject.set(key, group);
  }
  const groups: DiffGroup[] = [...byObject].map(([key, { path, rows }]) => ({
    key,
    title: path.length === 0 ? l10n.t('Resource') : titleOf(spec, path),
    rows,
  }));
  const isRoot = (group: DiffGroup): boolean => group.key === '[]';
  return [...groups.filter(isRoot), ...groups.filter((group) => !isRoot(group))];
}

/** An object's place, and for a member of a list the name it goes by: `nodePools[0] · batch`. */
function titleOf(spec: unknown, path: FieldPath): string {
  const place = displayLine(describePath(path));
  if (typeof path.at(-1) !== 'number') return place;
  const member = valueAt(spec, path);
  const name = isJsonObject(member) ? (member.name ?? member.id ?? member.key ?? member.urn) : undefined;
  return typeof name === 'string' && name !== '' ? `${place} · ${displayLine(name)}` : place;
}
