import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReportMessage, ReportView } from '../../reportProtocol.js';
import { Icon } from '../icon.js';
import { fill } from '../words.js';
import { DifferenceRow } from './differenceRow.js';
import { useReportWords } from './reportWords.js';
import { firstRows, type RowGroup } from './selectRows.js';
import { moveAmongRows } from './moveAmongRows.js';

/** So many rows are drawn at once, and so many more whenever the reader comes to the end. */
const ROWS_AT_ONCE = 200;

interface DifferencesProps {
  readonly report: ReportView;
  readonly groups: readonly RowGroup[];
  readonly post: (message: ReportMessage) => void;
  readonly onClear: () => void;
}

/** The differences by collection and model. */
export function Differences({ report, groups, post, onClear }: DifferencesProps): VNode {
  const { locale, texts } = useReportWords();
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  // Another filter begins at its top.
  useEffect(() => {
    setLimit(ROWS_AT_ONCE);
  }, [groups]);
  if (groups.length === 0) return <Nothing hasRows={report.rows.length > 0} onClear={onClear} />;
  const shown = firstRows(groups, limit);
  const all = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const more = (): void => {
    setLimit((now) => now + ROWS_AT_ONCE);
  };
  return (
    <main aria-label={texts.differences} onKeyDown={moveAmongRows}>
      {shown.map(({ group, rows }, index) => (
        <Group
          key={group}
          title={report.groups[group]?.title ?? ''}
          what={report.groups[group]?.what ?? ''}
          count={(groups[index]?.rows.length ?? 0).toLocaleString(locale)}
        >
          {rows.map((row) => (
            <DifferenceRow key={row.id} row={row} kind={report.kinds[row.kind] ?? ''} post={post} />
          ))}
        </Group>
      ))}
      {all > limit && (
        <More key={limit} onMore={more} label={fill(texts.showMore, (all - limit).toLocaleString(locale))} />
      )}
    </main>
  );
}

function Nothing({ hasRows, onClear }: { hasRows: boolean; onClear: () => void }): VNode {
  const { texts } = useReportWords();
  return (
    <main class="report-empty">
      <p>{hasRows ? texts.nothingMatches : texts.nothingDiffers}</p>
      {hasRows && (
        <button type="button" class="button" onClick={onClear}>
          {texts.clearFilters}
        </button>
      )}
    </main>
  );
}

interface GroupProps {
  readonly title: string;
  readonly what: string;
  readonly count: string;
  readonly children: readonly VNode[];
}

function Group({ title, what, count, children }: GroupProps): VNode {
  const [isOpen, setOpen] = useState(true);
  return (
    <section class="group report-group">
      <h2>
        <button
          type="button"
          class="disclosure"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <Icon shape="chevron" class={isOpen ? 'open' : ''} />
          <bdi>{title}</bdi>
          <span class="quiet">
            {what} · {count}
          </span>
        </button>
      </h2>
      {isOpen && <ul class="differences">{children}</ul>}
    </section>
  );
}

/** The rest comes when the reader comes near; the button is for readers who don't scroll. */
function More({ onMore, label }: { onMore: () => void; label: string }): VNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const { current } = button;
    if (!current) return;
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onMore();
      },
      { rootMargin: '600px' },
    );
    seen.observe(current);
    return () => {
      seen.disconnect();
    };
    // The observer belongs to the button, which is another one for each limit.
  }, []);
  return (
    <button ref={button} type="button" class="button report-more" onClick={onMore}>
      {label}
    </button>
  );
}
