import { describe, expect, it } from 'vitest';
import { CollectionReading } from '../../../src/editor/panel/collectionReading.js';
import { collectionView, needsLook } from '../../../src/editor/panel/collectionView.js';
import { DrawnRows } from '../../../src/editor/panel/drawnRows.js';
import { addressKey, type ResourceAddress } from '../../../src/resource/address.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import { readMember } from '../../../src/resource/tree/member.js';
import type { ItemNode } from '../../../src/resource/tree/nodes.js';
import { ResourceWatcher } from '../../../src/resource/watch.js';
import { english } from '../../support/panelHarness/english.js';
import { itemKind } from '../editor/explorer/items.js';
import { snapshot, task } from '../resource/readings.js';

const addressOf = (id: string): ResourceAddress => ({ account: 'me', segments: ['s', 'thing', id] });

function node(id: string, resourceStatus: string): ItemNode {
  const address = addressOf(id);
  const member = readMember(
    { id, name: `the ${id}`, resourceStatus, targetSpec: {}, currentState: {} },
    { kind: 'resource', identifier: 'id' },
  );
  const item = itemKind({ path: '/s/thing/{id}', name: '{id}', parameter: 'id' });
  return { kind: 'item', id: addressKey(address), item, address, member };
}

function reading(id: string, resourceStatus: string, tasks: readonly object[] = []): ResourceSnapshot {
  return {
    ...snapshot(
      { id, name: `the ${id}`, resourceStatus, targetSpec: {}, currentState: {} },
      { tasks: tasks.map((one) => task({ ...one })), events: [] },
    ),
    address: addressOf(id),
  };
}

