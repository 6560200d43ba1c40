import { Agent } from 'node:http';
import { documentFiles, readSections } from '../src/sandbox/sections/editions.js';
import { walk } from '../src/sandbox/testing/walk.js';
import type { BenchResult } from './benchResult.js';
import { MANY, peakMegabytes, readPage, startLoaded } from './sandboxLoad.js';

/** How much memory does the sandbox hold at most while all routes are walked and 100,000 resources are read by pages of 100? */
export const name = 'sandbox-memory';

export async function run(): Promise<BenchResult> {
  const { sandbox } = await startLoaded();
  const agent = new Agent({ keepAlive: true });
  const documents = documentFiles(new URL('../src/sandbox/documents', import.meta.url).pathname);
  await walk({ ...sandbox, sections: readSections(documents), now: Date.now });
  let [cursor, pages]: [string | undefined, number] = [undefined, 0];
  do {
    cursor = (await readPage(sandbox, agent, cursor)).next;
    pages += 1;
  } while (cursor !== undefined);
  if (pages !== MANY / 100) throw new Error(`There were ${pages} pages`);
  const peak = peakMegabytes(sandbox.pid);
  agent.destroy();
  await sandbox.stop();
  return { ours: { value: peak, unit: 'MB' }, peer: { name: 'goal', value: 400, unit: 'MB' } };
}
