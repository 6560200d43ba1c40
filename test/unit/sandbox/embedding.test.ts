import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { patternOf } from '../../../src/sandbox/access/authority.js';
import { signed } from './caller.js';

/** What keeps the process from ending: sockets, servers, timers. */
function handles(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => /TCP|Timeout|Immediate/.test(kind))
    .sort();
}

function added(before: readonly string[], now: readonly string[]): readonly string[] {
  const rest = [...before];
  return now.filter((kind) => {
    const at = rest.indexOf(kind);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

describe('A sandbox in a test', () => {
  it('leaves nothing behind, whatever was going on in it', async () => {
    const before = handles();
    const sandboxes = await Promise.all(
      [1, 2, 3].map((seed) => startSandbox({ seed, demo: true, resources: 5 })),
    );
    for (const sandbox of sandboxes) {
      await sandbox.client.inject({ path: '/v2/access/policy', effect: { kind: 'latency', ms: 60_000 } });
      signed(sandbox, '/access/policy').catch(() => undefined);
      expect((await signed(sandbox, '/managedPlatform/project')).status).toBe(200);
    }
    await Promise.all(sandboxes.map((sandbox) => sandbox.stop()));
    // Sockets tell of their end on a later turn, those of earlier tests too.
    await expect.poll(() => added(before, handles()), { timeout: 200_000, interval: 10 }).toEqual([]);
  });

  it('runs beside others without shared state', async () => {
    const [one, other] = await Promise.all([startSandbox({ resources: 3 }), startSandbox({ resources: 3 })]);
    const list = async (sandbox: typeof one): Promise<readonly { readonly id: string }[]> =>
      (await signed(sandbox, '/access/resourceGroup')).json() as readonly { readonly id: string }[];
    const [first] = await list(one);
    const gone = await signed(one, `/access/resourceGroup/${first!.id}`, { method: 'DELETE' });
    expect(gone.status).toBeLessThan(300);
    expect([(await list(one)).length, (await list(other)).length]).toEqual([2, 3]);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('is there at once however much it holds, since nothing is made before it is requested', async () => {
    const cpuMs = async (resources: number): Promise<number> => {
      const begun = process.cpuUsage();
      const sandbox = await startSandbox({ resources });
      expect((await signed(sandbox, '/managedPlatform/project')).json()).toHaveLength(50);
      await sandbox.stop();
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1_000;
    };
    await cpuMs(50);
    const few = await cpuMs(50);
    // Two thousand times as many; had each to be made, it would take a hundred times as long.
    expect(await cpuMs(100_000)).toBeLessThan(10 * few + 200);
  });

  it('may be stopped twice, and gives its port back', async () => {
    const sandbox = await startSandbox({ resources: 1 });
    const port = Number(new URL(sandbox.api).port);
    await Promise.all([sandbox.stop(), sandbox.stop()]);
    await startSandbox({ resources: 1, port }).then((again) => again.stop());
  });

  it('says when its port is in use, and leaves nothing open', async () => {
    const sandbox = await startSandbox({ resources: 1 });
    const port = Number(new URL(sandbox.api).port);
    await expect(startSandbox({ resources: 1, port })).rejects.toThrow('EADDRINUSE');
    await sandbox.stop();
  });

  it('gives identifiers that are hostile to who builds paths of them, and lead where they say', async () => {
    const documents = [new URL('fixtures/dedicatedServer.yaml', import.meta.url).pathname];
    const sandbox = await startSandbox({ documents, resources: 12, hostileIdentifiers: true });
    const names = (await signed(sandbox, '/dedicated/server')).json() as readonly string[];
    expect(names.some((name) => name.includes('../')) && names.some((name) => name.includes('<'))).toBe(true);
    for (const name of names) {
      const path = `/dedicated/server/${encodeURIComponent(name)}`;
      expect((await signed(sandbox, path)).json()).toMatchObject({ name });
    }
    await sandbox.stop();
  });
});

describe('A path pattern', () => {
  it('takes stars for anything, braces for one segment, and everything else as it is', () => {
    expect(patternOf('/v2/a.b/*').test('/v2/a.b/c/d')).toBe(true);
    expect(patternOf('/v2/a.b/*').test('/v2/aXb/c')).toBe(false);
    expect(patternOf('/v2/{id}/x').test('/v2/1/x')).toBe(true);
    expect(patternOf('/v2/{id}/x').test('/v2/1/2/x')).toBe(false);
  });
});
