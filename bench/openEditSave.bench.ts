import { buildTestSandbox } from '../scripts/bundles.js';
import { startSandboxProcess, type SandboxProcess } from '../scripts/sandboxProcess.js';
import { ApiClient } from '../src/api/apiClient.js';
import { endpointOf } from '../src/api/endpoints.js';
import { sandboxControl } from '../src/sandbox/testing/controlClient.js';
import type { BenchResult, Goal } from './benchResult.js';
import { loadEditor } from './documents/loadEditor.js';
import { percentile } from './percentile.js';

/** How long does it take to open a spec, change a field and save it, against the same GET and PUT by undici alone? */
export const name = 'open-edit-save';
export const goal: Goal = { ratio: 1.1 };

const LIST = '/managedPlatform/project';

export async function run(): Promise<BenchResult> {
  await buildTestSandbox();
  const { openEditSave } = await loadEditor();
  const sandbox = await startSandboxProcess(['--resources', '3']);
  try {
    // Otherwise a save would have to wait for the tasks of the one before it.
    await sandboxControl(sandbox.control).conduct({
      whileBusy: 'queued',
      movesChecksums: false,
    });
    const { ours, bare } = await openEditSave(sandbox, await twoResources(sandbox));
    return {
      ours: { value: percentile(ours, 50), unit: 'ms' },
      peer: { name: 'undici', value: percentile(bare, 50), unit: 'ms' },
    };
  } finally {
    await sandbox.stop();
  }
}

async function twoResources({ api, credentials }: SandboxProcess): Promise<[string, string]> {
  const client = new ApiClient({
    account: {
      id: 'bench',
      label: 'bench',
      endpoint: endpointOf(new URL(api).origin),
      credential: 'signature',
    },
    schemaVersion: () => undefined,
    credential: () => Promise.resolve({ kind: 'signature', ...credentials }),
  });
  const { items } = await client.page({ path: LIST });
  await client.close();
  const [first, second] = (items as readonly { readonly id: string }[]).map(({ id }) => `${LIST}/${id}`);
  if (first === undefined || second === undefined) throw new Error('the sandbox has too few resources');
  return [first, second];
}
