import type { DiffGroup, DiffRow } from '../protocol.js';
import { isNotable, kindsOf, type FieldKind } from './fieldKinds.js';

/** One line of the fields: the head of an object, one of its fields, or how many of them are not shown. */
export type FieldItem =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly group: DiffGroup;
      readonly isOpen: boolean;
      readonly count: number;
    }
  | {
      readonly kind: 'field';
      readonly key: string;
      readonly group: DiffGroup;
      readonly row: DiffRow;
      readonly isLast: boolean;
    }
  | {
      readonly kind: 'rest';
      readonly key: string;
      readonly group: string;
      /** How many fields are not shown; none where the reader has all of the object shown. */
      readonly unchanged: number;
      /** How many more have a difference that is ignored. */
      readonly ignored: number;
    };

/** What the reader picked of the fields. */
export interface FieldPicking {
  readonly showsAll: boolean;
  /** Only fields of one of these kinds; none of them means no such filter. */
  readonly kinds: ReadonlySet<FieldKind>;
  /** The keys of objects that are folded. */
  readonly closed: ReadonlySet<string>;
  /** The keys of objects whose unchanged fields are shown, too. */
  readonly whole: ReadonlySet<string>;
}

/** The fields to be shown, each under its object's place. Unchanged ones are counted unless they are wanted. */
export function fieldItems(groups: readonly DiffGroup[], picking: FieldPicking): readonly FieldItem[] {
  return groups.flatMap((group) => itemsOf(group, picking));
}

function itemsOf(group: DiffGroup, picking: FieldPicking): readonly FieldItem[] {
  const rows = rowsOf(group, picking);
  if (rows.length === 0) return [];
  const isOpen = !picking.closed.has(group.key);
  const head: FieldItem = { kind: 'group', key: `group ${group.key}`, group, isOpen, count: rows.length };
  if (!isOpen) return [head];
  const rest = restOf(group, picking);
  return [
    head,
    ...rows.map((row, index): FieldItem => ({
      ...{ kind: 'field', key: `${group.key} ${row.key}`, group, row },
      isLast: index === rows.length - 1 && !rest,
    })),
    ...(rest ? [rest] : []),
  ];
}

/** The line that shows all fields of an object, and then hides them again; none where that would change nothing. */
function restOf({ key, rows }: DiffGroup, { showsAll, kinds, whole }: FieldPicking): FieldItem | undefined {
  if (showsAll || kinds.size > 0) return undefined;
  const others = rows.filter((row) => !isNotable(row));
  if (others.length === 0) return undefined;
  const ignored = others.filter(({ marks }) => marks?.includes('ignored')).length;
  const counts = whole.has(key)
    ? { unchanged: 0, ignored: 0 }
    : { unchanged: others.length - ignored, ignored };
  return { kind: 'rest', key: `rest ${key}`, group: key, ...counts };
}

function rowsOf({ key, rows }: DiffGroup, { showsAll, kinds, whole }: FieldPicking): readonly DiffRow[] {
  if (kinds.size > 0) return rows.filter((row) => kindsOf(row).some((kind) => kinds.has(kind)));
  return showsAll || whole.has(key) ? rows : rows.filter(isNotable);
}
