import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TableHead, TableRow, TableSort } from '../../tableProtocol.js';
import { cellId } from './cellId.js';
import { columnWidths } from './columnWidths.js';
import { movedBy, type GridPlace } from './gridKeys.js';
import { GridHeader } from './gridHeader.js';
import { GridRow } from './gridRow.js';
import { all, NOTHING, only, rangeTo, toggled, type Selection } from './selection.js';
import { NAME, STATUS } from './shownRows.js';
import { nextSort } from './nextSort.js';
import { useTableWords } from './tableWords.js';
import { ROW_HEIGHT, useRowWindow } from './useRowWindow.js';

interface GridProps {
  readonly head: TableHead;
  readonly rows: readonly TableRow[];
  /** The places of the rows that are shown, in their order. */
  readonly shown: readonly number[];
  readonly sort: TableSort | undefined;
  readonly onSort: (sort: TableSort | undefined) => void;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (place: number) => void;
  /** Where to begin, in pixels. */
  readonly scrollTop: number;
  readonly onScroll: (scrollTop: number) => void;
}

/** The cell that the keyboard is on: a place in the list, so that it stays with its row when rows are sorted; -1 for the header. */
interface Active {
  readonly place: number;
  readonly column: number;
}

/**
 * The rows as a grid (WAI-ARIA APG): one stop of the Tab key, in which the arrow keys go from cell to cell. Only rows in sight are
 * drawn.
 */
export function Grid(props: GridProps): VNode {
  const { head, rows, shown, sort, onSort, selection, onSelect, onOpen, scrollTop, onScroll } = props;
  const { texts } = useTableWords();
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const { first, end, page, reveal } = useRowWindow(element, shown.length);
  const [active, setActive] = useState<Active>({ place: shown[0] ?? -1, column: 0 });
  const row = active.place < 0 ? -1 : shown.indexOf(active.place);
  const titles = [
    { key: NAME, title: texts.name },
    ...(head.hasStatus ? [{ key: STATUS, title: texts.status }] : []),
    ...head.columns,
  ];
  const widths = useMemo(
    () => columnWidths(head, [texts.name, texts.status], rows),
    // The first rows say how wide columns are; those that come later don't move them.
    [head, texts, rows.length > 0],
  );
  useEffect(() => {
    if (element) element.scrollTop = scrollTop;
  }, [element]);
  useEffect(() => {
    onScroll(element?.scrollTop ?? 0);
  }, [onScroll, element, first]);

  const goTo = (next: GridPlace): void => {
    setActive({ place: next.row < 0 ? -1 : (shown[next.row] ?? -1), column: next.column });
    if (next.row >= 0) reveal(next.row);
    document.getElementById(cellId(-1, next.column))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, shiftKey, altKey } = event;
    const ctrlKey = event.ctrlKey || event.metaKey;
    const at = { row: Math.max(row, active.place < 0 ? -1 : 0), column: active.column };
    const next = altKey
      ? undefined
      : movedBy({ key, ctrlKey }, at, { rows: shown.length, columns: titles.length, page });
    const place = shown[at.row];
    if (next) {
      goTo(next);
      const reached = shown[next.row];
      if (shiftKey && reached !== undefined && next.row !== at.row) {
        const from = selection.anchor === undefined && place !== undefined ? only(place) : selection;
        onSelect(rangeTo(from, reached, shown));
      }
    } else if (key === 'Enter' || key === ' ') {
      if (at.row < 0) onSort(nextSort(sort, titles[at.column]?.key ?? NAME));
      else if (place !== undefined && key === 'Enter') onOpen(place);
      else if (place !== undefined) onSelect(toggled(selection, place));
    } else if (key === 'a' && ctrlKey) onSelect(all(shown));
    else if (key === 'Escape' && selection.places.size > 0) onSelect(NOTHING);
    else return;
    event.preventDefault();
  };
  const onClick = (place: number, column: number, event: MouseEvent): void => {
    setActive({ place, column });
    if (event.shiftKey) onSelect(rangeTo(selection, place, shown));
    else onSelect(event.ctrlKey || event.metaKey ? toggled(selection, place) : only(place));
  };
  const isDrawn = row < 0 ? active.place < 0 : row >= first && row < end;
  return (
    <div
      ref={setElement}
      class="grid"
      role="grid"
      tabIndex={0}
      aria-label={head.title}
      aria-multiselectable="true"
      aria-rowcount={shown.length + 1}
      aria-colcount={titles.length}
      aria-activedescendant={isDrawn ? cellId(row, active.column) : undefined}
      onKeyDown={onKeyDown}
      style={{ '--columns': widths, '--row': `${String(ROW_HEIGHT)}px` }}
    >
      <GridHeader
        titles={titles}
        sort={sort}
        active={active.place < 0 ? active.column : undefined}
        onSort={(key) => {
          onSort(nextSort(sort, key));
        }}
      />
      <div role="rowgroup" class="grid-body" style={{ height: `${String(shown.length * ROW_HEIGHT)}px` }}>
        {shown.slice(first, end).map((place, index) => {
          const one = rows[place];
          return (
            one && (
              <GridRow
                key={place}
                row={one}
                at={first + index}
                head={head}
                isSelected={selection.places.has(place)}
                active={place === active.place ? active.column : undefined}
                onClick={(column, event) => {
                  onClick(place, column, event);
                }}
                onOpen={() => {
                  onOpen(place);
                }}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
