import type { Priority } from './api.js';
import { FairQueue, type Urgency, type Waiter } from './fairQueue.js';

export interface RateLimitOptions {
  /** Requests on their way at once. */
  readonly inFlight: number;
  /** The longest that a `Retry-After` stops everybody; a longer one is for a person to decide. */
  readonly longestPauseMs: number;
  readonly now: () => number;
  /** `setTimeout`, or a clock of a test's own. Returns what stops it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/** Places kept free for a person when the tree and the polling would take them all. */
const KEPT_FOR_USER = 2;
/** A refusal that does not say how long stops everybody this long. */
const PAUSE_MS = 1_000;
/** Without another refusal, a learned rate is forgotten after this. */
const MEMORY_MS = 60_000;
/** How many requests a second more each accepted one is worth. */
const GAIN = 0.1;

/**
 * Lets requests through in a fair order, and no faster than the API bears. Nothing is limited but the number on their way until the
 * API refuses one (429): then everybody waits as it asks, and goes on at half the pace at which it refused, a little
 * faster with each request that is accepted. The user goes first, then the tree three times for each poll.
 */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #queue = new FairQueue();
  #running = 0;
  #pausedUntil = 0;
  #nextStartAt = 0;
  #perSecond: number | undefined;
  #refusedAt = 0;
  #secondAt = 0;
  #startsThisSecond = 0;
  #startsLastSecond = 0;
  #stopTimer: (() => void) | undefined;

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** The learned pace in requests a second; `undefined` while the API has refused nothing. */
  get perSecond(): number | undefined {
    return this.#perSecond;
  }

  /**
   * Waits for a place; `undefined` when there is one at once. The caller gives its place back with `leave`. Rejects with the
   * signal's reason.
   */
  enter(urgency: Urgency, signal?: AbortSignal): Promise<void> | undefined {
    const { priority } = urgency;
    if (this.#queue.ahead(priority) === 0 && this.#hasRoom(priority) && this.#delayMs() === 0) {
      this.#begin();
      return undefined;
    }
    return this.#wait(urgency, signal);
  }

  #wait(urgency: Urgency, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      new QueuedRequest(this.#queue, urgency, signal, resolve, reject, this.#pump).wait();
      this.#pump();
    });
  }

  /** Gives a place back. */
  leave(): void {
    this.#running -= 1;
    if (this.#queue.size > 0) this.#pump();
  }

  /** The API took a request. */
  accepted(): void {
    if (this.#perSecond === undefined) return;
    const isForgotten = this.#options.now() - this.#refusedAt > MEMORY_MS;
    this.#perSecond = isForgotten ? undefined : this.#perSecond + GAIN;
  }

  /** The API refused a request because there were too many (429). */
  refused(retryAfterMs: number | undefined): void {
    const now = this.#options.now();
    // Those that were on their way together are refused together: one lesson, not ten.
    if (now >= this.#pausedUntil) {
      const pace = Math.max(this.#startsThisSecond, this.#startsLastSecond);
      this.#perSecond = Math.max(1, (this.#perSecond ?? pace) / 2);
    }
    this.#refusedAt = now;
    const pauseMs = Math.min(retryAfterMs ?? PAUSE_MS, this.#options.longestPauseMs);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseMs);
  }

  readonly #pump = (): void => {
    for (;;) {
      const delayMs = this.#delayMs();
      if (delayMs > 0) {
        this.#wake(delayMs);
        return;
      }
      const waiter = this.#queue.take(this.#hasRoom);
      if (!waiter) return;
      this.#begin();
      waiter.go();
    }
  };

  #wake(delayMs: number): void {
    if (this.#stopTimer || this.#queue.size === 0) return;
    this.#stopTimer = this.#options.after(delayMs, () => {
      this.#stopTimer = undefined;
      this.#pump();
    });
  }

  readonly #hasRoom = (priority: Priority): boolean => {
    const { inFlight } = this.#options;
    const places = priority === 'user' ? inFlight : Math.max(1, inFlight - KEPT_FOR_USER);
    return this.#running < places;
  };

  #delayMs(): number {
    if (this.#pausedUntil === 0) return 0;
    return Math.max(0, this.#pausedUntil - this.#options.now(), this.#nextStartAt - this.#options.now());
  }

  #begin(): void {
    this.#running += 1;
    const now = this.#options.now();
    if (now - this.#secondAt >= 1_000) {
      this.#startsLastSecond = now - this.#secondAt < 2_000 ? this.#startsThisSecond : 0;
      this.#startsThisSecond = 0;
      this.#secondAt = now;
    }
    this.#startsThisSecond += 1;
    if (this.#perSecond !== undefined)
      this.#nextStartAt = Math.max(now, this.#nextStartAt) + 1_000 / this.#perSecond;
  }
}

/** A request that waits for a slot, until it gets one or is given up. Thousands may wait, so that it is one object. */
class QueuedRequest implements Waiter {
  readonly #queue: FairQueue;
  readonly #urgency: Urgency;
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: () => void;
  readonly #reject: (reason: Error) => void;
  readonly #onMove: () => void;
  priority: Priority;
  isGone = false;

  /** @param onMove called when it is elsewhere in the queue from now on. */
  constructor(
    queue: FairQueue,
    urgency: Urgency,
    signal: AbortSignal | undefined,
    resolve: () => void,
    reject: (reason: Error) => void,
    onMove: () => void,
  ) {
    this.#queue = queue;
    this.#urgency = urgency;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onMove = onMove;
    this.priority = urgency.priority;
  }

  wait(): void {
    this.#queue.add(this);
    this.#urgency.waiting = this;
    if (this.#signal?.aborted) this.#giveUp();
    else this.#signal?.addEventListener('abort', this.#giveUp);
  }

  go(): void {
    this.#end();
    this.#resolve();
  }

  rise(): void {
    this.#queue.left(this.priority);
    this.priority = this.#urgency.priority;
    this.#queue.add(this);
    this.#onMove();
  }

  /** The signal ended it. */
  readonly #giveUp = (): void => {
    this.#end();
    this.isGone = true;
    this.#queue.left(this.priority);
    const reason: unknown = this.#signal?.reason;
    this.#reject(reason instanceof Error ? reason : new Error('aborted'));
  };

  #end(): void {
    this.#urgency.waiting = undefined;
    this.#signal?.removeEventListener('abort', this.#giveUp);
  }
}
