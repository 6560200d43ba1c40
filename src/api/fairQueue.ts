import type { Priority } from './api.js';

/** Someone in a queue. */
export interface Waiter {
  readonly priority: Priority;
  /** Whether it has left the queue without its turn. */
  readonly isGone: boolean;
  go(): void;
}

const ORDER: readonly Priority[] = ['poll', 'tree', 'user'];

/** How urgent a request is: as urgent as the most urgent of those who wait for it, who may come later. */
export class Urgency {
  #priority: Priority;
  /** Called when it rises, for those who wait with it. */
  waiting: { rise(): void } | undefined;

  constructor(priority: Priority) {
    this.#priority = priority;
  }

  get priority(): Priority {
    return this.#priority;
  }

  /** Another caller waits for the same request. */
  join(priority: Priority): void {
    if (ORDER.indexOf(priority) <= ORDER.indexOf(this.#priority)) return;
    this.#priority = priority;
    this.waiting?.rise();
  }
}

/** Turns that the tree takes before polling has one. */
const TREE_TURNS = 3;

/** Who waits, by priority: the user goes first, then the tree three times for each poll; within each, who came first. */
export class FairQueue {
  readonly #waiting: Readonly<Record<Priority, Line>> = {
    user: new Line('user'),
    tree: new Line('tree'),
    poll: new Line('poll'),
  };
  #treeTurns = 0;

  add(waiter: Waiter): void {
    this.#waiting[waiter.priority].add(waiter);
  }

  /** A request left the line of this priority: it ended, or has another priority from now on. */
  left(priority: Priority): void {
    this.#waiting[priority].size -= 1;
  }

  /** Who goes first of those that there is room for; `undefined` when none does. */
  take(hasRoom: (priority: Priority) => boolean): Waiter | undefined {
    const { user, tree, poll } = this.#waiting;
    if (user.size > 0) return hasRoom('user') ? user.take() : undefined;
    if (!hasRoom('tree')) return undefined;
    const isPollsTurn = tree.size === 0 || (poll.size > 0 && this.#treeTurns >= TREE_TURNS);
    this.#treeTurns = isPollsTurn ? 0 : this.#treeTurns + 1;
    return isPollsTurn ? poll.take() : tree.take();
  }

  /** How many wait who go before a newcomer of this priority. */
  ahead(priority: Priority): number {
    const { user } = this.#waiting;
    return priority === 'user' ? user.size : this.size;
  }

  get size(): number {
    const { user, tree, poll } = this.#waiting;
    return user.size + tree.size + poll.size;
  }
}

/** First in, first out, in constant time: thousands may wait. */
class Line {
  readonly #priority: Priority;
  #waiters: (Waiter | undefined)[] = [];
  #first = 0;
  /** Without those who left: they keep their place until its turn comes, which costs less than moving all behind them. */
  size = 0;

  constructor(priority: Priority) {
    this.#priority = priority;
  }

  add(waiter: Waiter): void {
    this.#waiters.push(waiter);
    this.size += 1;
  }

  take(): Waiter | undefined {
    for (;;) {
      const waiter = this.#waiters[this.#first];
      if (!waiter) return undefined;
      // Whoever had their turn holds on to a whole response.
      this.#waiters[this.#first] = undefined;
      this.#first += 1;
      if (this.#first > 1_000 && this.#first * 2 > this.#waiters.length) {
        this.#waiters = this.#waiters.slice(this.#first);
        this.#first = 0;
      }
      if (waiter.isGone || waiter.priority !== this.#priority) continue;
      this.size -= 1;
      return waiter;
    }
  }
}
