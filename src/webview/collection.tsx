import type { VNode } from 'preact';
import type { CollectionView, PanelMessage } from '../protocol.js';
import { TimeAxis } from './axis/timeAxis.js';
import { History } from './history.js';
import { useHistoryPicking } from './historyPicking.js';
import type { HistoryRows } from './historyRows.js';
import { Icon } from './icon.js';
import { useMatches } from './scroller.js';
import { useWords } from './words.js';

interface CollectionProps {
  readonly view: CollectionView;
  readonly rows: HistoryRows;
  readonly post: (message: PanelMessage) => void;
}

/** What several resources are doing, on one axis and in one list, each at the head of its own entries. */
export function Collection({ view, rows, post }: CollectionProps): VNode {
  const { texts } = useWords();
  const picking = useHistoryPicking(rows);
  const hasRoom = useMatches('(min-width: 600px)');
  const { title, place, summary, progress, failure, more, others, timeline } = view;
  return (
    <>
      <header class="resource">
        <p class="quiet">
          <bdi>{place}</bdi>
        </p>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <p>{summary}</p>
        {failure !== undefined && (
          <p class="collection-note">
            <Icon shape="warning" class="tone-warning" />
            <bdi>{failure}</bdi>
          </p>
        )}
        {more !== undefined && <p class="quiet">{more}</p>}
        {progress && (
          <p class="collection-note">
            <progress max={progress.of} value={progress.done} aria-label={progress.text} />
            <span>{progress.text}</span>
          </p>
        )}
        <div class="bar">
          <div class="actions">
            {progress && (
              <Action
                label={texts.stopReading}
                onClick={() => {
                  post({ kind: 'stopReading' });
                }}
              />
            )}
            {!progress && (
              <Action
                label={texts.refresh}
                onClick={() => {
                  post({ kind: 'refresh' });
                }}
              />
            )}
            {more !== undefined && (
              <Action
                label={texts.loadMore}
                onClick={() => {
                  post({ kind: 'loadMore' });
                }}
              />
            )}
            {others !== undefined && (
              <Action
                label={others}
                onClick={() => {
                  post({ kind: 'readOthers' });
                }}
              />
            )}
          </div>
        </div>
      </header>
      <main>
        {hasRoom && rows.length > 0 && (
          <TimeAxis
            rows={picking.matching}
            window={picking.window}
            onWindow={picking.onWindow}
            onPick={picking.onReveal}
            title={title}
            onCopy={(svg) => {
              post({ kind: 'copySvg', svg });
            }}
          />
        )}
        <History timeline={timeline} picking={picking} post={post} />
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">
        {summary}
      </div>
    </>
  );
}

function Action({ label, onClick }: { label: string; onClick: () => void }): VNode {
  return (
    <button type="button" class="button" onClick={onClick}>
      {label}
    </button>
  );
}
