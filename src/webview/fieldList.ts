import type { DiffGroup, DiffRow } from '../protocol.js';
import { SIGNS } from './fieldRow.js';

/** One line of the fields: the head of an object, one of its fields, or how many of them are unchanged. */
export type FieldItem =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly group: DiffGroup;
      readonly isOpen: boolean;
      readonly count: number;
    }
  | { readonly kind: 'field'; readonly key: string; readonly row: DiffRow; readonly isLast: boolean }
  | { readonly kind: 'unchanged'; readonly key: string; readonly group: string; readonly count: number };

/** What the reader picked of the fields. */
export interface FieldPicking {
  readonly showsAll: boolean;
  /** All words have to be in the object's place, the field's name or a value. */
  readonly text: string;
  /** The keys of objects that are folded. */
  readonly closed: ReadonlySet<string>;
  /** The keys of objects whose unchanged fields are shown, too. */
  readonly whole: ReadonlySet<string>;
}

/** The fields to be shown, each under its object's place. Unchanged ones are counted unless they are wanted. */
export function fieldItems(groups: readonly DiffGroup[], picking: FieldPicking): readonly FieldItem[] {
  const words = picking.text.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return groups.flatMap((group) => itemsOf(group, picking, words));
}

function itemsOf(group: DiffGroup, picking: FieldPicking, words: readonly string[]): readonly FieldItem[] {
  const { showsAll, closed, whole } = picking;
  const matching = words.length === 0 ? group.rows : group.rows.filter((row) => holds(group, row, words));
  const isWhole = showsAll || whole.has(group.key);
  const rows = isWhole ? matching : matching.filter(({ change }) => SIGNS[change] !== '');
  if (rows.length === 0) return [];
  const isOpen = !closed.has(group.key);
  const head: FieldItem = { kind: 'group', key: `group ${group.key}`, group, isOpen, count: rows.length };
  if (!isOpen) return [head];
  const unchanged = matching.length - rows.length;
  return [
    head,
    ...rows.map((row, index): FieldItem => ({
      ...{ kind: 'field', key: `${group.key} ${row.key}`, row },
      isLast: index === rows.length - 1 && unchanged === 0,
    })),
    ...(unchanged === 0
      ? []
      : [{ kind: 'unchanged', key: `rest ${group.key}`, group: group.key, count: unchanged } as const]),
  ];
}

function holds({ title }: DiffGroup, { field, before, after }: DiffRow, words: readonly string[]): boolean {
  const said = [title, field, before?.text, after?.text].join('\n').toLocaleLowerCase();
  return words.every((word) => said.includes(word));
}
