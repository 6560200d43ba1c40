import { UnfinishedWork } from '../../../../src/editor/connections/unfinishedWork.js';
import { NO_FILE } from '../fakeContext.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Api, ApiRequest } from '../../../../src/api/api.js';
import { BulkEdits, type BulkRow } from '../../../../src/editor/bulkEdit/bulkEdits.js';
import { BulkReports, summaryText } from '../../../../src/editor/bulkEdit/bulkReport.js';
import type { BulkScope } from '../../../../src/editor/bulkEdit/bulkScope.js';
import { sideText, sideUri } from '../../../../src/editor/bulkEdit/bulkSides.js';
import { BulkTree, type GroupNode } from '../../../../src/editor/bulkEdit/bulkTree.js';
import { rowWords } from '../../../../src/editor/bulkEdit/rowWords.js';
import type { SpecEdit } from '../../../../src/resource/editSpec.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, envelopeModels, listOf, model, operation } from '../../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import { clearScreen, screen } from '../fakeVscode.js';
import { readingWatcher } from '../readingWatcher.js';

const catalogue = readCatalogue(
  '/s',
  document(
    {
      '/s/thing': { get: operation({ answer: listOf(model('thing.Thing')) }) },
      '/s/thing/{id}': {
        get: operation({ answer: model('thing.Thing') }),
        put: operation({ body: model('thing.Update'), answer: model('thing.Thing') }),
      },
    },
    {
      ...envelopeModels,
      'thing.Spec': {
        type: 'object',
        properties: {
          name: { type: 'string' },
          size: { type: 'integer' },
          password: { type: 'string', format: 'password' },
        },
      },
    },
  ),
);
const item = catalogue.collections[0]!.item!;
const never = (): AbortSignal => new AbortController().signal;
const quiet = (): void => undefined;
const set = (name: string, json: string): SpecEdit => ({
  steps: [{ kind: 'field', name }],
  change: { kind: 'set', json },
});

interface Thing {
  spec: Record<string, unknown>;
  status?: string;
  checksum: number;
}

/** A cloud of things, each with a checksum that every change moves; `refuse` answers a PUT in its place. */
function cloud(things: Record<string, Thing>): {
  readonly api: ReturnType<typeof fakeApi>;
  refuse: ((id: string) => FakeAnswer | undefined) | undefined;
  readonly puts: () => readonly string[];
} {
  const self = {
    refuse: undefined as ((id: string) => FakeAnswer | undefined) | undefined,
    api: fakeApi(({ method, path, body }: ApiRequest): FakeAnswer => {
      const id = path.split('/').at(-1)!;
      const thing = things[id];
      if (!thing) return { status: 404, body: { message: 'gone' } };
      if (method === 'PUT') {
        const refused = self.refuse?.(id);
        if (refused) return refused;
        const sent = JSON.parse(body!) as { checksum: string; targetSpec: Record<string, unknown> };
        if (sent.checksum !== String(thing.checksum)) return { status: 409, body: { message: 'checksum' } };
        thing.spec = sent.targetSpec;
        thing.checksum += 1;
      }
      const { spec, status = 'READY', checksum } = thing;
      return { body: { id, resourceStatus: status, checksum: String(checksum), targetSpec: spec } };
    }),
    puts: () =>
      self.api.asked.filter(({ method }) => method === 'PUT').map(({ path }) => path.split('/').at(-1)!),
  };
  return self;
}

const things = (): Record<string, Thing> => ({
  a: { spec: { name: 'one', password: 'old-secret' }, checksum: 1 },
  b: { spec: { name: 'two' }, checksum: 1 },
  c: { spec: { name: 'three' }, checksum: 1 },
  busy: { spec: { name: 'four' }, checksum: 1, status: 'UPDATING' },
  odd: { spec: { name: 'five' }, checksum: 1, status: 'ERROR' },
  same: { spec: { name: 'new' }, checksum: 1 },
});

let api: Api;
let edits: BulkEdits;

async function shown(
  world: Pick<ReturnType<typeof cloud>, 'api'>,
  ids: readonly string[],
  edit: SpecEdit,
): Promise<readonly BulkRow[]> {
  ({ api } = world);
  const targets = ids.map((id) => ({
    address: { account: 'me', segments: ['s', 'thing', id] },
    item,
    label: id,
  }));
  const connection = { account: api.account, api, schemas: {} as never };
  const scope: BulkScope = { connection, item, schema: {}, targets, title: 'thing' };
  const rows = await edits.read(scope, never(), quiet);
  await edits.show(scope, edit, { rows, problemsOf: () => Promise.resolve([]) });
  return edits.prepared!.rows;
}

