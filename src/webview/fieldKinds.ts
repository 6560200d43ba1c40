import type { DiffGroup, DiffRow } from '../protocol.js';

/** What a field may be looked for as; a field may be several of them at once. */
export const FIELD_KINDS = [
  ...([
    'conflict',
    'edited',
    'outdated',
    'pending',
    'different',
    'actual',
    'unreported',
    'fixed',
    'ignored',
  ] as const),
];
export type FieldKind = (typeof FIELD_KINDS)[number];

const KINDS_BY_CHANGE: Readonly<Record<DiffRow['change'], readonly FieldKind[]>> = {
  ...{ added: ['pending'], removed: ['pending'], changed: ['pending'], same: [] },
  ...{ actual: ['actual'], unreported: ['unreported'], different: ['different'] },
};

/** What a field is; nothing where spec and state agree and nothing more is to be said of it. */
export function kindsOf({ change, marks }: DiffRow): readonly FieldKind[] {
  const kinds = KINDS_BY_CHANGE[change];
  if (!marks) return kinds;
  return kinds.includes('pending') && marks.includes('ignored') ? marks : [...kinds, ...marks];
}

/** Whether a field is shown though not all fields are requested. */
export function isNotable(row: DiffRow): boolean {
  return kindsOf(row).some((kind) => kind === 'pending' || kind === 'edited' || kind === 'outdated');
}

/** How many fields there are of each kind. */
export function countKinds(groups: readonly DiffGroup[]): ReadonlyMap<FieldKind, number> {
  const counts = new Map<FieldKind, number>();
  for (const { rows } of groups) {
    for (const row of rows) {
      for (const kind of kindsOf(row)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}

/** A filter of texts: all of its words have to be in the object's place, the field's name or a value. */
export function groupsHolding(groups: readonly DiffGroup[], text: string): readonly DiffGroup[] {
  const words = text.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return groups;
  return groups.map((group) => ({ ...group, rows: group.rows.filter((row) => holds(group, row, words)) }));
}

function holds({ title }: DiffGroup, row: DiffRow, words: readonly string[]): boolean {
  const { field, before, after, edit } = row;
  const said = [title, field, before?.text, after?.text, edit?.base?.text, edit?.mine?.text]
    .join('\n')
    .toLocaleLowerCase();
  return words.every((word) => said.includes(word));
}
