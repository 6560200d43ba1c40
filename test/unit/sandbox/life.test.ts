import { describe, expect, it } from 'vitest';
import type { Customs } from '../../../src/sandbox/customs.js';
import { changeByAnother } from '../../../src/sandbox/operations/writes.js';
import { groundOf, type Fields, type Ground } from './ground.js';

const machines = '/odd/machine';
const spec = { name: 'one', size: 2, level: 'LOW', disks: [{ gb: 10 }] };

interface Machine {
  readonly ground: Ground;
  readonly path: string;
  state(): string;
  now(): Fields;
  tasks(): readonly Fields[];
  events(): readonly unknown[];
  put(targetSpec: Fields, checksum?: string): Fields;
}

function machine(customs: Partial<Customs> = {}): Machine {
  const ground = groundOf('odd.yaml');
  Object.assign(ground.world.customs, customs);
  const path = `${machines}/${String(ground.list(machines)[0]!.machineId)}`;
  return {
    ground,
    path,
    state: () => String(ground.read(path).resourceStatus),
    now: () => ground.read(path).currentState as Fields,
    tasks: () => ground.list(`${path}/work`),
    events: () => ground.list(`${path}/diary`).map(({ type }) => type),
    put: (targetSpec, checksum) =>
      ground.call('PUT', path, { body: { ...(checksum === undefined ? {} : { checksum }), targetSpec } })
        .body as Fields,
  };
}

describe('A resource that was not changed', () => {
  it('is as requested, and was created once', () => {
    const { ground, path, state, tasks, events } = machine();
    const { targetSpec, currentState, currentTasks } = ground.read(path) as Record<string, Fields>;
    expect(state()).toBe('READY');
    expect(currentState).toMatchObject(targetSpec!);
    expect(currentTasks).toEqual([]);
    expect(tasks()).toMatchObject([{ status: 'DONE', type: 'machineCreate' }]);
    expect(events()).toEqual(['TaskSuccess', 'TaskStart']);
  });

  it('is the same in its list as on its own', () => {
    const { ground, path } = machine();
    expect(ground.list(machines)[0]).toEqual(ground.read(path));
  });

  it('is the same for the same seed, and another for another one', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => JSON.stringify(groundOf('odd.yaml', { seed }).list(machines)));
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });
});

describe('A change of the target spec', () => {
  it('runs a task through its steps, and what is follows step by step', () => {
    const { ground, path, put, state, now, tasks, events } = machine({ outOfSync: 'never' });
    const { clock } = ground.world;
    put({ name: 'before', size: 1, level: 'HIGH', disks: [] });
    clock.step(60_000);
    expect(state()).toBe('READY');

    const answer = put(spec);
    expect(answer).toMatchObject({ resourceStatus: 'UPDATING', targetSpec: spec });
    expect(answer.currentTasks).toMatchObject([{ status: 'PENDING', type: 'machineUpdate' }]);
    expect(now()).toMatchObject({ name: 'before', size: 1, level: 'HIGH', disks: [] });
    const reached: unknown[] = [];
    for (let at = 0; at < 5; at += 1) {
      clock.step(at === 0 ? 1_000 : 1_500);
      reached.push([
        tasks()[0]!.status,
        ...Object.entries(spec).map(([name, value]) => JSON.stringify(now()[name]) === JSON.stringify(value)),
      ]);
    }
    expect(reached).toEqual([
      ['RUNNING', false, false, false, false],
      ['RUNNING', true, false, false, false],
      ['RUNNING', true, true, false, false],
      ['RUNNING', true, true, true, false],
      ['DONE', true, true, true, true],
    ]);
    expect(ground.read(path)).toMatchObject({ resourceStatus: 'READY', currentTasks: [] });
    expect(events().slice(0, 3)).toEqual(['TaskSuccess', 'TaskStart', 'TargetSpecUpdate']);
  });

  it('shows the progress of its task in its steps', () => {
    const { ground, put, tasks } = machine();
    put(spec);
    ground.world.clock.step(1_000 + 1_500);
    const [task] = tasks();
    expect((task!.progress as readonly Fields[]).map(({ status }) => status)).toEqual([
      'DONE',
      'RUNNING',
      'PENDING',
      'PENDING',
    ]);
    expect(task).toMatchObject({ finishedAt: null, errors: [] });
  });

  it('can be followed by the link of its task', () => {
    const { ground, path, put } = machine();
    const [{ link, id }] = put(spec).currentTasks as [Fields];
    expect(link).toBe(`/v2${path}/work/${String(id)}`);
    expect(ground.read(String(link).slice('/v2'.length))).toMatchObject({
      id,
      status: 'PENDING',
      link: `/v2${path}`,
    });
  });

  it('that comes while another one runs waits for its turn, where that is the custom', () => {
    const { ground, put, tasks, now, state } = machine({ whileBusy: 'queued', outOfSync: 'never' });
    put(spec);
    ground.world.clock.step(1_000);
    put({ ...spec, size: 3 });
    expect(tasks().map(({ status }) => status)).toEqual(['SCHEDULED', 'RUNNING', 'DONE']);
    ground.world.clock.step(6_000);
    expect(tasks().map(({ status }) => status)).toEqual(['PENDING', 'DONE', 'DONE']);
    expect(state()).toBe('UPDATING');
    ground.world.clock.step(60_000);
    expect([state(), now().size]).toEqual(['READY', 3]);
  });

  it('removes what it leaves out', () => {
    const { ground, path, put, now } = machine();
    put(spec);
    ground.world.clock.step(60_000);
    put({ name: 'one', size: 2 });
    ground.world.clock.step(60_000);
    expect(ground.read(path).targetSpec).toEqual({ name: 'one', size: 2 });
    expect(now()).not.toHaveProperty('disks');
  });

  it('as a patch changes what it names and removes what it makes null', () => {
    const { ground, path, put } = machine();
    put(spec);
    ground.world.clock.step(60_000);
    ground.call('PATCH', path, { body: { targetSpec: { size: 9, level: null } } });
    const { level: _, ...rest } = spec;
    expect(ground.read(path).targetSpec).toEqual({ ...rest, size: 9 });
  });

  it('of an object without an identifier works as well', () => {
    const { read, call, world } = groundOf('odd.yaml');
    call('PUT', '/odd/settings', { body: { targetSpec: spec } });
    expect(read('/odd/settings').resourceStatus).toBe('UPDATING');
    world.clock.step(60_000);
    expect(read('/odd/settings')).toMatchObject({ resourceStatus: 'READY', currentState: spec });
  });
});

