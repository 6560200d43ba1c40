import { describe, expect, it } from 'vitest';
import type { ConditionKind } from '../../../src/resource/condition.js';
import { describePath } from '../../../src/resource/specDiff.js';
import { compareState } from '../../../src/resource/stateComparison.js';

const ready = { kind: 'done', status: 'READY' } as const;
const updating = { kind: 'atWork', status: 'UPDATING' } as const;

/** The places of all differences, list by list. */
function places(...[state, spec, condition]: Parameters<typeof compareState>) {
  const { pending, different, unreported, cloudSet } = compareState(state, spec, condition);
  const of = (changes: typeof pending): readonly string[] => changes.map(({ path }) => describePath(path));
  return {
    pending: of(pending),
    different: of(different),
    unreported: of(unreported),
    cloudSet: of(cloudSet),
  };
}

const nothing = { pending: [], different: [], unreported: [], cloudSet: [] };

describe('what a spec wants of a state', () => {
  it('is never pending while the API calls the resource ready', () => {
    const state = { size: 'M', flavor: 'b2-7', pools: [{ name: 'a' }], address: '192.0.2.1' };
    const spec = { size: 'L', flavor: { id: 1 }, pools: [{ name: 'b' }], networks: [{ ip: '192.0.2.1' }] };
    expect(places(state, spec, ready)).toEqual({
      pending: [],
      different: ['size', 'flavor', 'pools[0]'],
      unreported: ['pools[0]', 'networks'],
      cloudSet: ['address'],
    });
  });

  it.each<[ConditionKind, string | undefined]>([
    ['atWork', 'UPDATING'],
    ['planned', 'UPDATING'],
    ['waitingForYou', 'UPDATING'],
    ['failed', 'ERROR'],
    ['failed', 'READY'],
    ['unsettled', 'OUT_OF_SYNC'],
    ['done', 'SUSPENDED'],
    ['done', undefined],
  ])('is pending at %s with status %s where both have it in the same form', (kind, status) => {
    expect(places({ size: 'M' }, { size: 'L' }, { kind, status })).toEqual({ ...nothing, pending: ['size'] });
  });

  it('is not pending where the state has another form or no such field, though the cloud is busy', () => {
    const state = {
      flavor: 'b2-7',
      place: { name: 'GRA' },
      list: { a: 1 },
      size: 3,
      image: { id: 1, tag: 'x' },
    };
    const spec = {
      flavor: { id: 1 },
      place: { region: 'GRA' },
      list: ['a'],
      size: '3',
      image: { id: 2 },
      key: 'k',
    };
    expect(places(state, spec, updating)).toEqual({
      pending: ['image.id'],
      different: ['flavor', 'place', 'list', 'size'],
      unreported: ['key'],
      cloudSet: ['image.tag'],
    });
  });

  it('is compared in lists of members that can be distinguished, or have the same form', () => {
    const named = places(
      { pools: [{ name: 'a', n: 1 }] },
      {
        pools: [
          { name: 'a', n: 2 },
          { name: 'b', n: 1 },
        ],
      },
      updating,
    );
    expect(named).toEqual({ ...nothing, pending: ['pools[0].n', 'pools[1]'] });
    const alike = places({ rules: [{ port: 1 }] }, { rules: [{ port: 1 }, { port: 2 }] }, updating);
    expect(alike).toEqual({ ...nothing, pending: ['rules[1]'] });
    expect(places({ tags: ['a'] }, { tags: ['a', 'b'] }, updating)).toEqual({
      ...nothing,
      pending: ['tags[1]'],
    });
    expect(places({ tags: [] }, { tags: [{ a: 1 }] }, updating)).toEqual({
      ...nothing,
      pending: ['tags[0]'],
    });
    expect(places({ pools: [{ name: 'a' }] }, { pools: [] }, updating)).toEqual({
      ...nothing,
      pending: ['pools[0]'],
    });
  });

  it('is not compared in lists of members of other forms', () => {
    const state = { networks: [{ id: 'n', addresses: [{ ip: '192.0.2.1' }] }] };
    const spec = { networks: [{ public: true }, { ip: '192.0.2.1' }] };
    expect(places(state, spec, updating)).toEqual({ ...nothing, different: ['networks'] });
  });

  it('is all still to come while there is no state', () => {
    for (const state of [null, undefined, {}]) {
      expect(places(state, { a: 1, b: { c: 2 } }, updating)).toEqual({ ...nothing, pending: ['a', 'b'] });
    }
    expect(places(null, null, updating)).toEqual(nothing);
  });

  it('can be null where the state has a value, and the other way round', () => {
    expect(places({ a: null, b: 'x', c: { d: 1 } }, { a: 'x', b: null, c: null }, updating)).toEqual({
      ...nothing,
      pending: ['a', 'b', 'c'],
    });
  });

  it('is not pending where the cloud lists plain values in an order of its own', () => {
    expect(places({ tags: ['b', 'a'] }, { tags: ['a', 'b'] }, updating)).toEqual(nothing);
    expect(places({ tags: ['c', 'a'] }, { tags: ['a', 'b', 'c'] }, updating)).toEqual({
      ...nothing,
      pending: ['tags[1]'],
    });
    const rules = [
      { port: 1, open: false },
      { port: 2, open: true },
    ];
    expect(
      places(
        { rules },
        {
          rules: [
            { open: true, port: 2 },
            { port: 1, open: false },
          ],
        },
        updating,
      ),
    ).toEqual(nothing);
  });

  it('has nothing pending where nothing is requested', () => {
    const spec = { a: null, b: [], c: {}, d: null, e: [], f: {} };
    expect(places({ d: [], e: {}, f: null, x: 1 }, spec, updating)).toEqual({
      pending: [],
      different: ['d', 'e', 'f'],
      unreported: ['a', 'b', 'c'],
      cloudSet: ['x'],
    });
    expect(places({ list: [1] }, { list: [] }, updating).pending).toEqual(['list[0]']);
  });

  it('is not pending forever when a settled resource reports no state at all', () => {
    expect(places({}, { a: 1 }, { kind: 'done', status: 'SUSPENDED' })).toEqual({
      ...nothing,
      unreported: ['a'],
    });
    expect(places(null, { a: null }, updating)).toEqual({ ...nothing, unreported: ['a'] });
  });
});
