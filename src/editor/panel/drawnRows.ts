import type { TimelineRow, TimelineView } from '../../protocol.js';
import type { HistoryEntry, PlacedEntry } from '../../resource/history.js';

/** A row without its place in the history. */
export type RowContent = Omit<TimelineRow, 'key' | 'thread' | 'beganAt' | 'place'>;

interface Drawn {
  readonly entry: HistoryEntry;
  readonly row: TimelineRow;
}

/**
 * The rows that were drawn before: what is the same is drawn once, keeps its identity and is sent once, however long the history
 * is and however often it is read.
 */
export class DrawnRows {
  #drawn: ReadonlyMap<string, Drawn> = new Map();
  #sent: Map<string, TimelineRow> | undefined;
  /** What the last view had more than was sent of it. */
  #left: readonly TimelineRow[] = [];

  /** A row for each entry. */
  draw(
    entries: readonly PlacedEntry[],
    content: (entry: HistoryEntry) => RowContent,
  ): readonly TimelineRow[] {
    const drawn = new Map<string, Drawn>();
    const rows = entries.map(({ entry, ...where }) => {
      const before = this.#drawn.get(entry.key);
      const row = drawnRow(before, { entry, ...where }, content);
      drawn.set(entry.key, { entry, row });
      return row;
    });
    this.#drawn = drawn;
    return rows;
  }

  /** The entry that a row was drawn of. */
  entry(key: string): HistoryEntry | undefined {
    return this.#drawn.get(key)?.entry;
  }

  /** The row that was drawn of an entry. */
  row(key: string): TimelineRow | undefined {
    return this.#drawn.get(key)?.row;
  }

  /** Whether a task carries out what was done here: its sender follows it to its end. */
  isOwnTask(taskId: string): boolean {
    return /^(?:saved|acted) /.test(this.row(`task ${taskId}`)?.thread ?? '');
  }

  /** Rows that are made again each time: those that look the same keep their identity. */
  keep(rows: readonly TimelineRow[]): readonly TimelineRow[] {
    return rows.map((row) => {
      const before = this.#sent?.get(row.key);
      return before && JSON.stringify(before) === JSON.stringify(row) ? before : row;
    });
  }

  /** A row that is shown. */
  sentRow(key: string): TimelineRow | undefined {
    return this.#sent?.get(key);
  }

  /**
   * What of a view is not known where the last one went; all of it after `forgetSent`. No more than `most` rows, the first ones: the
   * others are sent by `unsentRest`.
   */
  unsent(view: TimelineView, most = Infinity): TimelineView {
    const before = this.#sent;
    const sent = new Map(view.rows.map((row) => [row.key, row]));
    const gone = before ? [...before.keys()].filter((key) => !sent.has(key)) : [];
    const rows = before ? view.rows.filter((row) => before.get(row.key) !== row) : view.rows;
    this.#left = rows.slice(most);
    for (const { key } of this.#left) {
      const older = before?.get(key);
      if (older) sent.set(key, older);
      else sent.delete(key);
    }
    this.#sent = sent;
    return this.#withLeft({ ...view, isWhole: !before, rows: rows.slice(0, most), gone });
  }

  /** The next rows of the last view that aren't sent yet; `undefined` when all are. */
  unsentRest(view: TimelineView, most: number): TimelineView | undefined {
    if (this.#left.length === 0) return undefined;
    const rows = this.#left.slice(0, most);
    this.#left = this.#left.slice(most);
    for (const row of rows) this.#sent?.set(row.key, row);
    return this.#withLeft({ ...view, isWhole: false, rows, gone: [] });
  }

  /** Where rows are left, the history that the page has isn't whole yet. */
  #withLeft(view: TimelineView): TimelineView {
    return this.#left.length > 0 ? { ...view, older: 'reading' } : view;
  }

  /** The page that knew what was sent is no more. */
  forgetSent(): void {
    this.#sent = undefined;
    this.#left = [];
  }
}

function drawnRow(
  before: Drawn | undefined,
  { entry, thread, beganAt, place }: PlacedEntry,
  content: (entry: HistoryEntry) => RowContent,
): TimelineRow {
  const where = { key: entry.key, thread, beganAt, place };
  if (!before) return { ...content(entry), ...where };
  const { row } = before;
  if (isSameSource(before.entry, entry)) {
    const isThere = row.thread === thread && row.beganAt === beganAt && row.place === place;
    return isThere ? row : { ...row, ...where };
  }
  const made = { ...content(entry), ...where };
  return JSON.stringify(made) === JSON.stringify(row) ? row : made;
}

/** Whether two entries are made of the very same: what didn't change keeps its identity from one reading to the next. */
function isSameSource(one: HistoryEntry, other: HistoryEntry): boolean {
  switch (one.kind) {
    case 'task':
      return (
        other.kind === 'task' &&
        one.task === other.task &&
        one.events.length === other.events.length &&
        one.events.every((event, index) => event === other.events[index])
      );
    case 'event':
      return other.kind === 'event' && one.event === other.event;
    case 'change':
      return (
        other.kind === 'change' &&
        one.change === other.change &&
        one.outcome.kind === other.outcome.kind &&
        one.outcome.afterMs === other.outcome.afterMs
      );
    case 'action':
      return (
        other.kind === 'action' && one.action === other.action && one.outcome.kind === other.outcome.kind
      );
  }
}
