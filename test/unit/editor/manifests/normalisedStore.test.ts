import { describe, expect, it } from 'vitest';
import { NormalisedStore } from '../../../../src/editor/manifests/normalisedStore.js';
import type { ResourceAddress } from '../../../../src/resource/address.js';
import { FakeMemento } from '../fakeContext.js';

const at = (id: number): ResourceAddress => ({ account: 'me', segments: ['things', String(id)] });

describe('what the API made something else of', () => {
  it('is known after a reload, and replaced by what is learned next', () => {
    const state = new FakeMemento();
    const store = new NormalisedStore(state as never);
    store.keep(at(1), ['a', 'b']);
    store.keep(at(2), ['c']);
    store.keep(at(2), []);
    const reloaded = new NormalisedStore(state as never);
    expect([reloaded.of(at(1)), reloaded.of(at(2))]).toEqual([['a', 'b'], []]);
  });

  it('is forgotten of the resources that were applied longest ago, once there are thousands', () => {
    const store = new NormalisedStore(new FakeMemento() as never);
    for (let id = 0; id <= 5_000; id += 1) store.keep(at(id), ['a']);
    expect([store.of(at(0)), store.of(at(1)), store.of(at(5_000))]).toEqual([[], ['a'], ['a']]);
  });

  it('is nothing where the storage holds something else', () => {
    const state = new FakeMemento();
    state.stored.set('ovhApi.normalised', '{"a":1}');
    expect(new NormalisedStore(state as never).of(at(1))).toEqual([]);
  });
});
