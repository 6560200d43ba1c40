import { useMemo, useState } from 'preact/hooks';
import type { TimelineRow } from '../protocol.js';
import { isInWindow } from './axis/timeAxis.js';
import type { Stretch } from './axis/timeScale.js';
import { everything, filtered, type HistoryFilter } from './historyFilter.js';
import type { HistoryRows } from './historyRows.js';
import { useNow } from './relativeTime.js';

/** What of the history the reader picked, for the axis and for the list. */
export interface HistoryPicking {
  /** All that was read. */
  readonly rows: HistoryRows;
  /** What the filter lets through, at any time. */
  readonly matching: HistoryRows;
  /** What the filter lets through and the window holds. */
  readonly shown: HistoryRows;
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
  /** The time that is looked at; everything when it is `undefined`. */
  readonly window: Stretch | undefined;
  readonly onWindow: (window: Stretch | undefined) => void;
  /** The entry that was requested; another object requests it again. */
  readonly revealed: { readonly key: string } | undefined;
  readonly onReveal: (row: TimelineRow) => void;
}

/** Keeps what the reader picked of a history. */
export function useHistoryPicking(rows: HistoryRows): HistoryPicking {
  const [filter, onFilter] = useState<HistoryFilter>(everything);
  const [window, onWindow] = useState<Stretch>();
  const [revealed, setRevealed] = useState<{ readonly key: string }>();
  const now = useNow();
  const matching = useMemo(() => filtered(rows, filter), [rows, filter]);
  // What goes on reaches to now; only then the time makes a difference.
  const end = window === undefined ? 0 : now;
  const shown = useMemo(
    () => (window ? matching.filter((row) => isInWindow(row, window, end)) : matching),
    [matching, window, end],
  );
  return {
    ...{ rows, matching, shown, filter, onFilter, window, onWindow, revealed },
    onReveal: ({ key }) => {
      setRevealed({ key });
    },
  };
}
