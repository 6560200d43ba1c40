import type { VNode } from 'preact';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { TableHead, TableHostMessage, TableRow, TableState } from '../../tableProtocol.js';
import type { TableHost } from './tableHost.js';
import { TablePage } from './tablePage.js';
import { TableWordsContext, type TableWords } from './tableWords.js';

/** The whole table: it shows what the host has read, and says to the host what the reader wants. */
export function TableApp({ host }: { host: TableHost }): VNode | null {
  const [words, setWords] = useState<TableWords>();
  const [head, setHead] = useState<TableHead>();
  const [state, setState] = useState<TableState>({ reading: 'page', hasMore: false });
  const rows = useRef<readonly TableRow[]>([]);
  const [, redraw] = useReducer<number, undefined>((turn) => turn + 1, 0);

  useEffect(() => {
    const stop = host.listen((message) => {
      switch (message.kind) {
        case 'texts':
          setWords(message);
          break;
        case 'head':
          setHead(message.head);
          break;
        case 'state':
          setState(message.state);
          break;
        case 'rows':
          rows.current = replaced(rows.current, message);
          redraw(undefined);
          break;
        case 'row':
          rows.current = replaced(rows.current, {
            from: message.at,
            rows: [message.row],
            total: rows.current.length,
          });
          redraw(undefined);
          break;
      }
    });
    host.post({ kind: 'ready' });
    return stop;
  }, [host]);

  if (!words) return null;
  return (
    <TableWordsContext.Provider value={words}>
      <TablePage host={host} head={head} rows={rows.current} state={state} />
    </TableWordsContext.Provider>
  );
}

type RowsMessage = Omit<Extract<TableHostMessage, { readonly kind: 'rows' }>, 'kind'>;

/** Rows with some of them new; those behind stay until they are replaced, too, or there are no more of them. */
function replaced(before: readonly TableRow[], { from, rows, total }: RowsMessage): readonly TableRow[] {
  return [...before.slice(0, from), ...rows, ...before.slice(from + rows.length)].slice(0, total);
}
