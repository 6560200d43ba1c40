import type { TableSort } from '../../tableProtocol.js';

/** How rows are sorted once a column's header was chosen: up, then down, then in the list's own order. */
export function nextSort(sort: TableSort | undefined, by: string): TableSort | undefined {
  if (sort?.by !== by) return { by, isDescending: false };
  return sort.isDescending ? undefined : { by, isDescending: true };
}
