import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTasks } from '../../../src/resource/envelope.js';
import { tasksForPerson } from '../../../src/resource/tasksForPerson.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { signed } from './caller.js';

interface Envelope {
  readonly id: string;
  readonly resourceStatus: string;
  readonly targetSpec: { readonly name: string };
  readonly currentTasks: readonly { readonly type: string; readonly link: string }[];
}

const PROJECTS = '/managedPlatform/project';
const MINUTE = 60_000;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ demo: true, clock: 'manual' });
});
afterAll(() => sandbox.stop());

async function read<Body>(path: string): Promise<Body> {
  return (await signed(sandbox, path)).json() as Body;
}

async function clusters(): Promise<readonly (Envelope & { readonly path: string })[]> {
  const projects = await read<readonly Envelope[]>(PROJECTS);
  const lists = await Promise.all(
    projects.map(async ({ id }) => {
      const path = `${PROJECTS}/${id}/cluster`;
      return (await read<readonly Envelope[]>(path)).map((one) => ({ ...one, path: `${path}/${one.id}` }));
    }),
  );
  return lists.flat();
}

describe('The demo', () => {
  it('begins with several projects that people named, a cluster on its way and one in trouble', async () => {
    const projects = await read<readonly Envelope[]>(PROJECTS);
    expect(projects.length).toBeGreaterThan(5);
    for (const { targetSpec } of projects) expect(targetSpec.name).toMatch(/^[A-Z][a-z]+ /);
    const statuses = (await clusters()).map(({ resourceStatus }) => resourceStatus);
    expect(statuses.filter((one) => one === 'UPDATING')).toHaveLength(1);
    expect(statuses.filter((one) => one === 'ERROR')).toHaveLength(1);
  });

  it('has a failed task that took its time, and names the field of the spec that it failed at', async () => {
    const failed = (await clusters()).find(({ resourceStatus }) => resourceStatus === 'ERROR')!;
    const task = await read<Readonly<Record<string, unknown>>>(failed.currentTasks[0]!.link.slice(3));
    const { startedAt, finishedAt } = task as { readonly startedAt: string; readonly finishedAt: string };
    expect(Date.parse(finishedAt) - Date.parse(startedAt)).toBeGreaterThan(MINUTE);
    const [parsed] = parseTasks([task]);
    const circumstances = { currentTasks: [parsed!], failed: parsed, targetSpec: failed.targetSpec };
    const [stopped] = tasksForPerson([parsed!], circumstances);
    expect(stopped!.field).toBe('nodePools[1].desiredNodes');
  });

  it('has a year of history of one cluster, the newest first and none of it to come', async () => {
    const all = await clusters();
    const billing = all.find(({ targetSpec }) => targetSpec.name === 'billing-prod')!;
    const ages = async (list: string, field: string): Promise<readonly number[]> => {
      const found: Record<string, string>[] = [];
      let cursor: string | undefined;
      do {
        const headers = { 'X-Pagination-Size': '1000', ...(cursor ? { 'X-Pagination-Cursor': cursor } : {}) };
        const response = await signed(sandbox, `${billing.path}/${list}`, { headers });
        found.push(...(response.json() as Record<string, string>[]));
        cursor = [response.headers['x-pagination-cursor-next']].flat()[0];
      } while (cursor);
      return found.map((one) => (Date.now() - Date.parse(one[field]!)) / 86_400_000);
    };
    const tasks = await ages('task', 'startedAt');
    expect(tasks.length).toBeGreaterThan(150);
    expect(tasks.slice(0, -1)).toEqual(tasks.slice(0, -1).sort((a, b) => a - b));
    expect(tasks[0]).toBeGreaterThan(0);
    expect(tasks.at(-2)).toBeGreaterThan(330);
    expect((await ages('event', 'createdAt')).length).toBeGreaterThan(300);
  });

  it('changes over time: pending tasks end, and maintenance begins, is announced and ends', async () => {
    const seen = new Map<string, string>();
    for (let step = 0; step < 40; step += 1) {
      await sandbox.client.step(MINUTE / 4);
      for (const { path, currentTasks } of await clusters()) {
        if (currentTasks[0]?.type.endsWith('Maintenance')) seen.set(path, currentTasks[0].link);
      }
    }
    expect(seen.size).toBeGreaterThan(1);
    const [[path, link]] = [...seen] as [[string, string]];
    expect(await read(link.replace('/v2', ''))).toMatchObject({ status: 'DONE', link: `/v2${path}` });
    const events = await read<readonly { readonly message: string }[]>(`${path}/event`);
    expect(events.some(({ message }) => message.includes('Maintenance'))).toBe(true);
    // Whoever is in trouble waits for the customer.
    expect((await clusters()).filter(({ resourceStatus }) => resourceStatus === 'ERROR')).toHaveLength(1);
  });
});
