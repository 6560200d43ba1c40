import type { VNode } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PanelMessage, TimelineView } from '../protocol.js';
import { CopyLink } from './copyLink.js';
import { FoldsContext } from './folds.js';
import { everything, isFiltering } from './historyFilter.js';
import type { HistoryPicking } from './historyPicking.js';
import { HistoryFilterBar } from './historyFilterBar.js';
import { hourOf, nextItems, type HistoryItem, type MadeItems } from './historyItems.js';
import { HistoryRow } from './historyRow.js';
import type { HistoryRows } from './historyRows.js';
import { countText, dateFormat } from './dateFormat.js';
import { useNow } from './relativeTime.js';
import { LongList } from './longList.js';
import { OwnScroller, useIsPast } from './scroller.js';
import { fill, useWords } from './words.js';

interface HistoryProps {
  readonly timeline: TimelineView | undefined;
  readonly picking: HistoryPicking;
  readonly post: (message: PanelMessage) => void;
}

/** Older entries are requested when so few lines are left below what can be seen. */
const LINES_AHEAD = 12;

/** An entry is as high as several fields. */
const OVERSCAN = 3;

/** More of it isn't useful in a ticket. */
const MOST_COPIED = 500;

/** Tasks, events and changes of the spec as one story, the newest first. */
export function History({ timeline, picking, post }: HistoryProps): VNode {
  const { texts } = useWords();
  const { rows, shown } = picking;
  return (
    <section class="history" aria-labelledby="history-heading">
      <div class="section-head">
        <h2 id="history-heading">{texts.timelineHeading}</h2>
        {shown.length > 0 && (
          <CopyLink
            label={texts.copyHistory}
            onCopy={() => {
              const keys = shown.slice(0, MOST_COPIED).map(({ key }) => key);
              post({ kind: 'copyHistory', keys, others: shown.length - keys.length });
            }}
          />
        )}
      </div>
      {timeline === undefined && <p class="quiet">{texts.noHistory}</p>}
      {timeline !== undefined && rows.length === 0 && (
        <div class="empty">
          <p>{timeline.empty.title}</p>
          <p class="quiet">{timeline.empty.hint}</p>
        </div>
      )}
      {timeline !== undefined && rows.length > 0 && (
        <Story timeline={timeline} picking={picking} post={post} />
      )}
    </section>
  );
}

interface StoryProps extends HistoryProps {
  readonly timeline: TimelineView;
}

function Story({ timeline, picking, post }: StoryProps): VNode {
  const { locale, texts } = useWords();
  const { rows, shown, filter, onFilter, window, onWindow, revealed } = picking;
  const [folds] = useState(() => new Map<string, boolean>());
  const items = useItems(shown, rows);
  const onRange = useOlder(timeline, items.length, post);
  return (
    <FoldsContext.Provider value={folds}>
      <HistoryFilterBar filter={filter} onFilter={onFilter} />
      {(isFiltering(filter) || window) && (
        <p class="quiet filter-count" role="status">
          {fill(fill(texts.shownOf, countText(shown.length, locale)), countText(rows.length, locale), 1)}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              onFilter(everything);
              onWindow(undefined);
            }}
          >
            {texts.clearFilters}
          </button>
        </p>
      )}
      {shown.length === 0 && <p class="empty">{texts.noneMatch}</p>}
      <OwnScroller class="story">
        <NewOnes rows={shown} />
        <LongList
          class="timeline"
          items={items}
          keyOf={keyOf}
          heightOf={heightOf}
          onRange={onRange}
          reveal={revealed}
          overscan={OVERSCAN}
          render={useCallback(
            (item: HistoryItem) =>
              item.kind === 'day' ? (
                <Day at={item.at} />
              ) : (
                <HistoryRow item={item} isRevealed={item.key === revealed?.key} post={post} />
              ),
            [revealed, post],
          )}
        />
        <Older timeline={timeline} post={post} />
      </OwnScroller>
    </FoldsContext.Provider>
  );
}

