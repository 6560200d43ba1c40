import { buildTestSandbox } from '../scripts/bundles.js';
import { startSandboxProcess } from '../scripts/sandboxProcess.js';
import type { BenchResult, Goal } from './benchResult.js';
import { loadEditor } from './documents/loadEditor.js';
import { percentile } from './percentile.js';

/** How long does it take to open a spec, change a field and save it, against the same GET and PUT by undici alone? */
export const name = 'open-edit-save';
export const goal: Goal = { ratio: 1.1 };

export async function run(): Promise<BenchResult> {
  await buildTestSandbox();
  const { openEditSave } = await loadEditor();
  const sandbox = await startSandboxProcess(['--resources', '3']);
  try {
    const { ours, bare, careful } = await openEditSave(sandbox);
    return {
      ours: { value: percentile(ours, 50), unit: 'ms' },
      peer: { name: 'undici', value: percentile(bare, 50), unit: 'ms' },
      others: [{ name: 'undici and the fewest checks', value: percentile(careful, 50), unit: 'ms' }],
    };
  } finally {
    await sandbox.stop();
  }
}