/** Resources of which a test says when they are read. */
function cloud() {
  const asked: string[] = [];
  const answers = new Map<string, (reading: ResourceSnapshot | Error) => void>();
  const waiting: (() => void)[] = [];
  const watcher = new ResourceWatcher({
    after: (_, run) => {
      waiting.push(run);
      return () => void waiting.splice(waiting.indexOf(run), 1);
    },
    read: (address) => {
      const id = address.segments.at(-1)!;
      asked.push(id);
      return new Promise((resolve, reject) => {
        answers.set(id, (one) => {
          if (one instanceof Error) reject(one);
          else resolve(one);
        });
      });
    },
  });
  let changes = 0;
  const collection = new CollectionReading({
    watcher,
    describeFailure: ({ message }) => ({ message, actions: [] }),
    onDidChange: () => (changes += 1),
  });
  const answer = async (id: string, one: ResourceSnapshot | Error): Promise<void> => {
    answers.get(id)!(one);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { asked, waiting, collection, answer, changes: () => changes };
}

const many = ['a', 'b', 'c', 'd', 'e', 'f'];
const converging = (id: string): ItemNode => node(id, 'UPDATING');

describe('reading several resources', () => {
  it('reads four at a time, each once, and says how far it is', async () => {
    const { asked, collection, answer } = cloud();
    collection.read(many.map(converging));
    collection.read(many.map(converging));
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    expect(collection.progress).toEqual({ done: 0, of: 6 });
    await answer('b', reading('b', 'READY'));
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(collection.progress).toEqual({ done: 1, of: 6 });
    for (const id of ['a', 'c', 'd', 'e', 'f']) await answer(id, reading(id, 'READY'));
    expect([asked, collection.progress]).toEqual([many, undefined]);
  });

  it('can be stopped: what was read stays, and the others can be read later', async () => {
    const { asked, collection, answer } = cloud();
    collection.read(many.map(converging));
    await answer('a', reading('a', 'READY'));
    collection.stop();
    expect(collection.progress).toBeUndefined();
    expect(collection.stateOf(addressOf('a'))?.reading?.status).toBe('READY');
    expect(asked).toHaveLength(5);
    collection.read(many.map(converging));
    expect(asked).toHaveLength(9);
  });

  it('follows what the cloud is working on until it is ready, and nothing while the panel is hidden', async () => {
    const { waiting, collection, answer } = cloud();
    collection.read([converging('a'), converging('b')]);
    await answer('a', reading('a', 'UPDATING'));
    await answer('b', reading('b', 'READY'));
    expect(waiting).toHaveLength(1);
    collection.setVisible(false);
    expect(waiting).toHaveLength(0);
    collection.setVisible(true);
    await answer('a', reading('a', 'READY'));
    expect(collection.stateOf(addressOf('a'))?.reading?.status).toBe('READY');
    expect(waiting).toHaveLength(0);
  });

  it('begins nothing while the panel is hidden', () => {
    const { asked, collection } = cloud();
    collection.setVisible(false);
    collection.read([converging('a')]);
    expect(asked).toEqual([]);
    collection.setVisible(true);
    expect(asked).toEqual(['a']);
  });

  it('keeps why a resource could not be read, and continues with the next one', async () => {
    const { asked, collection, answer } = cloud();
    collection.read(many.map(converging));
    await answer('a', new Error('no network'));
    expect(collection.stateOf(addressOf('a'))?.failure?.message).toBe('no network');
    expect(asked).toContain('e');
  });
});

describe('the timeline of several resources', () => {
  const items = [node('a', 'UPDATING'), node('b', 'READY'), node('c', 'ERROR')];
  const facts = async (read: readonly ResourceSnapshot[]) => {
    const { collection, answer } = cloud();
    collection.read(items);
    for (const one of read) await answer(one.address.segments.at(-1)!, one);
    return {
      ...{
        row: 'me/s/thing/',
        lists: [],
        title: 'thing',
        place: 'Home',
        items,
        unfinished: [],
        locale: 'en',
        progress: undefined,
      },
      stateOf: (address: ResourceAddress) => collection.stateOf(address),
    };
  };

  it('shows what is converging, failed or waiting, and how many others there are', async () => {
    const view = collectionView(await facts([]), english, new DrawnRows());
    expect(view.summary).toBe('Loaded resources that are converging, failed or waiting: 2 of 3');
    expect(view.timeline.rows.map(({ title, status }) => [title, status])).toEqual([
      ['the a', 'being updated'],
      ['the c', 'in error'],
    ]);
    expect(view.others).toBe('Also Read Those Up to Date (1)');
  });

  it('has the entries of each resource below its own row, that of the newest entry first', async () => {
    const a = reading('a', 'UPDATING', [
      { id: '1', type: 'resize', status: 'RUNNING', startedAt: '2024-01-01T10:00:00Z' },
      { id: '2', type: 'create', status: 'DONE', startedAt: '2024-01-01T09:00:00Z' },
    ]);
    const c = reading('c', 'ERROR', [
      { id: '1', type: 'move', status: 'ERROR', startedAt: '2024-01-01T09:30:00Z' },
    ]);
    const view = collectionView(await facts([a, c]), english, new DrawnRows());
    const inOrder = view.timeline.rows.toSorted((x, y) => y.beganAt - x.beganAt || x.place - y.place);
    expect(inOrder.map(({ kind, title, thread }) => [kind, title, thread.slice(-1)])).toEqual([
      ['resource', 'the a', 'a'],
      ['task', 'resize', 'a'],
      ['task', 'create', 'a'],
      ['resource', 'the c', 'c'],
      ['task', 'move', 'c'],
    ]);
    expect(new Set(view.timeline.rows.map(({ key }) => key)).size).toBe(5);
  });

  it('has the newest 20 entries of a resource: its own panel has all', async () => {
    const tasks = Array.from({ length: 25 }, (_, at) => ({ id: String(at), type: `task ${String(at)}` }));
    const view = collectionView(await facts([reading('a', 'UPDATING', tasks)]), english, new DrawnRows());
    const shown = view.timeline.rows.flatMap(({ kind, title }) => (kind === 'task' ? [title] : []));
    expect(shown).toEqual(tasks.slice(0, 20).map(({ type }) => type));
  });

  it('sends nothing when nothing has changed', async () => {
    const drawn = new DrawnRows();
    const known = await facts([reading('a', 'UPDATING', [{ id: '1', status: 'RUNNING' }])]);
    drawn.unsent(collectionView(known, english, drawn).timeline);
    expect(drawn.unsent(collectionView(known, english, drawn).timeline)).toMatchObject({
      rows: [],
      gone: [],
    });
  });

  it('says what is not loaded, what could not be read, and how far the reading is', async () => {
    const view = collectionView(
      { ...(await facts([])), unfinished: ['cluster'], progress: { done: 1, of: 3 } },
      english,
      new DrawnRows(),
    );
    expect([view.more, view.progress?.text, view.others]).toEqual([
      'More resources can be loaded: cluster',
      'Resources read: 1 of 3',
      undefined,
    ]);
  });

  it('takes a resource that was read for what it is now, whatever its list said', async () => {
    const [a] = items;
    const { stateOf } = await facts([reading('a', 'READY')]);
    expect([needsLook(a!, undefined), needsLook(a!, stateOf(a!.address))]).toEqual([true, false]);
  });
});
