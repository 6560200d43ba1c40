import { ApiError } from '../api/errors.js';
import { conditionOf, isTaskAtWork } from './condition.js';
import type { ResourceSnapshot } from './snapshot.js';

/** How long it takes until a resource is read again. */
export interface WatchDelays {
  /** Between two readings at first while a task runs; grows a little each time nothing has changed. */
  readonly busyMs: number;
  readonly longestBusyMs: number;
  /** The same of what is not done though nothing runs, or is planned for later; grows by half. */
  readonly unsettledMs: number;
  readonly longestUnsettledMs: number;
  /** The same of what is at rest, has failed or waits for a person; grows by half. */
  readonly idleMs: number;
  readonly longestMs: number;
}

export const DELAYS: WatchDelays = {
  busyMs: 1_500,
  longestBusyMs: 10_000,
  unsettledMs: 4_000,
  longestUnsettledMs: 60_000,
  idleMs: 10_000,
  longestMs: 120_000,
};

const BUSY_GROWTH = 1.2;
const IDLE_GROWTH = 1.5;
const FAILURE_GROWTH = 2;

/** How much more slowly a resource is read while it isn't visible. */
const BACKGROUND_FACTOR = 3;

/** What is known of the readings before. */
export interface ReadingRow {
  /** How often in a row nothing had changed. */
  readonly quietReadings: number;
  /** How often in a row reading failed. */
  readonly failures: number;
  /** Whether it is hidden now. */
  readonly isBackground: boolean;
}

/** How long to wait after a reading, in milliseconds; after a failure not less than the API says. */
export function delayMs(
  last: ResourceSnapshot | Error | undefined,
  row: ReadingRow,
  delays: WatchDelays,
): number {
  const pace = row.isBackground ? BACKGROUND_FACTOR : 1;
  return pace * foregroundMs(last, row, delays);
}

function foregroundMs(
  last: ResourceSnapshot | Error | undefined,
  { quietReadings, failures }: ReadingRow,
  { busyMs, longestBusyMs, unsettledMs, longestUnsettledMs, idleMs, longestMs }: WatchDelays,
): number {
  if (last instanceof Error) {
    const asked = last instanceof ApiError ? (last.retryAfterMs ?? 0) : 0;
    return Math.max(asked, Math.min(busyMs * FAILURE_GROWTH ** failures, longestMs));
  }
  switch (last ? paceOf(last) : 'idle') {
    case 'busy':
      return Math.min(busyMs * BUSY_GROWTH ** quietReadings, longestBusyMs);
    case 'unsettled':
      return Math.min(unsettledMs * IDLE_GROWTH ** quietReadings, longestUnsettledMs);
    case 'idle':
      return Math.min(idleMs * IDLE_GROWTH ** quietReadings, longestMs);
  }
}

/** Whether a reading may look different at any moment: the cloud is busy with it, or a listed task is under way. */
export function isChanging(reading: ResourceSnapshot | Error | undefined): boolean {
  if (!reading || reading instanceof Error) return false;
  return paceOf(reading) === 'busy';
}

/** How soon something new is to be expected. */
function paceOf({ resource, tasks = [] }: ResourceSnapshot): 'busy' | 'unsettled' | 'idle' {
  const { kind } = conditionOf(resource, tasks);
  if (kind === 'atWork') return 'busy';
  // A person answers in their own time, regardless of other tasks.
  if (kind === 'waitingForYou') return 'idle';
  if (tasks.some(({ status, finishedAt }) => finishedAt === undefined && isTaskAtWork(status))) return 'busy';
  return kind === 'unsettled' || kind === 'planned' ? 'unsettled' : 'idle';
}
