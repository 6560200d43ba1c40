import type { VNode } from 'preact';
import type { TableColumn, TableSort } from '../../tableProtocol.js';
import { Icon } from '../icon.js';
import { cellId } from './cellId.js';

interface GridHeaderProps {
  readonly titles: readonly TableColumn[];
  readonly sort: TableSort | undefined;
  /** The column that the keyboard is on, where it is on the header. */
  readonly active: number | undefined;
  readonly onSort: (key: string) => void;
}

/** The titles of the columns, which sort by them. */
export function GridHeader({ titles, sort, active, onSort }: GridHeaderProps): VNode {
  return (
    <div role="rowgroup" class="grid-header">
      <div role="row" class="grid-row" aria-rowindex={1}>
        {titles.map(({ key, title }, column) => (
          <div
            key={key}
            id={cellId(-1, column)}
            role="columnheader"
            class={`grid-cell${active === column ? ' active' : ''}`}
            aria-colindex={column + 1}
            aria-sort={orderOf(sort, key)}
            title={title}
            onClick={() => {
              onSort(key);
            }}
          >
            <bdi class="grid-text">{title}</bdi>
            {sort?.by === key && (
              <Icon shape="chevron" class={sort.isDescending ? 'descending' : 'ascending'} />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function orderOf(sort: TableSort | undefined, key: string): 'none' | 'ascending' | 'descending' {
  if (sort?.by !== key) return 'none';
  return sort.isDescending ? 'descending' : 'ascending';
}
