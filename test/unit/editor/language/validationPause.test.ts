import { describe, expect, it } from 'vitest';
import { ValidationPause } from '../../../../src/editor/language/validationPause.js';

function pauseAfter(...times: readonly number[]): number {
  const pause = new ValidationPause();
  for (const ms of times) pause.took(ms);
  return pause.ms;
}

describe('the pause before a text is checked', () => {
  it('is zero as long as judging is quick', () => {
    expect(pauseAfter()).toBe(0);
    expect(pauseAfter(5, 8, 20, 12)).toBe(0);
  });

  it('does not grow while the machine is busy with other work', () => {
    expect(pauseAfter(5, 90, 150, 70)).toBe(0);
    expect(pauseAfter(150, 150, 5)).toBe(0);
  });

  it('begins once a text that was quick has grown', () => {
    expect(pauseAfter(5, 60, 60, 60, 60)).toBe(0);
    expect(pauseAfter(5, 60, 60, 60, 60, 60)).toBe(120);
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
