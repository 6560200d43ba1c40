import type { VNode } from 'preact';
import type { TableMessage, TableState } from '../../tableProtocol.js';
import { Icon } from '../icon.js';
import { fill } from '../words.js';
import { useTableWords } from './tableWords.js';

interface ReadingBarProps {
  readonly state: TableState;
  readonly loaded: number;
  readonly shown: number;
  readonly selected: number;
  readonly isFiltered: boolean;
  readonly post: (message: TableMessage) => void;
}

/** How much of the list is there, and how to get more of it. */
export function ReadingBar({ state, loaded, shown, selected, isFiltered, post }: ReadingBarProps): VNode {
  const { locale, texts } = useTableWords();
  const number = (count: number): string => count.toLocaleString(locale);
  const whole = state.hasMore ? texts.loaded : texts.loadedAll;
  const count = isFiltered
    ? fill(fill(texts.shown, number(shown)), number(loaded), 1)
    : fill(whole, number(loaded));
  const button = (kind: 'more' | 'all' | 'stop' | 'refresh', label: string): VNode => (
    <button
      type="button"
      class="button"
      onClick={() => {
        post({ kind });
      }}
    >
      {label}
    </button>
  );
  return (
    <footer class="reading">
      {state.failure !== undefined && (
        <p class="reading-failure" role="alert">
          <Icon shape="failed" class="tone-error" />
          <bdi>{state.failure}</bdi>
          {button(loaded > 0 && state.hasMore ? 'more' : 'refresh', texts.retry)}
        </p>
      )}
      <div class="actions">
        {/* Read out by screen readers while nothing is on its way: each page would interrupt what they say. */}
        <p class="quiet" role={state.reading === 'nothing' ? 'status' : undefined}>
          {count}
          {selected > 1 && ` · ${fill(texts.selected, number(selected))}`}
        </p>
        {state.reading !== 'nothing' && (
          <p class="reading-now">
            <Icon shape="spinner" class="tone-busy" />
            {texts.loading}
          </p>
        )}
        {state.reading === 'all' && button('stop', texts.stop)}
        {state.reading === 'nothing' && state.hasMore && state.failure === undefined && (
          <>
            {button('more', texts.loadMore)}
            {button('all', texts.loadAll)}
          </>
        )}
      </div>
    </footer>
  );
}
