import type { VNode } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { TableHead, TableRow, TableSort, TableState } from '../../tableProtocol.js';
import { ColumnChooser } from './columnChooser.js';
import { Grid } from './grid.js';
import { ReadingBar } from './readingBar.js';
import { NOTHING, type Selection } from './selection.js';
import { shownRows } from './shownRows.js';
import type { TableHost } from './tableHost.js';
import { useTableWords } from './tableWords.js';
import { Toolbar } from './toolbar.js';

interface TablePageProps {
  readonly host: TableHost;
  /** Absent until the list's document was read. */
  readonly head: TableHead | undefined;
  readonly rows: readonly TableRow[];
  readonly state: TableState;
}

/** What is above the rows, the rows, and how far they were read. */
export function TablePage({ host, head, rows, state }: TablePageProps): VNode {
  const { locale, texts } = useTableWords();
  const [kept] = useState(() => host.keptState());
  const [text, setText] = useState(kept?.text ?? '');
  const [sort, setSort] = useState<TableSort | undefined>(kept?.sort);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [isChoosing, setChoosing] = useState(false);
  const keys = head?.columns.map(({ key }) => key).join('\n') ?? '';
  const shown = useMemo(
    () => shownRows(rows, { text, sort, keys: keys.split('\n'), locale }),
    [rows, text, sort, keys, locale],
  );
  useEffect(() => {
    // Other rows than those that were selected may be at their places.
    setSelection(({ places }) =>
      [...places].some((place) => place >= rows.length) ? NOTHING : { places, anchor: undefined },
    );
  }, [rows.length === 0]);
  const keep = useCallback(
    (scrollTop: number) => {
      if (head) host.keepState({ account: head.account, segments: head.segments, text, sort, scrollTop });
    },
    [host, head, text, sort],
  );
  return (
    <>
      <Toolbar
        head={head}
        text={text}
        onText={setText}
        isChoosing={isChoosing}
        onChoose={() => {
          setChoosing(!isChoosing);
        }}
        isEmpty={shown.length === 0}
        onCopy={(format) => {
          const chosen =
            selection.places.size > 0 ? shown.filter((place) => selection.places.has(place)) : shown;
          host.post({ kind: 'copy', format, rows: chosen });
        }}
        onRefresh={() => {
          host.post({ kind: 'refresh' });
        }}
      />
      {head && isChoosing && (
        <ColumnChooser
          head={head}
          onChoose={(chosen) => {
            host.post({ kind: 'columns', keys: chosen });
          }}
        />
      )}
      <main>
        {head && rows.length > 0 && (
          <Grid
            head={head}
            rows={rows}
            shown={shown}
            sort={sort}
            onSort={setSort}
            selection={selection}
            onSelect={setSelection}
            onOpen={(at) => {
              host.post({ kind: 'open', at });
            }}
            scrollTop={kept?.scrollTop ?? 0}
            onScroll={keep}
          />
        )}
        <Nothing
          isRead={head !== undefined && state.reading === 'nothing' && state.failure === undefined}
          rows={rows.length}
          shown={shown.length}
          onClear={() => {
            setText('');
          }}
        />
      </main>
      <ReadingBar
        state={state}
        loaded={rows.length}
        shown={shown.length}
        selected={selection.places.size}
        isFiltered={text.trim() !== ''}
        post={host.post}
      />
      <span class="visually-hidden" aria-live="polite">
        {state.reading === 'all' ? texts.loading : ''}
      </span>
    </>
  );
}

interface NothingProps {
  readonly isRead: boolean;
  readonly rows: number;
  readonly shown: number;
  readonly onClear: () => void;
}

function Nothing({ isRead, rows, shown, onClear }: NothingProps): VNode | null {
  const { texts } = useTableWords();
  if (rows > 0 && shown === 0) {
    return (
      <div class="table-empty">
        <p>{texts.nothingMatches}</p>
        <button type="button" class="button" onClick={onClear}>
          {texts.clearFilter}
        </button>
      </div>
    );
  }
  return isRead && rows === 0 ? <p class="table-empty">{texts.nothing}</p> : null;
}
