import { describe, expect, it } from 'vitest';
import type { BusyCustom, Customs } from '../../../src/sandbox/customs.js';
import { groundOf, type Fields, type Ground } from './ground.js';

const machines = '/rental/machine';
const sites = '/rental/site';

interface Place {
  readonly ground: Ground;
  readonly path: string;
  read(): Fields;
  step(ms: number): void;
}

function placeIn(list: string, customs: Partial<Customs> = {}): Place {
  const ground = groundOf('rental-1.0.yaml');
  Object.assign(ground.world.customs, customs);
  const path = `${list}/${String(ground.list(list)[0]!.id)}`;
  return {
    ground,
    path,
    read: () => ground.read(path),
    step: (ms) => {
      ground.world.clock.step(ms);
    },
  };
}

const writable = ['name', 'flavor', 'image', 'networks', 'powerState'];
const updateOf = ({ checksum, targetSpec }: Fields, changes: Fields = {}): Fields => ({
  checksum,
  targetSpec: {
    ...Object.fromEntries(Object.entries(targetSpec as Fields).filter(([name]) => writable.includes(name))),
    ...changes,
  },
});

describe('An update', () => {
  it.each([
    ['location', { location: { region: 'EU_WEST_GRA' } }, 'targetSpec.location is not expected here'],
    ['flavor.name', { flavor: { id: '3f0c9a52-7d18-4be6-9a41-6c2e8f5b7d03', name: 'c3-8' } }, 'flavor.name'],
    ['networks[0].macAddress', { networks: [{ macAddress: 'fa:16:3e:5a:07:c1' }] }, 'networks[0].macAddress'],
  ])('that holds %s, which its model does not name, is refused in words', (_, changes, words) => {
    const { ground, path, read } = placeIn(machines);
    expect(ground.refusal('PUT', path, { body: updateOf(read(), changes) })).toMatchObject({
      status: 400,
      class: 'Client::BadRequest::InvalidTargetSpec',
      message: expect.stringContaining(words) as unknown,
    });
  });

  it('is refused without the checksum that its model requires', () => {
    const { ground, path, read } = placeIn(machines);
    const { targetSpec } = updateOf(read());
    expect(ground.refusal('PUT', path, { body: { targetSpec } })).toMatchObject({
      status: 400,
      message: 'checksum is missing',
    });
  });

  it('leaves what its model does not name as it was', () => {
    const { ground, path, read, step } = placeIn(machines);
    const { location, group } = read().targetSpec as Fields;
    ground.call('PUT', path, { body: updateOf(read(), { name: 'renamed', networks: null }) });
    step(60_000);
    expect(read().targetSpec).toMatchObject({ name: 'renamed', location, group, networks: null });
  });

  it('keeps a write-only field that is absent or null, and takes any other value, the empty one too', () => {
    const { ground, path, read, step } = placeIn(machines);
    for (const userData of [undefined, null, '', 'IyEK']) {
      ground.call('PUT', path, { body: updateOf(read(), userData === undefined ? {} : { userData }) });
      step(60_000);
      expect(read().targetSpec).not.toHaveProperty('userData');
    }
    expect(ground.world.records.get(path)!.hiddenWrites.map(({ fields }) => fields)).toEqual([
      {},
      {},
      { 'targetSpec.userData': '' },
      { 'targetSpec.userData': 'IyEK' },
    ]);
  });

  it('reaches the state in the state’s own shape', () => {
    const { ground, path, read, step } = placeIn(machines);
    const networkId = 'c5b0f3c2-6f0e-4b77-8f5d-3a0c1b9e4d21';
    const networks = [{ networkId, autoAssignPublicIp: true }];
    ground.call('PUT', path, { body: updateOf(read(), { networks }) });
    step(60_000);
    const { targetSpec, currentState } = read() as Record<string, Fields>;
    expect(targetSpec!.networks).toEqual(networks);
    const [network] = currentState!.networks as readonly Fields[];
    expect(network).toMatchObject({ networkId, macAddress: expect.any(String) as unknown });
    expect(network).not.toHaveProperty('autoAssignPublicIp');
    expect(currentState!.flavor).toMatchObject({
      ...(targetSpec!.flavor as Fields),
      vcpus: expect.any(Number) as unknown,
    });
  });

  it('without a checksum in its model is accepted, and one that returns nothing returns nothing', () => {
    const { ground, path, read, step } = placeIn(sites);
    const targetSpec = { displayName: 'Shop', runtimeVersion: '8.4' };
    ground.call('PUT', path, { body: { targetSpec } });
    step(60_000);
    expect(read().targetSpec).toMatchObject(targetSpec);
    expect(ground.call('POST', `${path}/flushCache`)).toEqual({ status: 200, body: undefined });
  });
});

