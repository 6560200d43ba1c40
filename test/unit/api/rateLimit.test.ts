import { beforeEach, describe, expect, test } from 'vitest';
import type { Priority } from '../../../src/api/api.js';
import { Urgency } from '../../../src/api/fairQueue.js';
import { RateLimit } from '../../../src/api/rateLimit.js';

/** A clock that moves when it is told to, and the timers on it. */
class FakeTime {
  now = 1_000_000;
  readonly timers: { readonly at: number; readonly run: () => void }[] = [];

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.now + delayMs, run };
    this.timers.push(timer);
    return () => void this.timers.splice(this.timers.indexOf(timer), 1);
  }

  async pass(durationMs: number): Promise<void> {
    const end = this.now + durationMs;
    for (;;) {
      await settled();
      const due = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers.splice(this.timers.indexOf(due), 1);
      this.now = Math.max(this.now, due.at);
      due.run();
    }
    this.now = end;
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
let time: FakeTime;
let rate: RateLimit;
let started: string[];
beforeEach(() => {
  time = new FakeTime();
  started = [];
  rate = limit(4);
});

function limit(inFlight: number): RateLimit {
  return new RateLimit({
    inFlight,
    longestPauseMs: 20_000,
    now: () => time.now,
    after: (delayMs, run) => time.after(delayMs, run),
  });
}

function enter(priority: Priority, label: string = priority, signal?: AbortSignal): Promise<void> {
  return enterWith(new Urgency(priority), label, signal);
}

function enterWith(urgency: Urgency, label: string, signal?: AbortSignal): Promise<void> {
  const place = rate.enter(urgency, signal);
  if (!place) started.push(label);
  return (place ?? Promise.resolve()).then(() => {
    if (place) started.push(label);
  });
}

describe('requests', () => {
  test('start at once while nothing was refused', () => {
    expect(rate.enter(new Urgency('user'))).toBeUndefined();
    expect(rate.enter(new Urgency('poll'))).toBeUndefined();
    expect(rate.perSecond).toBeUndefined();
  });

  test('wait when too many are on their way, and two places are kept for the user', async () => {
    for (const number of [1, 2, 3]) void enter('tree', `tree ${String(number)}`);
    void enter('user', 'user 1');
    void enter('user', 'user 2');
    void enter('user', 'user 3');
    await settled();
    expect(started).toEqual(['tree 1', 'tree 2', 'user 1', 'user 2']);
  });

  test('of the user overtake all others, and polls get every fourth turn beside the tree', async () => {
    rate = limit(3);
    void enter('tree', 'first');
    for (let count = 0; count < 7; count++) void enter('tree');
    for (let count = 0; count < 2; count++) void enter('poll');
    void enter('user');
    void enter('user');
    await settled();
    expect(started).toEqual(['first', 'user', 'user']);
    rate.leave();
    rate.leave();
    for (let count = 0; count < 9; count++) {
      rate.leave();
      await settled();
    }
    expect(started.slice(3)).toEqual([
      ...['tree', 'tree', 'tree', 'poll', 'tree', 'tree', 'tree', 'poll'],
      ...['tree'],
    ]);
  });

  test('that the user joins while they wait overtake those that wait for the tree, in both orders of asking', async () => {
    rate = limit(3);
    void enter('tree', 'first');
    const joined = new Urgency('poll');
    void enter('tree', 'second');
    void enterWith(joined, 'joined');
    joined.join('tree');
    joined.join('poll');
    expect(joined.priority).toBe('tree');
    await settled();
    expect(started).toEqual(['first']);
    joined.join('user');
    await settled();
    expect(started).toEqual(['first', 'joined']);
    // It has its place: whoever joins now changes nothing.
    joined.join('user');
    rate.leave();
    rate.leave();
    await settled();
    expect(started).toEqual(['first', 'joined', 'second']);
  });

  test('that rose and are given up leave the queue, too', async () => {
    rate = limit(1);
    void enter('user', 'a');
    const controller = new AbortController();
    const urgency = new Urgency('tree');
    const given = enterWith(urgency, 'b', controller.signal);
    urgency.join('user');
    void enter('tree', 'c');
    controller.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    rate.leave();
    await settled();
    expect(started).toEqual(['a', 'c']);
  });

  test('that are given up leave the queue to the others', async () => {
    rate = limit(1);
    void enter('user', 'a');
    const controller = new AbortController();
    const given = enter('user', 'b', controller.signal);
    void enter('user', 'c');
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(given).rejects.toBe(reason);
    rate.leave();
    await settled();
    expect(started).toEqual(['a', 'c']);
  });
});

describe('after a refusal', () => {
  test('no request starts before the API allows it, not even one of the user', async () => {
    void enter('user', 'a');
    rate.refused(5_000);
    void enter('user', 'b');
    await time.pass(4_999);
    expect(started).toEqual(['a']);
    await time.pass(1);
    expect(started).toEqual(['a', 'b']);
  });

  test('a pause is no longer than a person would wait', async () => {
    rate.refused(3_600_000);
    void enter('user');
    await time.pass(20_000);
    expect(started).toEqual(['user']);
  });

  test('the pace is half of what was refused, however many were refused together', async () => {
    rate = limit(100);
    for (let count = 0; count < 40; count++) void enter('user');
    for (let count = 0; count < 40; count++) {
      rate.leave();
      rate.refused(1_000);
    }
    expect(rate.perSecond).toBe(20);
    started = [];
    for (let count = 0; count < 60; count++) void enter('user');
    await time.pass(1_000);
    await time.pass(1_000);
    expect(started.length).toBeGreaterThanOrEqual(20);
    expect(started.length).toBeLessThanOrEqual(22);
  });

  test('the pace grows with what is accepted, and is forgotten after a minute of peace', async () => {
    for (let count = 0; count < 4; count++) void enter('user');
    rate.refused(0);
    expect(rate.perSecond).toBe(2);
    for (let count = 0; count < 10; count++) rate.accepted();
    expect(rate.perSecond).toBeCloseTo(3);
    await time.pass(60_001);
    rate.accepted();
    expect(rate.perSecond).toBeUndefined();
  });

  test('a second refusal halves the pace again, down to one a second and no further', () => {
    void enter('user');
    for (let count = 0; count < 20; count++) rate.refused(0);
    expect(rate.perSecond).toBe(1);
  });
});
