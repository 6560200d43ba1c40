import type { l10n } from 'vscode';
import type { DiffGroup, DiffRow, SpecView } from '../../protocol.js';
import { displayLine, valueView } from './displayText.js';
import type { PanelChange, PanelReading } from './panelFacts.js';

type Localizer = Pick<typeof l10n, 't'>;

type Path = PanelChange['path'];

/** More rows than a person reads; the rest is in the JSON. */
const SHOWN_ROWS = 500;

/** How far objects inside a wholly added or removed one are spelled out. */
const MAX_DEPTH = 12;

/** What is asked and not yet real, and everything that agrees, grouped by the object it belongs to. */
export function specView(
  { targetSpec, currentState, changes }: Pick<PanelReading, 'targetSpec' | 'currentState' | 'changes'>,
  l10n: Localizer,
): SpecView {
  if (targetSpec === undefined) {
    return {
      kind: 'plain',
      title: l10n.t('This resource has no desired state of its own.'),
      summary: l10n.t('What is saved is real at once, so there is nothing to compare.'),
      counts: { added: 0, removed: 0, changed: 0 },
      ...grouped(
        leaves(currentState).map(({ path, value }) => row(path, 'same', value, undefined)),
        l10n,
      ),
    };
  }
  return {
    kind: changes.length === 0 ? 'inSync' : 'pending',
    ...verdict(changes.length, l10n),
    counts: {
      added: count(changes, 'added'),
      removed: count(changes, 'removed'),
      changed: count(changes, 'changed'),
    },
    ...grouped([...changes.map(changeRow), ...agreedRows(currentState, targetSpec, changes)], l10n),
  };
}

function verdict(changes: number, l10n: Localizer): { readonly title: string; readonly summary: string } {
  if (changes === 0)
    return { title: l10n.t('In sync'), summary: l10n.t('Everything that is asked is real.') };
  return {
    title:
      changes === 1 ? l10n.t('1 change is not real yet') : l10n.t('{0} changes are not real yet', changes),
    summary: l10n.t('Asked in the spec, on its way to the actual state.'),
  };
}

function count(changes: readonly PanelChange[], kind: PanelChange['kind']): number {
  return changes.filter((change) => change.kind === kind).length;
}

interface PlacedRow {
  readonly path: Path;
  readonly row: DiffRow;
}

function changeRow(change: PanelChange): PlacedRow {
  switch (change.kind) {
    case 'added':
      return row(change.path, 'added', undefined, change.after);
    case 'removed':
      return row(change.path, 'removed', change.before, undefined);
    case 'changed':
      return row(change.path, 'changed', change.before, change.after);
  }
}

function row(path: Path, change: DiffRow['change'], before: unknown, after: unknown): PlacedRow {
  const field = path.at(-1);
  return {
    path,
    row: {
      key: `${change}:${JSON.stringify(path)}`,
      field: typeof field === 'number' ? `[${String(field)}]` : displayLine(String(field ?? '')),
      change,
      ...(before !== undefined && { before: valueView(before) }),
      ...(after !== undefined && { after: valueView(after) }),
    },
  };
}

/** The fields of the actual state that no change touches. */
function agreedRows(
  currentState: unknown,
  targetSpec: unknown,
  changes: readonly PanelChange[],
): PlacedRow[] {
  const touched = new Set(changes.map(({ path }) => JSON.stringify(path)));
  return leaves(currentState, touched).map(({ path, value }) =>
    row(path, has(targetSpec, path) ? 'same' : 'actual', value, undefined),
  );
}

interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Every field that holds no further object, in the order of the text; `skip` names subtrees to leave out. */
function leaves(value: unknown, skip: ReadonlySet<string> = new Set(), path: Path = []): Leaf[] {
  if (path.length > 0 && skip.has(JSON.stringify(path))) return [];
  const members = path.length < MAX_DEPTH ? membersOf(value) : [];
  if (members.length === 0) return path.length === 0 && isContainer(value) ? [] : [{ path, value }];
  return members.flatMap(([name, member]) => leaves(member, skip, [...path, name]));
}

function membersOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) {
    return value.some(isContainer) ? value.map((member, index) => [index, member] as const) : [];
  }
  return isContainer(value) ? Object.entries(value) : [];
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function has(value: unknown, path: Path): boolean {
  let at = value;
  for (const name of path) {
    if (!isContainer(at) || !Object.hasOwn(at, name)) return false;
    at = Reflect.get(at, name);
  }
  return true;
}

/** An object's place as a person writes it, `nodePools[0].labels`. */
function pathText(path: Path): string {
  return path
    .map((name, index) => (typeof name === 'number' ? `[${String(name)}]` : `${index > 0 ? '.' : ''}${name}`))
    .join('');
}

/** Groups in the order of their first row, the resource's own fields before those of its objects. */
function grouped(all: readonly PlacedRow[], l10n: Localizer): Pick<SpecView, 'groups' | 'omittedRows'> {
  const byObject = new Map<string, { path: Path; rows: DiffRow[] }>();
  for (const { path, row: shown } of all.slice(0, SHOWN_ROWS)) {
    const parent = path.slice(0, -1);
    const key = JSON.stringify(parent);
    const group = byObject.get(key) ?? { path: parent, rows: [] };
    group.rows.push(shown);
    byObject.set(key, group);
  }
  const groups: DiffGroup[] = [...byObject].map(([key, { path, rows }]) => ({
    key,
    title: path.length === 0 ? l10n.t('Resource') : displayLine(pathText(path)),
    rows,
  }));
  const isRoot = (group: DiffGroup): boolean => group.key === '[]';
  return {
    groups: [...groups.filter(isRoot), ...groups.filter((group) => !isRoot(group))],
    omittedRows: Math.max(0, all.length - SHOWN_ROWS),
  };
}
