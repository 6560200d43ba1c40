import { describe, expect, it } from 'vitest';
import { movesIn, nameOfChange, renamesIn } from '../../../src/resource/movesAndRenames.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';

const named = (...names: readonly string[]): readonly { name: string; size: number }[] =>
  names.map((name) => ({ name, size: name.length }));

describe('moves of members', () => {
  it('name the fewest members that explain the new order', () => {
    expect(movesIn({ before: named('a', 'b', 'c', 'd'), after: named('d', 'a', 'b', 'c') })).toEqual([
      { member: 'd', from: 3, to: 0 },
    ]);
    expect(movesIn({ before: named('a', 'b', 'c'), after: named('a', 'new', 'b', 'c') })).toEqual([]);
  });

  it('are not guessed where members have no identity, or where there is no list', () => {
    expect(movesIn({ before: [1, 2], after: [2, 1] })).toEqual([]);
    expect(movesIn({ before: named('a', 'a'), after: named('a') })).toEqual([]);
    expect(movesIn({ before: undefined, after: named('a') })).toEqual([]);
  });

  it('of a hundred thousand members that are all turned round are found without comparing each with each', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `member ${String(index)}`);
    const moves = movesIn({ before: named(...names), after: named(...names.toReversed()) });
    expect(moves).toHaveLength(names.length - 1);
  });
});

describe('renames', () => {
  const told = (before: unknown, after: unknown): readonly string[] => {
    const changes = diffSpecs(before, after);
    const renames = renamesIn(changes);
    return changes
      .filter(({ kind }) => kind === 'added')
      .flatMap((change) => {
        const was = renames.get(change);
        return was ? [`${nameOfChange(was)} → ${nameOfChange(change)}`] : [];
      });
  };

  it('are a key of a map, and the identity of a member, with the same value', () => {
    expect(told({ labels: { team: { a: 1, b: 2 } } }, { labels: { squad: { b: 2, a: 1 } } })).toEqual([
      'team → squad',
    ]);
    expect(told({ pools: [{ name: 'a', size: 1 }] }, { pools: [{ name: 'b', size: 1 }] })).toEqual(['a → b']);
  });

  it('are not assumed where values differ, where several could be meant, or in different places', () => {
    expect(told({ labels: { team: 'a' } }, { labels: { squad: 'b' } })).toEqual([]);
    expect(told({ labels: { a: 1, b: 1 } }, { labels: { c: 1 } })).toEqual([]);
    expect(told({ labels: { a: 1 }, tags: {} }, { labels: {}, tags: { b: 1 } })).toEqual([]);
    expect(told({ pools: [{ name: 'a' }] }, { pools: [{ name: 'b' }] })).toEqual([]);
  });

  it('are found in a map of a hundred thousand keys without comparing each with each', () => {
    const map = (prefix: string): object =>
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`${prefix}${String(index)}`, index]));
    expect(renamesIn(diffSpecs(map('old'), map('new'))).size).toBe(200_000);
  });
});
