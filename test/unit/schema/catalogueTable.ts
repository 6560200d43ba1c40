import type { Catalogue, Item } from '../../../src/schema/catalogue.js';

/** One line of a catalogue's table: what stands where. */
export interface TableRow {
  /** The list's path, or a single object's. */
  readonly path: string;
  readonly kind: 'envelopes' | 'plain' | 'rows' | 'single';
  /** The field that names a member; `-` when members are bare strings or rows. */
  readonly identifier: string;
  /** What can be done: `list+`, `list` (`+`: paged), `create`, `read`, `update`, `delete`, `task`, `event`. */
  readonly can: string;
  readonly actions: readonly string[];
}

/** A catalogue as rows, in the order of the document, to be held against a table that was written by hand. */
export function tableOf(catalogue: Catalogue): readonly TableRow[] {
  return [
    ...rowsUnder(catalogue),
    ...(catalogue.actions.length > 0
      ? [{ path: '', kind: 'rows' as const, identifier: '-', can: '', actions: labels(catalogue.actions) }]
      : []),
  ];
}

function rowsUnder({
  collections,
  singletons,
}: Pick<Item, 'collections' | 'singletons'>): readonly TableRow[] {
  return [
    ...collections.flatMap(({ path, list, create, item, identifier }): readonly TableRow[] => [
      {
        path,
        kind: !item ? 'rows' : item.isEnvelope ? 'envelopes' : 'plain',
        identifier: identifier ?? '-',
        can: words(list.isPaged ? 'list+' : 'list', create && 'create', ...abilities(item)),
        actions: labels(item?.actions ?? []),
      },
      ...(item ? rowsUnder(item) : []),
    ]),
    ...singletons.map((item): TableRow => ({
      path: item.path,
      kind: 'single',
      identifier: '-',
      can: words(...abilities(item)),
      actions: [],
    })),
  ];
}

function abilities(item: Item | undefined): readonly (string | undefined)[] {
  return [
    item?.read && 'read',
    item?.update && 'update',
    item?.remove && 'delete',
    item?.tasks && 'task',
    item?.events && 'event',
  ];
}

function words(...all: readonly (string | undefined)[]): string {
  return all.filter((word) => word !== undefined).join(' ');
}

function labels(operations: Item['actions']): readonly string[] {
  return operations.map(({ method, path }) => `${method} ${path}`);
}