describe('A busy resource', () => {
  it.each([
    ['conflict', 409, 'Client::Conflict::ResourceInInvalidState'],
    ['undesiredStatus', 409, 'Client::Conflict::UndesiredObjectStatus'],
    ['currentTask', 409, 'Client::Conflict::CurrentTaskAlreadyExists'],
    ['wrongStatus', 400, 'Client::BadRequest::WrongServiceStatus'],
    ['locked', 423, 'Client::Locked::ResourceLocked'],
  ] as const)('by the custom %s answers a change with %d', (whileBusy: BusyCustom, status, errorClass) => {
    const { ground, path, read } = placeIn(machines, { whileBusy });
    ground.call('PUT', path, { body: updateOf(read()) });
    for (const method of ['PUT', 'DELETE']) {
      const body = method === 'PUT' ? updateOf(read()) : undefined;
      expect(ground.refusal(method, path, { body })).toMatchObject({ status, class: errorClass });
    }
  });

  it('answers a change with 409 where no custom is named', () => {
    const { ground, path, read } = placeIn(machines);
    ground.call('PUT', path, { body: updateOf(read()) });
    expect(ground.refusal('PUT', path, { body: updateOf(read()) })).toMatchObject({
      status: 409,
      class: 'Client::Conflict::ResourceInInvalidState',
      message: 'Resource cannot be modified in its current state',
    });
  });

  it('is not deleted twice', () => {
    const { ground, path } = placeIn(machines);
    ground.call('DELETE', path);
    expect(ground.refusal('DELETE', path)).toMatchObject({
      status: 409,
      class: 'Client::Conflict::ResourceAlreadyBeingDeleted',
    });
  });
});

describe('A creation', () => {
  it('is planned first, with neither state nor tasks, and fixes what an update can’t change', () => {
    const { ground, step } = placeIn(machines);
    const targetSpec = {
      name: 'build-runner-9',
      flavor: { id: '3f0c9a52-7d18-4be6-9a41-6c2e8f5b7d03' },
      image: { id: '9b1f6e34-2c70-4d85-8e19-0a7d3c5f6b21' },
      location: { region: 'EU_WEST_SBG', zone: 'sbg-a' },
      userData: 'IyEK',
    };
    const made = ground.call('POST', machines, { body: { targetSpec } }).body as Fields;
    const path = `${machines}/${String(made.id)}`;
    expect(made).toMatchObject({
      resourceStatus: 'CREATION_PLANNED',
      currentState: null,
      currentTasks: null,
    });
    step(1_500);
    expect(ground.read(path)).toMatchObject({
      resourceStatus: 'CREATING',
      currentState: null,
      currentTasks: [{ status: 'RUNNING' }],
    });
    step(60_000);
    expect(ground.read(path)).toMatchObject({
      resourceStatus: 'READY',
      currentState: { location: targetSpec.location },
    });
    expect(ground.world.records.get(path)!.hiddenWrites).toEqual([
      { method: 'POST', fields: { 'targetSpec.userData': 'IyEK' } },
    ]);
  });
});

