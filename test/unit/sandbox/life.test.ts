import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { signed } from './caller.js';
import { documentsFolder } from './documentSchemas.js';

const LIST = '/managedPlatform/project';
const documents = [join(documentsFolder, 'managedPlatform-1.0.yaml')];
const root = join(import.meta.dirname, '../../..');

/** What keeps a process alive, by kind. */
function held(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => /TCP|Timeout|Immediate/.test(kind))
    .sort();
}

/** Sockets say that they are closed one turn after they were. */
async function settled(): Promise<readonly string[]> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return held().filter((kind) => kind !== 'Immediate');
}

describe('a sandbox', () => {
  it('leaves nothing behind when it stops, twenty times', async () => {
    const before = await settled();
    const sandboxes = await Promise.all(
      Array.from({ length: 20 }, () => startSandbox({ resources: 5, documents })),
    );
    for (const sandbox of sandboxes) {
      await signed(sandbox, LIST);
      await sandbox.client.requests();
      const [first] = (await signed(sandbox, LIST)).json() as readonly { readonly id: string }[];
      await sandbox.client.changeResource(`${LIST}/${first?.id ?? ''}`, { description: 'busy' });
    }
    expect(held().length).toBeGreaterThanOrEqual(before.length + 40);
    await Promise.all(sandboxes.map((sandbox) => sandbox.stop()));
    // The runner's own timers come and go.
    const count = (kinds: readonly string[]): number => kinds.filter((kind) => kind === 'Timeout').length;
    const after = await settled();
    expect(after.filter((kind) => kind !== 'Timeout')).toEqual(before.filter((kind) => kind !== 'Timeout'));
    expect(count(after)).toBeLessThanOrEqual(count(before));
  }, 30_000);

  it('stops at once while an answer is late, and may be stopped twice', async () => {
    const sandbox = await startSandbox({ resources: 5 });
    await sandbox.client.inject({ effect: { kind: 'latency', ms: 60_000 } });
    const waiting = signed(sandbox, LIST).catch(() => 'ended');
    const timers = (): number => held().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    await expect.poll(async () => (await sandbox.client.requests(), timers())).toBeGreaterThan(before);
    const late = timers();
    await sandbox.stop();
    await sandbox.stop();
    expect(await waiting).toBe('ended');
    expect(timers()).toBeLessThan(late);
  });

  it('is one of many, each with its own world', async () => {
    const [one, other] = await Promise.all([startSandbox({ seed: 1 }), startSandbox({ seed: 2 })]);
    try {
      const [mine, its] = await Promise.all([signed(one, LIST), signed(other, LIST)]);
      expect(mine.text).not.toBe(its.text);
      expect(one.credentials).not.toEqual(other.credentials);
    } finally {
      await Promise.all([one.stop(), other.stop()]);
    }
  });

  it('as a program says where it is in its first line, and ends in order when it is told to', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/cli.ts', '--resources', '5'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const lines = createInterface({ input: child.stdout });
    const line = await new Promise<string>((resolve) => lines.once('line', resolve));
    const said: unknown = JSON.parse(line);
    expect(said).toMatchObject({
      api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v2$/) as unknown,
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown,
      credentials: { applicationKey: expect.any(String) as unknown },
      serviceAccount: { clientId: expect.any(String) as unknown },
    });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 30_000);
});
