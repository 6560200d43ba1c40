import type { l10n } from 'vscode';
import type { DiffGroup, DiffRow, SpecView } from '../../protocol.js';
import { isJsonObject } from '../../api/jsonObject.js';
import { isInSync } from '../../resource/stateComparison.js';
import { describePath, type FieldPath, type SpecChange } from '../../resource/specDiff.js';
import { displayLine, valueView } from '../shell/displayText.js';
import { changedWords } from './changedWords.js';
import type { PanelReading } from './panelFacts.js';
import { verdict, type Circumstances } from './verdict.js';

type Localizer = Pick<typeof l10n, 't'>;

/** How far objects inside a wholly added or removed one are spelled out. */
const MAX_DEPTH = 12;

/** What is asked and not yet real, and everything that agrees, grouped by the object it belongs to. */
export function specView(reading: PanelReading, l10n: Localizer, circumstances: Circumstances): SpecView {
  const { targetSpec, currentState, comparison } = reading;
  const { pending, different, unreported, cloudSet } = comparison;
  if (targetSpec === undefined) {
    return {
      kind: 'plain',
      ...verdict(reading, circumstances, l10n),
      counts: { added: 0, removed: 0, changed: 0 },
      ...grouped(currentState, leaves(currentState).map(agreed), l10n),
    };
  }
  const fields: Field[] = [
    ...pending.map(({ kind, path, before, after }) => ({ change: kind, path, before, after })),
    ...leaves(targetSpec, touchedBy([...pending, ...different, ...unreported])).map(agreed),
    ...unreported.flatMap(({ path, after }) =>
      leaves(after, untouched, path).map((leaf) => ({ ...agreed(leaf), change: 'unreported' as const })),
    ),
    ...cloudSet.flatMap(({ path, before }) =>
      leaves(before, untouched, path).map((leaf) => ({ ...agreed(leaf), change: 'actual' as const })),
    ),
  ];
  return {
    kind: pending.length === 0 ? 'inSync' : 'pending',
    ...verdict(reading, circumstances, l10n),
    counts: {
      added: count(pending, 'added'),
      removed: count(pending, 'removed'),
      changed: count(pending, 'changed'),
    },
    ...grouped(targetSpec, fields, l10n),
    ...(different.length > 0 && { differently: differentlyView(different, reading, l10n) }),
  };
}

function count(changes: readonly SpecChange[], kind: SpecChange['kind']): number {
  return changes.filter((change) => change.kind === kind).length;
}

/** What the state has in another form, apart from what is pending: nobody has to do anything about it. */
function differentlyView(
  different: readonly SpecChange[],
  { condition }: PanelReading,
  l10n: Localizer,
): NonNullable<SpecView['differently']> {
  return {
    title:
      different.length === 1
        ? l10n.t('1 field reported differently')
        : l10n.t('{0} fields reported differently', different.length),
    note: isInSync(condition)
      ? l10n.t(
          'The API reports that the resource is up to date. Its current state shows these fields in a different form.',
        )
      : l10n.t('The current state shows these fields in a different form, so they can’t be compared.'),
    rows: different.map(({ path, before, after }) => ({
      ...row({ path, change: 'different', before, after }),
      field: displayLine(describePath(path)),
    })),
  };
}

/** A field before it is made fit to be shown, which costs more. */
interface Field {
  readonly path: FieldPath;
  readonly change: DiffRow['change'];
  readonly before: unknown;
  readonly after: unknown;
}

function row({ path, change, before, after }: Field): DiffRow {
  const name = path.at(-1);
  const isText = change === 'changed' && typeof before === 'string' && typeof after === 'string';
  const words = isText ? changedWords(valueView(before), valueView(after)) : undefined;
  return {
    key: `${change}:${JSON.stringify(path)}`,
    field: typeof name === 'number' ? `[${String(name)}]` : displayLine(name ?? ''),
    change,
    ...(before !== undefined && { before: valueView(before) }),
    ...(after !== undefined && { after: valueView(after) }),
    ...(words && { words }),
  };
}

interface Leaf {
  readonly path: FieldPath;
  readonly value: unknown;
}

function agreed({ path, value }: Leaf): Field {
  return { path, change: 'same', before: value, after: undefined };
}

/** Which places of the desired state changes have to do with, as JSON. */
interface Touched {
  /** Shown by a change. */
  readonly places: ReadonlySet<string>;
  /** Lists with a changed member, whose others are to be shown one by one. */
  readonly lists: ReadonlySet<string>;
}

const untouched: Touched = { places: new Set(), lists: new Set() };

function touchedBy(changes: readonly SpecChange[]): Touched {
  // A removed member has an index of the actual list, which says nothing of the desired one.
  const present = changes.filter(({ kind }) => kind !== 'removed');
  const members = changes.filter(({ path }) => typeof path.at(-1) === 'number');
  return {
    places: new Set(present.map(({ path }) => JSON.stringify(path))),
    lists: new Set(members.map(({ path }) => JSON.stringify(path.slice(0, -1)))),
  };
}

/** Every field that holds no further object, in the order of the text, without those that a change shows. */
function leaves(value: unknown, touched: Touched = untouched, path: FieldPath = []): Leaf[] {
  const place = JSON.stringify(path);
  if (touched.places.has(place)) return [];
  const members = path.length < MAX_DEPTH ? membersOf(value, touched.lists.has(place)) : [];
  if (members.length === 0) return path.length === 0 && isContainer(value) ? [] : [{ path, value }];
  return members.flatMap(([name, member]) => leaves(member, touched, [...path, name]));
}

function membersOf(value: unknown, isSpelledOut: boolean): readonly (readonly [string | number, unknown])[] {
  if (!Array.isArray(value)) return isContainer(value) ? Object.entries(value) : [];
  return isSpelledOut || value.some(isContainer)
    ? value.map((member, index) => [index, member] as const)
    : [];
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Groups in the order of their first row, the resource's own fields before those of its objects. */
function grouped(spec: unknown, all: readonly Field[], l10n: Localizer): Pick<SpecView, 'groups'> {
  const byObject = new Map<string, { readonly path: FieldPath; readonly rows: DiffRow[] }>();
  for (const field of all) {
    const parent = field.path.slice(0, -1);
    const key = JSON.stringify(parent);
    const group = byObject.get(key) ?? { path: parent, rows: [] };
    group.rows.push(row(field));
    byObject.set(key, group);
  }
  const groups: DiffGroup[] = [...byObject].map(([key, { path, rows }]) => ({
    key,
    title: path.length === 0 ? l10n.t('Resource') : titleOf(spec, path),
    rows,
  }));
  const isRoot = (group: DiffGroup): boolean => group.key === '[]';
  return { groups: [...groups.filter(isRoot), ...groups.filter((group) => !isRoot(group))] };
}

/** An object's place, and for a member of a list the name it goes by: `nodePools[0] · batch`. */
function titleOf(spec: unknown, path: FieldPath): string {
  const place = displayLine(describePath(path));
  if (typeof path.at(-1) !== 'number') return place;
  const member = path.reduce<unknown>(
    (value, name) =>
      isContainer(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined,
    spec,
  );
  const name = isJsonObject(member) ? (member.name ?? member.id ?? member.key ?? member.urn) : undefined;
  return typeof name === 'string' && name !== '' ? `${place} · ${displayLine(name)}` : place;
}