/** The lines of the history. What began "today" has to be worded again only now and then. */
function useItems(shown: HistoryRows, all: HistoryRows): readonly HistoryItem[] {
  const now = useNow();
  const made = useRef<MadeItems | undefined>(undefined);
  return useMemo(() => {
    made.current = nextItems(made.current, { shown, all, now });
    return made.current.items;
  }, [shown, all, hourOf(now)]);
}

function Day({ at }: { at: number }): VNode {
  const { locale, texts } = useWords();
  const now = useNow();
  const date = new Date(at);
  const isSame = (other: Date): boolean => date.toDateString() === other.toDateString();
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  const name = isSame(new Date(now)) ? texts.today : isSame(yesterday) ? texts.yesterday : undefined;
  return <h3 class="day">{name ?? dateFormat(locale, 'day').format(date)}</h3>;
}

/** Asks for what is older as soon as the reader comes near its place; once for each answer. */
function useOlder(
  { older, rows }: TimelineView,
  lines: number,
  post: (message: PanelMessage) => void,
): (first: number, last: number) => void {
  const asked = useRef(false);
  const last = useRef(-1);
  const ask = useCallback(() => {
    if (older !== 'more' || asked.current || last.current < lines - LINES_AHEAD) return;
    asked.current = true;
    post({ kind: 'readOlder' });
  }, [older, lines, post]);
  useEffect(() => {
    if (older !== 'more') asked.current = false;
    ask();
  }, [older, rows, ask]);
  return useCallback(
    (_, to) => {
      last.current = to;
      ask();
    },
    [ask],
  );
}

function Older({ timeline: { older, olderFailure }, post }: Pick<StoryProps, 'timeline' | 'post'>): VNode {
  const { texts } = useWords();
  const readAgain = (): void => {
    post({ kind: 'readOlder' });
  };
  return (
    <div class="older">
      {(older === 'reading' || older === 'more') && <p class="quiet">{texts.readingOlder}</p>}
      {older === 'none' && <p class="quiet">{texts.wholeHistory}</p>}
      {older === 'failed' && (
        <p role="alert">
          {fill(texts.olderFailed, olderFailure ?? '')}{' '}
          <button type="button" class="link" onClick={readAgain}>
            {texts.retry}
          </button>
        </p>
      )}
    </div>
  );
}

/** Shows who reads further down what came meanwhile, and brings them there. */
function NewOnes({ rows }: { rows: HistoryRows }): VNode {
  const { locale, texts } = useWords();
  const [begin, setBegin] = useState<HTMLElement | null>(null);
  const isAway = useIsPast({ current: begin });
  const seen = useRef<number | undefined>(undefined);
  const newest = rows[0]?.beganAt;
  if (!isAway || seen.current === undefined) seen.current = newest;
  const since = seen.current ?? 0;
  const count = Math.max(
    0,
    rows.findIndex(({ beganAt }) => beganAt <= since),
  );
  return (
    <>
      <div ref={setBegin} class="begin" />
      {count > 0 && (
        <div class="new-ones" role="status">
          <button
            type="button"
            class="button primary"
            onClick={() => {
              begin?.scrollIntoView({ block: 'center' });
            }}
          >
            {count === 1 ? texts.newEntry : fill(texts.newEntries, countText(count, locale))}
          </button>
        </div>
      )}
    </>
  );
}

const keyOf = ({ key }: HistoryItem): string => key;

const DAY_HEIGHT = 38;
const ROW_HEIGHT = 62;
const LINE_HEIGHT = 22;

/** About how high a line is before it was drawn. */
function heightOf(item: HistoryItem): number {
  if (item.kind === 'day') return DAY_HEIGHT;
  const { message, errors, steps, fields, tone } = item.row;
  const stepLines = steps.length === 0 ? 0 : tone === 'busy' || tone === 'error' ? steps.length + 1 : 1;
  const lines =
    (message === undefined ? 0 : 1) + errors.length * 2 + Math.min(fields.length, 5) * 1.5 + stepLines;
  return ROW_HEIGHT + lines * LINE_HEIGHT;
}
