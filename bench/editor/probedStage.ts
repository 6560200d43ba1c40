import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStage, type Stage } from '../../test/support/stage.js';
import { packProbes, type Peer } from './packProbe.js';

/** A stage with an extension in its extension host that answers the questions of `probe.ts`. */
export interface ProbedStage extends Stage {
  /** Asks the probe of the window that was opened last. Gives a number. */
  ask(question: string): Promise<number>;
  /** Opens the window anew, with an extension host of its own. */
  reload(): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Opens a stage whose sandbox lists so many resources, with some peers; what runs on it is measured, so nothing else is to run. */
export async function openProbedStage(resources: number, peers: readonly Peer[] = []): Promise<ProbedStage> {
  const folder = await mkdtemp(join(tmpdir(), 'ovhapi-probe-'));
  const file = join(folder, 'address');
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const stage = await openStage({
    sandbox: ['--resources', String(resources)],
    extensions: await packProbes(folder, peers),
    env: { OVHAPI_PROBE_FILE: file },
  }).catch(async (failure: unknown) => {
    await removeFolder();
    throw failure;
  });
  const ask = async (question: string): Promise<number> => {
    const response = await fetch(`${await addressIn(file)}${question}`, { method: 'POST' });
    const text = await response.text();
    if (!response.ok) throw new Error(`The probe said: ${text}`);
    return Number(text);
  };
  return {
    ...stage,
    ask,
    reload: async () => {
      await rm(file, { force: true });
      await stage.page.reload();
      await stage.page.locator('.monaco-workbench .statusbar-item').first().waitFor();
    },
    close: async () => {
      await stage.close();
      await removeFolder();
    },
  };
}

/** Waits for the probe to say where it listens. */
async function addressIn(file: string): Promise<string> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return text;
    if (Date.now() > end) throw new Error('The probe did not say where it listens.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