describe('A change', () => {
  it('may leave its resource out of sync, without a task, before it is ready', () => {
    const { ground, path, read, step } = placeIn(machines, { outOfSync: 'always' });
    ground.call('PUT', path, { body: updateOf(read(), { name: 'late', powerState: 'STOPPED' }) });
    const seen: unknown[] = [];
    for (let at = 0; at < 24; at += 1) {
      step(500);
      const { resourceStatus, currentTasks } = read();
      seen.push(`${String(resourceStatus)} ${(currentTasks as readonly unknown[]).length}`);
    }
    expect([...new Set(seen)]).toEqual(['UPDATING 1', 'OUT_OF_SYNC 0', 'READY 0']);
    expect(read().currentState).toMatchObject({ name: 'late', powerState: 'STOPPED' });
  });

  it('has its checksum moved again when its task ends', () => {
    const { ground, path, read, step } = placeIn(machines);
    const { checksum } = ground.call('PUT', path, { body: updateOf(read()) }).body as Fields;
    expect(read().checksum).toBe(checksum);
    step(60_000);
    expect(read().checksum).not.toBe(checksum);
  });

  it('that fails says why among the current tasks, where tasks have no path too, until the next change', () => {
    for (const list of [machines, sites]) {
      const { ground, path, read, step } = placeIn(list);
      ground.world.reconciler.failing.next = 1;
      const body = list === machines ? updateOf(read()) : { targetSpec: read().targetSpec };
      ground.call('PUT', path, { body });
      step(60_000);
      const { message } = ground.world.reconciler.failing;
      expect(read()).toMatchObject({
        resourceStatus: 'ERROR',
        currentTasks: [{ status: 'ERROR', errors: [{ message }] }],
      });
      ground.call('PUT', path, { body: list === machines ? updateOf(read()) : body });
      step(60_000);
      expect(read()).toMatchObject({ resourceStatus: 'READY', currentTasks: [] });
    }
  });
});

describe('An action', () => {
  const action = (checksum: unknown): Fields => ({ checksum, type: 'REBOOT' });

  it('needs the checksum of its resource, and lists events without a link', () => {
    const { ground, path, read, step } = placeIn(machines);
    expect(ground.refusal('POST', `${path}/action`, { body: action('of-long-ago') })).toMatchObject({
      status: 409,
      class: 'Client::Conflict::ChecksumMismatch',
    });
    ground.call('POST', `${path}/action`, { body: action(read().checksum) });
    step(60_000);
    const [newest] = ground.list(`${path}/event`);
    expect(newest).toMatchObject({ kind: 'REBOOT', link: null, type: 'TASK_SUCCESS' });
    expect(ground.refusal('GET', `${path}/task`).status).toBe(404);
  });
});

describe('A task that waits for an input', () => {
  const inputs = { 'import.selection': ['pages'], 'import.adminEmail': 'admin@example.org' };

  it('continues when all of them are given, and not before', () => {
    const { ground, path, read, step } = placeIn(sites);
    ground.world.reconciler.waitingNext = 1;
    const { id } = ground.call('POST', `${path}/import`, { body: { address: 'https://old.example' } })
      .body as Fields;
    const task = `${path}/task/${String(id)}`;
    step(3_600_000);
    expect(ground.read(task)).toMatchObject({
      status: 'WAITING_USER_INPUT',
      message: expect.stringContaining('waits for import.selection, import.adminEmail') as unknown,
    });
    expect(read()).toMatchObject({ currentTasks: [{ status: 'WAITING_USER_INPUT' }] });
    const { 'import.selection': selection } = inputs;
    expect(
      ground.refusal('PUT', task, { body: { inputs: { 'import.selection': selection, other: 1 } } }),
    ).toMatchObject({
      status: 400,
      message: 'inputs.import.adminEmail is missing; inputs.other is not expected here',
    });
    expect(ground.call('PUT', task, { body: { inputs } }).body).toMatchObject({ status: 'RUNNING' });
    step(60_000);
    expect(ground.read(task)).toMatchObject({ status: 'DONE' });
    expect(ground.refusal('PUT', task, { body: { inputs } })).toMatchObject({
      status: 400,
      class: 'Client::BadRequest::WrongTaskStatus',
    });
    expect(ground.refusal('GET', `${path}/event`).status).toBe(404);
  });
});
