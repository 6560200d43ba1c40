import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ApiClient } from '../src/api/apiClient.js';
import { endpointOf } from '../src/api/endpoints.js';
import { memberNode, sectionChildren, type CollectionNode } from '../src/resource/tree/nodes.js';
import { Pages, type ReadPage } from '../src/resource/pages.js';
import { startSandbox } from '../src/sandbox/sandbox.js';
import { SchemaSource } from '../src/schema/schemaSource.js';

const PAGE_SIZE = 50;
const NEXT_PAGES = 50;
const ROUNDS = 20;

/** What a person waits for, in milliseconds, and what it costs to keep. */
export interface TreeTimes {
  /** From the expansion of a collection to the rows of its first page. */
  readonly firstMs: number;
  /** From a press on "Load more" to the rows of all pages so far; the median of the second to the fifty-first. */
  readonly nextMs: number;
  /** Heap in bytes after fifty pages, less what was there before. */
  readonly heapBytes: number;
}

/** As `readTree`, of a short list and a long one, once everything is warm. */
export async function readBoth(
  few: number,
  many: number,
): Promise<{ readonly few: TreeTimes; readonly many: TreeTimes }> {
  await readTree(few);
  return { many: await readTree(many), few: await readTree(few) };
}

/** Expands a collection of so many resources and pages through it, as the tree does, on a sandbox of this process. */
async function readTree(resources: number): Promise<TreeTimes> {
  const sandbox = await startSandbox({ resources });
  const client = new ApiClient({
    account: {
      id: 'bench',
      label: 'bench',
      endpoint: endpointOf(new URL(sandbox.api).origin),
      credential: 'signature',
    },
    schemaVersion: () => undefined,
    credential: () => Promise.resolve({ kind: 'signature', ...sandbox.credentials }),
  });
  try {
    const schemas = new SchemaSource({ api: client, version: () => undefined });
    const node = await longCollection(schemas);
    const path = `/${node.address.segments.join('/')}`;
    const read: ReadPage = (cursor, signal) =>
      client.page({ path, size: PAGE_SIZE, cursor, signal, priority: 'tree' });
    const rows = (items: readonly unknown[]): number =>
      new Map(items.map((raw, index) => memberNode(node, raw, index)).map((row) => [row.id, row])).size;
    const first: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      first.push(await timed(async () => rows((await new Pages().first(node.id, read)).items)));
    }
    const pages = new Pages();
    await pages.first(node.id, read);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const next: number[] = [];
    for (let page = 0; page < NEXT_PAGES; page += 1) {
      next.push(await timed(async () => rows((await pages.more(node.id, read)).items)));
    }
    collectGarbage();
    const heapBytes = process.memoryUsage().heapUsed - before;
    // Used once more, so that it is there while it is measured.
    if (!pages.shown(node.id)) throw new Error('the pages are gone');
    return { firstMs: median(first), nextMs: median(next), heapBytes };
  } finally {
    await client.close();
    await sandbox.stop();
  }
}

/** The first collection of the first section that needs no identifier. */
async function longCollection(schemas: SchemaSource): Promise<CollectionNode> {
  for (const { path } of await schemas.sections()) {
    const { catalogue } = await schemas.section(path);
    const found = sectionChildren('bench', catalogue, () => true).find(
      (node) =>
        node.kind === 'collection' && node.collection.item !== undefined && node.collection.list.isPaged,
    );
    if (found?.kind === 'collection') return found;
  }
  throw new Error('the sandbox has no collection');
}

/** Only what is still needed counts. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
}
