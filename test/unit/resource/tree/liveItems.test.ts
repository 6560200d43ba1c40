import { describe, expect, it } from 'vitest';
import { LiveItems } from '../../../../src/resource/tree/liveItems.js';
import { readMember } from '../../../../src/resource/tree/member.js';
import type { ItemNode } from '../../../../src/resource/tree/nodes.js';
import { addressKey, type ResourceAddress } from '../../../../src/resource/address.js';
import { parseResource } from '../../../../src/resource/envelope.js';
import { secretFieldsOf } from '../../../../src/resource/secretFields.js';
import type { ResourceSnapshot } from '../../../../src/resource/snapshot.js';
import type { WatchListener } from '../../../../src/resource/watch.js';
import type { Operation } from '../../../../src/schema/catalogue.js';
import { itemKind } from '../../editor/explorer/items.js';

const read: Operation = {
  method: 'GET',
  path: '/port/ship/{shipId}',
  summary: undefined,
  description: undefined,
  badges: [],
  iamActions: [],
  parameters: [],
  requestSchema: undefined,
  responseSchema: undefined,
  requestExamples: [],
  isPaged: false,
  isDeprecated: false,
  retirement: undefined,
  codeSamples: [],
  isInternal: false,
};

const kind = itemKind({ path: read.path, name: '{shipId}', parameter: 'shipId', read });

function envelope(id: string, resourceStatus: string): object {
  return { id, resourceStatus, currentState: { name: id }, targetSpec: { name: id } };
}

function ship(id: string, status: string): ItemNode {
  const address = { account: 'me', segments: ['port', 'ship', id] };
  const member = readMember(envelope(id, status), { kind: 'resource', identifier: 'id' });
  return { kind: 'item', id: addressKey(address), item: kind, address, member };
}

function snapshotOf({ address, member }: ItemNode, status: string): ResourceSnapshot {
  const resource = parseResource(envelope(member.id ?? '', status));
  const history = { tasks: undefined, events: undefined, kept: 'both' } as const;
  return {
    ...{ address, resource, ...history },
    ...{ text: '', fixed: [], isSecret: secretFieldsOf(undefined), readAt: 0 },
  };
}

/** A watcher that is told what it reads. */
function harbour(atOnce?: number) {
  const watched = new Map<string, { listener: WatchListener; isVisible: boolean }>();
  const changed: string[] = [];
  const live = new LiveItems({
    watcher: {
      watch: (address: ResourceAddress, listener: WatchListener) => {
        const key = address.segments.at(-1) ?? '';
        const state = { listener, isVisible: true };
        watched.set(key, state);
        return {
          setVisible: (isVisible: boolean) => void (state.isVisible = isVisible),
          refresh: () => undefined,
          dispose: () => void watched.delete(key),
        };
      },
    },
    onChange: (node) => changed.push(node.member.id ?? ''),
    ...(atOnce === undefined ? {} : { atOnce }),
  });
  const answer = (node: ItemNode, status: string): void => {
    watched.get(node.member.id ?? '')?.listener(snapshotOf(node, status));
  };
  return { live, watched, changed, answer };
}

