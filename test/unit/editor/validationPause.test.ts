import { describe, expect, it } from 'vitest';
import { ValidationPause } from '../../../src/editor/documents/validationPause.js';

function pauseAfter(...times: readonly number[]): number {
  const pause = new ValidationPause();
  for (const ms of times) pause.took(ms);
  return pause.ms;
}

describe('the pause before a text is judged', () => {
  it('is none as long as judging is quick', () => {
    expect(pauseAfter()).toBe(0);
    expect(pauseAfter(5, 8, 20, 12)).toBe(0);
  });

  it('is none because of one slow time, and not for long because of a few', () => {
    expect(pauseAfter(5, 5, 90)).toBe(0);
    expect(pauseAfter(150, 150, 150)).toBeGreaterThan(100);
    expect(pauseAfter(150, 150, 150, 5, 5, 5, 5, 5)).toBe(0);
  });

  it('grows with what judging takes, and has an end', () => {
    const always = (ms: number): number => pauseAfter(...Array.from({ length: 30 }, () => ms));
    expect(always(40)).toBeCloseTo(80, 0);
    expect(always(60)).toBeGreaterThan(always(40));
    expect(always(10_000)).toBe(200);
  });

  it('does not take the wait for a schema for slowness', () => {
    expect(pauseAfter(30_000, 5, 5)).toBe(0);
  });
});
