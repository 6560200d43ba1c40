import type { VNode } from 'preact';
import type { TableCell, TableHead, TableRow } from '../../tableProtocol.js';
import { dateFormat } from '../dateFormat.js';
import { ToneIcon } from '../icon.js';
import { cellId } from './cellId.js';
import { MOMENT } from './moment.js';
import { useTableWords } from './tableWords.js';
import { ROW_HEIGHT } from './useRowWindow.js';

interface GridRowProps {
  readonly row: TableRow;
  /** Which of the shown rows it is. */
  readonly at: number;
  readonly head: TableHead;
  readonly isSelected: boolean;
  /** The column that the keyboard is on, where it is on this row. */
  readonly active: number | undefined;
  readonly onClick: (column: number, event: MouseEvent) => void;
  readonly onOpen: () => void;
}

/** One member of the list. Its name opens it; its menu is VS Code's. */
export function GridRow({ row, at, head, isSelected, active, onClick, onOpen }: GridRowProps): VNode {
  const { locale } = useTableWords();
  const { name, detail, status, segment, cells } = row;
  const statuses = head.hasStatus ? 1 : 0;
  const cell = (column: number): Record<string, unknown> => ({
    id: cellId(at, column),
    role: 'gridcell',
    class: `grid-cell${active === column ? ' active' : ''}`,
    'aria-colindex': column + 1,
    onClick: (event: MouseEvent) => {
      onClick(column, event);
    },
  });
  return (
    <div
      role="row"
      class={`grid-row${isSelected ? ' selected' : ''}`}
      aria-rowindex={at + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${String(at * ROW_HEIGHT)}px)` }}
      data-vscode-context={menuOf(head, row)}
      onDblClick={onOpen}
    >
      <div {...cell(0)} title={detail === undefined ? name : `${name} · ${detail}`}>
        {segment === undefined ? (
          <bdi class="grid-text">{name}</bdi>
        ) : (
          <bdi
            class="grid-text link"
            onClick={(event) => {
              if (!event.ctrlKey && !event.metaKey && !event.shiftKey) onOpen();
            }}
          >
            {name}
          </bdi>
        )}
        {detail !== undefined && <bdi class="grid-detail quiet">{detail}</bdi>}
      </div>
      {head.hasStatus && (
        <div {...cell(1)} title={status?.text}>
          {status && <ToneIcon tone={status.tone} />}
          <bdi class="grid-text">{status?.text}</bdi>
        </div>
      )}
      {head.columns.map(({ key }, index) => (
        <div key={key} {...cell(1 + statuses + index)} title={String(cells[index] ?? '')}>
          <bdi class={`grid-text${typeof cells[index] === 'number' ? ' number' : ''}`}>
            {cellText(cells[index], locale)}
          </bdi>
        </div>
      ))}
    </div>
  );
}

function cellText(cell: TableCell | undefined, locale: string): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string' || !MOMENT.test(cell)) return String(cell);
  const moment = new Date(cell);
  return Number.isNaN(moment.getTime()) ? cell : dateFormat(locale, 'dateAndTime').format(moment);
}

/** What VS Code hands to the commands of a row's menu. */
function menuOf({ account, segments, words }: TableHead, { segment, urn }: TableRow): string {
  if (segment === undefined) return JSON.stringify({ preventDefaultContextMenuItems: true });
  return JSON.stringify({
    webviewSection: 'tableRow',
    rowWords: urn === undefined ? words : `${words} urn`,
    urn,
    kind: 'tableRow',
    address: { account, segments: [...segments, segment] },
    preventDefaultContextMenuItems: true,
  });
}
