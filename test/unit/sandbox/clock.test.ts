import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../../src/sandbox/clock.js';

describe('the clock of the sandbox', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets nothing come due by hand until it is stepped', () => {
    const clock = new Clock({ speed: 1, isManual: true });
    let acted = 0;
    clock.after(100, () => (acted += 1));
    vi.advanceTimersByTime(5_000);
    clock.step(99);
    expect(acted).toBe(0);
    clock.step(1);
    expect(acted).toBe(1);
  });

  it('lets what follows from a step happen in the same step, each at its time', () => {
    const clock = new Clock({ speed: 1, isManual: true });
    const acted: number[] = [];
    clock.after(10, () => {
      acted.push(clock.now());
      clock.after(10, () => acted.push(clock.now()));
    });
    clock.step(50);
    expect(acted).toEqual([1_000_010, 1_000_020]);
    expect(clock.now()).toBe(1_000_050);
  });

  it('shortens waiting by its speed, and leaves dates as they are', () => {
    const clock = new Clock({ speed: 10 });
    const acted: number[] = [];
    clock.after(1_000, () => acted.push(clock.now()));
    vi.advanceTimersByTime(98);
    expect(acted).toEqual([]);
    vi.advanceTimersByTime(2);
    expect(acted).toEqual([1_000_100]);
  });

  it('takes another speed into account for what already waits', () => {
    const clock = new Clock({ speed: 1 });
    let acted = false;
    clock.after(1_000, () => (acted = true));
    vi.advanceTimersByTime(500);
    clock.set({ speed: 100 });
    vi.advanceTimersByTime(5);
    expect(acted).toBe(true);
  });

  it('forgets what is called off, and leaves no timer when it stops', () => {
    const clock = new Clock({ speed: 1 });
    const callOff = clock.after(10, () => {
      throw new Error('called off');
    });
    callOff();
    vi.advanceTimersByTime(15);
    clock.after(20, () => {
      throw new Error('stopped');
    });
    clock.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
