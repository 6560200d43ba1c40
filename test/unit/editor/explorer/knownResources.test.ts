import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KnownResources } from '../../../../src/editor/explorer/knownResources.js';
import type { KnownResource } from '../../../../src/resource/knownResource.js';
import type { Resource } from '../../../../src/resource/envelope.js';
import { FakeMemento } from '../fakeContext.js';

function known(id: string, name = id, account = 'me'): KnownResource {
  return { kind: 'item', address: { account, segments: ['shop', 'order', id] }, name, urn: undefined };
}

describe('known resources', () => {
  let memento: FakeMemento;
  let resources: KnownResources;
  const open = (): KnownResources => new KnownResources(memento as never);
  const names = (list: readonly KnownResource[]): readonly string[] => list.map(({ name }) => name);

  beforeEach(() => {
    vi.useFakeTimers();
    memento = new FakeMemento();
    resources = open();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('what was seen is known at once, the newest first, and by account', () => {
    resources.saw([known('a'), known('b')]);
    resources.saw([known('c', 'c', 'you')]);
    expect(names(resources.lists('me').seen)).toEqual(['b', 'a']);
    expect(names(resources.lists('you').seen)).toEqual(['c']);
  });

  it('a renamed resource has its new name everywhere, in favourites too, and listeners are notified', async () => {
    const told: string[] = [];
    resources.onDidRename(({ name }) => told.push(name));
    const { address } = known('a');
    const readAs = (displayName: string): void => {
      resources.read({ address, resource: { displayName, urn: undefined } as Resource });
    };
    await resources.addFavourite(known('a', 'label of its row'));
    readAs('web');
    readAs('web');
    expect([told, resources.nameOf(address)]).toEqual([[], 'label of its row']);
    readAs('shop');
    expect([told, resources.nameOf(address)]).toEqual([['shop'], 'shop']);
    expect(names(resources.lists('me').favourites)).toEqual(['shop']);
  });

  it('what one window saw, the next one knows', async () => {
    resources.saw([known('a'), known('b')]);
    await vi.runAllTimersAsync();
    expect(names(open().lists('me').seen)).toEqual(['b', 'a']);
  });

  it('many pages are written once, and only the newest are kept for later windows', async () => {
    const update = vi.spyOn(memento, 'update');
    for (let page = 0; page < 30; page += 1) {
      resources.saw(Array.from({ length: 50 }, (_, index) => known(`${String(page)}-${String(index)}`)));
    }
    await vi.runAllTimersAsync();
    expect(update).toHaveBeenCalledTimes(1);
    expect(resources.lists('me').seen).toHaveLength(1_500);
    expect(open().lists('me').seen).toHaveLength(1_000);
    expect(names(open().lists('me').seen)[0]).toBe('29-49');
  });

  it('two windows that saw different things both keep theirs', async () => {
    const other = open();
    expect(other.lists('me').seen).toEqual([]);
    resources.saw([known('a')]);
    await vi.runAllTimersAsync();
    other.saw([known('b')]);
    await vi.runAllTimersAsync();
    expect(new Set(names(open().lists('me').seen))).toEqual(new Set(['a', 'b']));
  });

  it('the fifty last opened ones are remembered, by the name that they were seen with', async () => {
    resources.saw([known('59', 'The last one')]);
    for (let index = 0; index < 60; index += 1) await resources.opened(known(String(index)).address);
    const { recent } = open().lists('me');
    expect(recent).toHaveLength(50);
    expect(names(recent).slice(0, 2)).toEqual(['The last one', '58']);
  });

  it('a favourite stays until it is removed, also in the next window, under its newest name', async () => {
    await resources.addFavourite(known('a', 'Old name'));
    await resources.addFavourite(known('b'));
    await resources.addFavourite(known('a', 'Old name'));
    const next = open();
    next.saw([known('a', 'New name')]);
    expect(names(next.lists('me').favourites)).toEqual(['New name', 'b']);
    expect(next.isFavourite(known('a').address)).toBe(true);
    await next.removeFavourite(known('a').address);
    expect(names(resources.lists('me').favourites)).toEqual(['b']);
  });

  it('an account that may come back keeps its favourites, and nothing else', async () => {
    resources.saw([known('a'), known('b')]);
    await resources.addFavourite(known('a'));
    await resources.opened(known('b').address);
    await resources.forget('me', { keepsFavourites: true });
    await vi.runAllTimersAsync();
    expect(names(resources.lists('me').seen)).toEqual(['a']);
    expect(resources.isFavourite(known('a').address)).toBe(true);
  });

  it('an account that is forgotten leaves nothing behind', async () => {
    resources.saw([known('a')]);
    await resources.addFavourite(known('a'));
    await resources.opened(known('a').address);
    await resources.forget('me', { keepsFavourites: false });
    await vi.runAllTimersAsync();
    expect([...memento.stored.keys()]).toEqual([]);
    expect(resources.lists('me')).toEqual({ favourites: [], recent: [], seen: [] });
  });
});
