import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Turns } from '../../../src/resource/turns.js';

const PIECE_MS = 10;

describe('work in turns', () => {
  let nowMs = 0;
  let done: number[] = [];
  const piece = (index: number) => (): number => {
    nowMs += PIECE_MS;
    done.push(index);
    return index;
  };
  beforeEach(() => {
    nowMs = 0;
    done = [];
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is done at once while it takes no time worth a turn', () => {
    const turns = new Turns();
    expect(turns.do(piece(1))).toBe(1);
  });

  it('leaves the turn to others once it has had its share, keeps the order, and says what it took', async () => {
    const turns = new Turns();
    const results = Array.from({ length: 7 }, (_, index) => turns.do(piece(index)));
    expect(done).toEqual([0, 1]);
    await nextTurn();
    expect(done.length).toBeLessThan(7);
    for (const [index, result] of results.entries()) expect(await result).toBe(index);
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await vi.waitFor(() => {
      expect(turns.costMs).toBe(7 * PIECE_MS);
    });
    expect(turns.do(piece(7))).toBe(7);
  });

  it('fails where the work fails, and continues with the rest', async () => {
    const turns = new Turns();
    const fail = (): never => {
      throw new Error('failed');
    };
    expect(() => turns.do(fail)).toThrow('failed');
    const others = [piece(0), piece(1), fail, piece(2)].map((work) => turns.do<number>(work));
    await expect(others[2]).rejects.toThrow('failed');
    expect(await others[3]).toBe(2);
  });
});
