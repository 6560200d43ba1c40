import { mayHaveBeenAccepted } from '../api/cloudWrite.js';
import { ChangedMeanwhile } from './writeSpec.js';

/**
 * How far the change of one resource is, among several that are applied:
 * - `planned`: not sent yet;
 * - `sending`: its request is on its way;
 * - `applying`: the API accepted the request, and the cloud is busy with it;
 * - `done`: the cloud says that it is done;
 * - `open`: accepted and not followed any further, so that its end is not known;
 * - `requestFailed`: the API refused the request, or gave no answer;
 * - `taskFailed`: the API accepted the request, but the cloud couldn't apply it.
 */
export type ApplyState =
  | 'planned'
  | 'sending'
  | 'applying'
  | 'done'
  | 'open'
  | 'requestFailed'
  | 'taskFailed';

/** What becomes of the rest when one of several fails. */
export type OnFailure = 'stop' | 'continue';

/** How one of several ended; `open` where the API accepted it and its end was not seen. */
export type SendingOutcome = 'done' | 'open' | 'failed';

export interface Sending<T> {
  /** Resolves to whether the API accepted the request. Doesn't reject. */
  readonly send: (one: T) => Promise<boolean>;
  /** Resolves once the work that an accepted request began has ended, or once the signal ends waiting. Doesn't reject. */
  readonly follow: (one: T) => Promise<SendingOutcome>;
}

/** What sending one after the other came to; together all of them, each list in their order. */
export interface SendingReport<T> {
  readonly done: readonly T[];
  readonly failed: readonly T[];
  readonly open: readonly T[];
  /** Never sent: what comes after a failure, or after the signal ended it. */
  readonly unsent: readonly T[];
  /** Whether the signal ended it before all were done. */
  readonly isCancelled: boolean;
}

/** The report where nothing could be started. */
export function nothingSent<T>(all: readonly T[]): SendingReport<T> {
  return { done: [], failed: [], open: [], unsent: all, isCancelled: false };
}

/**
 * Sends one after the other. To `stop` at a failure, each is sent only once the one before it is done; to `continue`, the
 * next is sent as soon as a request was answered, and all are followed together. The signal ends waiting, and nothing is
 * sent after it; a request on its way may be accepted, so its answer is waited for. Nothing is sent twice.
 */
export async function sendOneByOne<T>(
  all: readonly T[],
  { send, follow }: Sending<T>,
  { signal, onFailure }: { readonly signal: AbortSignal; readonly onFailure: OnFailure },
): Promise<SendingReport<T>> {
  const outcomes = new Map<number, SendingOutcome>();
  const following: Promise<unknown>[] = [];
  for (const [index, one] of all.entries()) {
    if (signal.aborted) break;
    if (await send(one)) {
      const followed = follow(one).then((outcome) => outcomes.set(index, outcome));
      following.push(followed);
      if (onFailure === 'stop') await followed;
    } else outcomes.set(index, 'failed');
    if (onFailure === 'stop' && outcomes.get(index) !== 'done') break;
  }
  await Promise.all(following);
  const those = (outcome: SendingOutcome | undefined): readonly T[] =>
    all.filter((_, index) => outcomes.get(index) === outcome);
  const [open, unsent] = [those('open'), those(undefined)];
  const isCancelled = signal.aborted && open.length + unsent.length > 0;
  return { done: those('done'), failed: those('failed'), open, unsent, isCancelled };
}

/** Whether the cloud may have taken a change though sending it failed. */
export function mayHaveBeenTaken(failure: unknown): boolean {
  return !(failure instanceof ChangedMeanwhile) && mayHaveBeenAccepted(failure);
}
