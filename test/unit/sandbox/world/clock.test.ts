import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../../../src/sandbox/world/clock.js';

describe('A clock that is stepped by hand', () => {
  it('rings what is due on the way, in order, at its own time', () => {
    const clock = new Clock({ speed: 1, isManual: true, real: () => 1_000 });
    const rung: unknown[] = [];
    clock.after(30, () => rung.push(['c', clock.now()]));
    clock.after(10, () => {
      rung.push(['a', clock.now()]);
      clock.after(10, () => rung.push(['b', clock.now()]));
    });
    clock.after(10, () => rung.push(['a2', clock.now()]));
    clock.step(25);
    expect(rung).toEqual([
      ['a', 1_010],
      ['a2', 1_010],
      ['b', 1_020],
    ]);
    clock.step(5);
    expect(rung.at(-1)).toEqual(['c', 1_030]);
    expect(clock.now()).toBe(1_030);
  });

  it('rings nothing that was called off, and nothing once it is stopped', () => {
    const clock = new Clock({ speed: 1, isManual: true });
    const ring = vi.fn();
    clock.after(5, ring)();
    clock.step(10);
    clock.after(5, ring);
    clock.stop();
    clock.step(10);
    expect(ring).not.toHaveBeenCalled();
  });
});

describe('A clock that runs on its own', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('rings sooner when it is sped up, and returns real dates', () => {
    const clock = new Clock({ speed: 10 });
    const start = Date.now();
    const ring = vi.fn();
    clock.after(1_000, ring);
    vi.advanceTimersByTime(95);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10);
    expect(ring).toHaveBeenCalledOnce();
    expect(clock.now() - start).toBeLessThan(200);
    clock.stop();
  });

  it('continues from where it was when its speed changes', () => {
    const clock = new Clock({ speed: 1 });
    const ring = vi.fn();
    clock.after(1_000, ring);
    vi.advanceTimersByTime(500);
    clock.set({ speed: 100 });
    vi.advanceTimersByTime(10);
    expect(ring).toHaveBeenCalledOnce();
    clock.stop();
  });

  it('does not advance while it is held', () => {
    const clock = new Clock({ speed: 1 });
    const ring = vi.fn();
    clock.after(10, ring);
    clock.set({ isManual: true });
    vi.advanceTimersByTime(1_000);
    expect(ring).not.toHaveBeenCalled();
    clock.step(10);
    expect(ring).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