describe('A task that fails', () => {
  it('says why, stays, and is over with the next change', () => {
    const { ground, path, put, state, tasks, events } = machine();
    ground.world.reconciler.failing.next = 1;
    ground.world.reconciler.failing.message = 'No rack is free.';
    put(spec);
    ground.world.clock.step(60_000);
    expect(state()).toBe('ERROR');
    expect(tasks()[0]).toMatchObject({ status: 'ERROR', errors: [{ message: 'No rack is free.' }] });
    expect((tasks()[0]!.progress as readonly Fields[]).map(({ status }) => status)).toContain('ERROR');
    expect(ground.read(path).currentTasks).toMatchObject([{ status: 'ERROR' }]);
    expect(events()[0]).toBe('TaskError');

    put({ ...spec, size: 4 });
    expect(ground.read(path).currentTasks).toMatchObject([{ status: 'PENDING' }]);
    ground.world.clock.step(60_000);
    expect([state(), ground.read(path).currentTasks]).toEqual(['READY', []]);
  });

  it('is one of so many as the share says', () => {
    const ground = groundOf('odd.yaml', { resources: 200 });
    ground.world.reconciler.failing.share = 0.3;
    for (const { machineId } of ground.call('GET', machines, { size: '200' }).body as readonly Fields[]) {
      ground.call('PUT', `${machines}/${String(machineId)}`, { body: { targetSpec: spec } });
    }
    ground.world.clock.step(60_000);
    const all = ground.call('GET', machines, { size: '200' }).body as readonly Fields[];
    const failed = all.filter(({ resourceStatus }) => resourceStatus === 'ERROR').length;
    expect(failed).toBeGreaterThan(35);
    expect(failed).toBeLessThan(85);
  });
});