describe('rows of busy items', () => {
  it('are watched, and settled rows are not', () => {
    const { live, watched } = harbour();
    live.setVisible(true);
    live.follow([ship('a', 'UPDATING'), ship('b', 'READY')]);
    expect([...watched.keys()]).toEqual(['a']);
  });

  it('are followed on while nothing is settled, and left alone where a person is waited for', () => {
    const { live, watched, answer } = harbour();
    live.setVisible(true);
    const [a, b] = [ship('a', 'UPDATING'), ship('b', 'UPDATING')];
    live.follow([a, b]);
    answer(a, 'OUT_OF_SYNC');
    answer(b, 'WAITING_USER_INPUT');
    expect([...watched.keys()]).toEqual(['a']);
    expect(live.current(b).member.condition?.kind).toBe('waitingForYou');
    answer(a, 'ERROR');
    expect([...watched.keys()]).toEqual([]);
  });

  it('are watched only while they are visible', () => {
    const { live, watched } = harbour();
    live.follow([ship('a', 'UPDATING')]);
    expect(watched.size).toBe(0);
    live.setVisible(true);
    expect(watched.get('a')?.isVisible).toBe(true);
    live.setVisible(false);
    expect(watched.get('a')?.isVisible).toBe(false);
  });

  it('are not read while their branch is closed, and leave their turn to others', () => {
    const { live, watched } = harbour(1);
    const [a, b] = [ship('a', 'UPDATING'), ship('b', 'UPDATING')];
    const branch = { ...a, id: a.id.slice(0, a.id.lastIndexOf('/')) };
    live.setVisible(true);
    live.follow([a]);
    live.setOpen(branch, false);
    expect(watched.get('a')?.isVisible).toBe(false);
    const elsewhere = { ...b, id: 'me/elsewhere/b' };
    live.follow([elsewhere]);
    expect([...watched.keys()]).toEqual(['a', 'b']);
    live.setOpen(branch, true);
    expect(watched.get('a')?.isVisible).toBe(true);
  });

  it('are read once on request, though they are settled', () => {
    const { live, watched, changed, answer } = harbour();
    const a = ship('a', 'READY');
    live.setVisible(true);
    live.follow([a]);
    expect(watched.size).toBe(0);
    live.begin(a);
    answer(a, 'SUSPENDED');
    expect([changed, watched.size, live.current(a).member.status]).toEqual([['a'], 0, 'SUSPENDED']);
  });

  it('say that their resource was deleted when another reading doesn’t find it, and follow one that is found again', () => {
    const { live, watched, changed } = harbour();
    const [a, b] = [ship('a', 'READY'), ship('b', 'UPDATING')];
    live.setVisible(true);
    live.follow([a, b]);
    live.notePresence(a, snapshotOf(a, 'UPDATING'));
    expect(changed).toEqual([]);
    live.notePresence(a, undefined);
    live.notePresence(a, undefined);
    live.notePresence(b, undefined);
    expect([changed, [...watched.keys()]]).toEqual([['a', 'b'], []]);
    expect([a, b].map((row) => live.current(row).member.status)).toEqual(['DELETED', 'DELETED']);
    live.notePresence(a, snapshotOf(a, 'READY'));
    live.notePresence(b, snapshotOf(b, 'UPDATING'));
    expect([a, b].map((row) => live.current(row).member.status)).toEqual(['READY', 'UPDATING']);
    expect([...watched.keys()]).toEqual(['b']);
  });

  it('change alone, and only when they would look different', () => {
    const { live, changed, answer } = harbour();
    const [a, b] = [ship('a', 'UPDATING'), ship('b', 'CREATING')];
    live.setVisible(true);
    live.follow([a, b]);
    answer(a, 'UPDATING');
    expect(changed).toEqual([]);
    answer(a, 'READY');
    expect(changed).toEqual(['a']);
    expect(live.current(a).member.status).toBe('READY');
    expect(live.current(b)).toBe(b);
  });

  it('are left alone once they are settled, though the list still says otherwise', () => {
    const { live, watched, answer } = harbour();
    const a = ship('a', 'UPDATING');
    live.setVisible(true);
    live.follow([a]);
    answer(a, 'READY');
    live.follow([a]);
    expect(watched.size).toBe(0);
  });

  it('wait for their turn when many are busy', () => {
    const { live, watched, answer } = harbour(2);
    const ships = ['a', 'b', 'c'].map((id) => ship(id, 'UPDATING'));
    live.setVisible(true);
    live.follow(ships);
    expect([...watched.keys()]).toEqual(['a', 'b']);
    answer(ship('a', 'UPDATING'), 'READY');
    expect([...watched.keys()]).toEqual(['b', 'c']);
  });

  it('are forgotten when their list is read again', () => {
    const { live, watched } = harbour();
    const a = ship('a', 'UPDATING');
    live.setVisible(true);
    live.follow([a]);
    live.forget(a.id.slice(0, -1));
    expect(watched.size).toBe(0);
    expect(live.current(a)).toBe(a);
  });
});