const row = (id: string): BulkRow => edits.prepared!.rows.find(({ target }) => target.label === id)!;

beforeEach(() => {
  clearScreen();
  edits = new BulkEdits({
    unfinished: new UnfinishedWork(NO_FILE, () => undefined),
    watcher: readingWatcher(() => api, item),
    note: (failure) => (failure as Error).message,
    onRead: quiet,
  });
});

describe('the matrix of a bulk edit', () => {
  it('has each resource in its group, and selects those that can be changed', async () => {
    await shown(cloud(things()), ['a', 'busy', 'odd', 'same', 'lost'], set('name', '"new"'));
    const tree = new BulkTree(edits);
    const groups = tree.getChildren() as GroupNode[];
    const ids = groups.map(({ group, rows }) => [group, ...rows.map(({ target }) => target.label)]);
    expect(ids).toEqual([
      ['change', 'a', 'odd'],
      ['cannot', 'busy', 'lost'],
      ['same', 'same'],
    ]);
    expect(edits.pending.map(({ target }) => target.label)).toEqual(['a']);
    expect(rowWords(row('a'))).toBe('"one" → "new"');
    expect(rowWords(row('odd'))).toContain('the API may reject it');
    expect(rowWords(row('busy'))).toContain('busy with an earlier change');
    expect(rowWords(row('lost'))).toBe('gone');
    expect(tree.getTreeItem(row('a')).checkboxState).toMatchObject({ state: 1 });
    expect(tree.getTreeItem(row('busy')).checkboxState).toBeUndefined();
    expect(screen.contexts.get('ovhApi.bulkEditPending')).toBe(true);
  });

  it('gives no secret away: not in its rows, its comparisons or its report', async () => {
    const world = cloud(things());
    await shown(world, ['a'], set('password', '"new-secret"'));
    const texts = [
      rowWords(row('a')),
      summaryText(edits.prepared!),
      sideText(edits, sideUri(row('a'), 'now')),
      sideText(edits, sideUri(row('a'), 'new')),
    ];
    const reports = new BulkReports();
    texts.push(reports.text(reports.add(edits.prepared!))!);
    expect(texts.join('\n')).not.toMatch(/(?:old|new)-secret/);
  });
});

describe('applying a bulk edit', () => {
  it('sends what is ticked, in the order of the rows, each with the checksum of its reading', async () => {
    const world = cloud(things());
    await shown(world, ['a', 'b', 'c', 'same'], set('name', '"new"'));
    edits.choose([row('b')], false);
    const report = await edits.send(never(), quiet);
    expect(report.done.map(({ target }) => target.label)).toEqual(['a', 'c']);
    expect(world.puts()).toEqual(['a', 'c']);
    expect(row('b')).toMatchObject({ state: 'planned', isChosen: false });
    expect(screen.contexts.get('ovhApi.bulkEditPending')).toBe(false);
  });

  it('stops at a resource that another client changed, and continues after a refresh without sending anything twice', async () => {
    const all = things();
    const world = cloud(all);
    await shown(world, ['a', 'b', 'c'], set('name', '"new"'));
    all.b = { spec: { name: 'theirs', size: 7 }, checksum: 5 };
    const report = await edits.send(never(), quiet);
    expect(report.failed).toMatchObject([{ state: 'requestFailed', problem: 'checksum' }]);
    expect([world.puts(), report.unsent.map(({ target }) => target.label)]).toEqual([['a', 'b'], ['c']]);
    expect(edits.pending.map(({ target }) => target.label)).toEqual(['c']);

    await edits.readAgain([row('b')], never(), quiet);
    expect(rowWords(row('b'))).toBe('"theirs" → "new"');
    await edits.send(never(), quiet);
    expect(world.puts()).toEqual(['a', 'b', 'b', 'c']);
    expect(all.b.spec).toEqual({ name: 'new', size: 7 });
  });

  it('says that a change without a usable response may have been applied', async () => {
    const world = cloud(things());
    await shown(world, ['a'], set('name', '"new"'));
    world.refuse = () => ({ status: 500, body: { message: 'broken' } });
    await edits.send(never(), quiet);
    expect(row('a').problem).toBe('broken The change may have been applied anyway.');
  });

  it('is done once at a time, and can’t be chosen from meanwhile', async () => {
    const world = cloud(things());
    await shown(world, ['a', 'b'], set('name', '"new"'));
    const first = edits.send(never(), quiet);
    edits.choose([row('b')], false);
    expect(await edits.send(never(), quiet)).toMatchObject({ done: [] });
    expect((await first).done).toHaveLength(2);
    expect(world.puts()).toEqual(['a', 'b']);
  });
});
