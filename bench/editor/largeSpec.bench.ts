import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anotherClient, changeSpec } from '../../test/support/anotherClient.js';
import type { BenchResult, Goal } from '../benchResult.js';
import { median } from '../medianMs.js';
import { paintedAfter } from './painting.js';
import { openProbedStage } from './probedStage.js';

/**
 * In a real window: a spec of 5 MB, from the click on its row until its first lines are painted. The peer is a small one. A file of the same
 * text, which VS Code opens from the disk by itself, is measured beside it: nothing that is as long can be there earlier.
 */
export const name = 'editor-large-spec';
export const goal: Goal = { ours: 1_000 };

const ROUNDS = 5;
const FILE = 'on-the-disk.json';
const LABELS = Object.fromEntries(
  Array.from({ length: 70_000 }, (_, at) => [`label-${String(at)}`, 'x'.repeat(60)]),
);
/** The document in front shows fields of a spec. */
const LINES = `[...document.querySelectorAll('.editor-instance .view-line')].some((line) => /"[a-z]/.test(line.textContent))`;

export async function run(): Promise<BenchResult> {
  const stage = await openProbedStage(1);
  try {
    await stage.workbench.showContainer('OVHcloud API');
    const tree = stage.workbench.tree('Resources');
    const row = await tree.firstResource('/managedPlatform', 'project', 'cluster');
    const spec = stage.workbench.textEditor(/\.json/);
    const openRow = (): Promise<void> => tree.open(row);
    const opened = async (press = openRow): Promise<number> => {
      const ms = await paintedAfter(stage.page, press, LINES);
      await spec.waitFor();
      return ms;
    };
    const openings = async (press = openRow): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        times.push(await opened(press));
        await spec.close();
      }
      return median(times);
    };
    await opened();
    const path = await spec.resourcePath();
    await spec.close();
    const small = await openings();
    const another = anotherClient(stage.sandbox);
    await changeSpec(another, path, { labels: LABELS });
    await another.close();
    const large = await openings();
    await writeFile(join(stage.workspace, FILE), JSON.stringify({ labels: LABELS }, undefined, 2));
    await stage.workbench.runCommand('View: Show Explorer');
    const file = stage.page.locator('.explorer-folders-view .monaco-list-row', { hasText: FILE });
    await file.waitFor();
    return {
      ours: { value: large, unit: 'ms' },
      peer: { name: 'a small spec', value: small, unit: 'ms' },
      others: [{ name: 'a file on the disk', value: await openings(() => file.click()), unit: 'ms' }],
    };
  } finally {
    await stage.close();
  }
}
