import { isNotFound } from '../../api/failureKind.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { isChanging } from '../../resource/watchPace.js';
import type { PanelFacts, PanelFailure } from './panelFacts.js';
import { panelReading } from './panelReading.js';

/** What is known of a watched resource. */
export type WatchedState = Pick<PanelFacts, 'reading' | 'failure' | 'isLive'> & {
  /** What the reading was made of. */
  readonly snapshot?: ResourceSnapshot;
};

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
  const before = state.reading && state.snapshot && { reading: state.reading, snapshot: state.snapshot };
  return {
    reading:
      before && isSame(before.snapshot, reading)
        ? { ...before.reading, readAt: reading.readAt }
        : panelReading(reading, before),
    failure: undefined,
    isLive: isChanging(reading),
    snapshot: reading,
  };
}

/** Whether a reading brought nothing new, found without comparing a long history entry by entry. */
function isSame(before: ResourceSnapshot, after: ResourceSnapshot): boolean {
  return (
    before.text === after.text &&
    before.isSecret === after.isSecret &&
    before.tasks === after.tasks &&
    before.events === after.events &&
    before.kept === after.kept &&
    before.older?.tasks === after.older?.tasks &&
    before.older?.events === after.older?.events
  );
}
