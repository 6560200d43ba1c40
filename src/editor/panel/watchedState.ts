import type { ResourceSnapshot } from '../../resource/snapshot.js';
import type { PanelFacts, PanelFailure } from './panelFacts.js';
import { panelReading } from './panelReading.js';

/** What a watcher says. */
export type WatchUpdate =
  | { readonly kind: 'snapshot'; readonly snapshot: ResourceSnapshot }
  | { readonly kind: 'failure'; readonly failure: unknown };

/** What is known of a watched resource. */
export type WatchedState = Pick<PanelFacts, 'reading' | 'failure' | 'isLive'>;

/** Nothing is known yet. */
export const unread: WatchedState = { reading: undefined, failure: undefined, isLive: false };

/** What is known after an update: a failure keeps what was read before it, and the time of the first one. */
export function withUpdate(
  state: WatchedState,
  update: WatchUpdate,
  describeFailure: (failure: unknown) => Pick<PanelFailure, 'message' | 'actions'>,
  now: number = Date.now(),
): WatchedState {
  if (update.kind === 'failure') {
    const failure = { ...describeFailure(update.failure), since: state.failure?.since ?? now };
    return { ...state, isLive: false, failure };
  }
  const reading = panelReading(update.snapshot);
  return { reading, failure: undefined, isLive: isUnsettled(reading) };
}