describe('A creation', () => {
  it('gives an identifier of the list’s kind, and runs a task', () => {
    const ground = groundOf('odd.yaml');
    const made = ground.call('POST', machines, { body: { targetSpec: spec } }).body as Fields;
    const path = `${machines}/${String(made.machineId)}`;
    expect(made).toMatchObject({ resourceStatus: 'CREATING', targetSpec: spec, currentState: {} });
    ground.world.clock.step(60_000);
    expect(ground.read(path)).toMatchObject({ resourceStatus: 'READY', currentState: spec });
    expect(ground.list(`${path}/diary`).map(({ type }) => type)).toEqual([
      'TaskSuccess',
      'TaskStart',
      'TargetSpecUpdate',
    ]);
    expect(ground.list(machines)[0]!.machineId).toBe(made.machineId);
  });

  it('of a plain resource holds what was written and nothing that was not', () => {
    const { call, read, edition } = groundOf('odd.yaml');
    const label = 'x'.repeat(42);
    const answer = call('POST', '/odd/thing', { body: { label, colour: 'red' } });
    const made = answer.body as Fields;
    expect(answer.status).toBe(201);
    expect(made).toMatchObject({ label, colour: 'red' });
    expect(made).not.toHaveProperty('step');
    expect(read(`/odd/thing/${String(made.code)}`)).toEqual(made);
    expect(edition.models.of(edition.document.schemas['odd.Thing']).properties.has('step')).toBe(true);
  });

  it('leaves nothing under what was just made', () => {
    const { call, list } = groundOf('odd.yaml');
    const { code } = call('POST', '/odd/thing', { body: { label: 'x'.repeat(42), colour: 'red' } })
      .body as Fields;
    expect(list(`/odd/thing/${String(code)}/part`)).toEqual([]);
  });
});

describe('A deletion', () => {
  it('of an envelope takes a task, locks it, and takes everything under it away', () => {
    const { ground, path, state } = machine();
    expect(ground.call('DELETE', path).body).toMatchObject({ resourceStatus: 'DELETING' });
    expect(state()).toBe('DELETING');
    expect(ground.refusal('PUT', path, { body: { targetSpec: spec } })).toMatchObject({
      status: 409,
      class: 'Client::Conflict::ResourceInInvalidState',
    });
    ground.world.clock.step(60_000);
    expect(ground.refusal('GET', path).status).toBe(404);
    expect(ground.refusal('GET', `${path}/work`).status).toBe(404);
    expect(ground.list(machines)).toHaveLength(6);
  });

  it('of a plain resource is done at once, with the status that its document names', () => {
    const { call, list, refusal } = groundOf('odd.yaml');
    const path = `/odd/thing/${String(list('/odd/thing')[0]!.code)}`;
    expect(call('DELETE', path)).toEqual({ status: 204, body: undefined });
    expect(refusal('GET', path).status).toBe(404);
  });
});

describe('Two who write', () => {
  it.each([
    [409, 'Client::Conflict::ChecksumMismatch'],
    [412, 'Client::PreconditionFailed::ChecksumMismatch'],
  ] as const)('are told by %d when one of them is late', (status, errorClass) => {
    const { ground, path, put } = machine();
    ground.world.customs.conflictStatus = status;
    const { checksum } = ground.read(path) as { checksum: string };
    changeByAnother(
      ground.world,
      { edition: ground.edition, route: routeOf(ground, path), path, id: '' },
      { size: 5 },
    );
    ground.world.clock.step(60_000);
    expect(ground.refusal('PUT', path, { body: { checksum, targetSpec: spec } })).toMatchObject({
      status,
      class: errorClass,
    });
    expect((ground.read(path).targetSpec as Fields).size).toBe(5);
    const { checksum: fresh } = ground.read(path) as { checksum: string };
    expect(fresh).not.toBe(checksum);
    expect(put(spec, fresh).targetSpec).toEqual(spec);
  });

  it('keep their checksum while only what is changes, where the platform leaves it alone', () => {
    const { ground, path, put } = machine({ movesChecksums: false });
    const { checksum } = put(spec);
    ground.world.clock.step(60_000);
    expect(ground.read(path).checksum).toBe(checksum);
  });

  it('may be kept out while a task runs', () => {
    const { ground, path, put } = machine();
    ground.world.customs.whileBusy = 'locked';
    put(spec);
    expect(ground.refusal('PUT', path, { body: { targetSpec: spec } }).status).toBe(423);
    ground.world.clock.step(60_000);
    expect(put(spec).targetSpec).toEqual(spec);
  });
});

it('An action that answers with the envelope runs a task on it', () => {
  const { ground, path, state } = machine();
  const answer = ground.call('POST', `${path}/restart`).body as Fields;
  expect(answer.currentTasks).toMatchObject([{ type: 'machineRestart' }]);
  ground.world.clock.step(60_000);
  expect(state()).toBe('READY');
});

function routeOf(
  { edition }: Ground,
  path: string,
): NonNullable<ReturnType<typeof edition.routes.match>>['route'] {
  return edition.routes.match(path.split('/').filter(Boolean))!.route;
}
