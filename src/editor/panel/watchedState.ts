import { isNotFound } from '../../api/failureKind.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { isChanging } from '../../resource/watch.js';
import type { PanelFacts, PanelFailure } from './panelFacts.js';
import { panelReading } from './panelReading.js';

/** What is known of a watched resource. */
export type WatchedState = Pick<PanelFacts, 'reading' | 'failure' | 'isLive'>;

/** Nothing is known yet. */
export const unread: WatchedState = { reading: undefined, failure: undefined, isLive: false };

/** What is known after a reading: a failure keeps what was read before it, and the time of the first one in a row. */
export function afterReading(
  state: WatchedState,
  reading: ResourceSnapshot | Error,
  describeFailure: (failure: Error) => Pick<PanelFailure, 'message' | 'actions'>,
  now: number = Date.now(),
): WatchedState {
  if (reading instanceof Error) {
    return {
      ...state,
      isLive: false,
      failure: {
        ...describeFailure(reading),
        isGone: isNotFound(reading),
        since: state.failure?.since ?? now,
      },
    };
  }
  return { reading: panelReading(reading), failure: undefined, isLive: isChanging(reading) };
}
