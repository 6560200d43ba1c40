import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURSOR_LIFE_MS } from '../../../../src/sandbox/world/cursors.js';
import { groundOf, type Fields, type Ground } from '../ground.js';

const machines = '/odd/machine';

interface Page {
  readonly ids: readonly unknown[];
  readonly next: string | undefined;
}

function page({ call }: Ground, cursor?: string, size = '4'): Page {
  const { body, next } = call('GET', machines, { cursor, size });
  return { ids: (body as readonly Fields[]).map(({ machineId }) => machineId), next };
}

function rest(ground: Ground, first: Page): readonly unknown[] {
  const ids = [...first.ids];
  for (let { next } = first; next !== undefined;) {
    const following = page(ground, next);
    ids.push(...following.ids);
    next = following.next;
  }
  return ids;
}

describe('A list', () => {
  it('has a usual and a greatest page size', () => {
    const ground = groundOf('odd.yaml', { resources: 2_500 });
    expect(ground.list(machines)).toHaveLength(50);
    expect(page(ground, undefined, '100000').ids).toHaveLength(1_000);
  });

  it.each(['0', '-1', 'many', '1.5', ''])('refuses the page size %j, except none at all', (size) => {
    const ground = groundOf('odd.yaml');
    expect(ground.refusal('GET', machines, { size })).toMatchObject({
      status: 400,
      class: 'Client::BadRequest::InvalidPageSize',
    });
  });

  it('comes whole when its document knows no pages', () => {
    const { list } = groundOf('dedicatedServer.yaml', { resources: 300 });
    expect(list('/dedicated/server')).toHaveLength(300);
  });

  it('shows every member once, whatever is added and removed meanwhile', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant('add'), fc.nat(19)), { maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (changes, pages) => {
          const ground = groundOf('odd.yaml', { resources: 20 });
          const before = rest(ground, page(ground));
          const read: unknown[] = [];
          let last: Page = { ids: [], next: undefined };
          for (let at = 0; at < pages; at += 1) {
            last = page(ground, last.next);
            read.push(...last.ids);
          }
          const removed = new Set<unknown>();
          for (const change of changes) {
            if (change === 'add') {
              ground.call('POST', machines, { body: { targetSpec: { name: 'new', size: 1 } } });
            } else {
              const id = String(before[change]);
              removed.add(id);
              ground.world.collections.remove(machines, id);
            }
          }
          const all = [...read, ...rest(ground, page(ground, last.next))];
          const expected = before.filter((id) => read.includes(id) || !removed.has(id));
          expect(all).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('begins with what was created last', () => {
    const { call, list } = groundOf('odd.yaml', { resources: 3 });
    const create = (): unknown =>
      (call('POST', machines, { body: { targetSpec: { name: 'new', size: 1 } } }).body as Fields).machineId;
    const [first, second] = [create(), create()];
    expect(list(machines).map(({ machineId }) => machineId)).toEqual([second, first, ...seeded()]);
  });

  const seeded = (): readonly unknown[] =>
    groundOf('odd.yaml', { resources: 3 })
      .list(machines)
      .map(({ machineId }) => machineId);

  it('keeps to the query where it names a field', () => {
    const { list } = groundOf('odd.yaml', { resources: 40 });
    const red = list('/odd/thing?colour=red');
    expect(red.length).toBeGreaterThan(0);
    expect(new Set(red.map(({ colour }) => colour))).toEqual(new Set(['red']));
    expect(list('/odd/thing?colour=red&colour=green')).toHaveLength(40);
  });

  it('holds each value of an enum once', () => {
    expect(groundOf('odd.yaml').list('/odd/reference/level')).toEqual(['LOW', 'HIGH', 'TOO-HIGH']);
  });

  it('holds no more members than there are identifiers', () => {
    const { list } = groundOf('odd.yaml', { resources: 50 });
    const [thing] = list('/odd/thing');
    for (const { number } of list(`/odd/thing/${String(thing!.code)}/part`)) expect(number).toBeLessThan(10);
  });
});

describe('A cursor', () => {
  const ground = groundOf('odd.yaml', { resources: 30 });

  it('that is forged, bent, cut or another list’s is refused', () => {
    const cursor = page(ground).next!;
    const bent = `${cursor.slice(0, -3)}${cursor.at(-3) === 'A' ? 'B' : 'A'}${cursor.slice(-2)}`;
    for (const [path, wrong] of [
      [machines, bent],
      [machines, cursor.slice(0, 20)],
      [machines, `${cursor}A`],
      [machines, 'AAAA'],
      [machines, '__proto__'],
      ['/odd/thing', cursor],
      [`${machines}?colour=red`, cursor],
    ] as const) {
      expect(ground.refusal('GET', path, { cursor: wrong })).toMatchObject({
        status: 400,
        class: 'Client::BadRequest::InvalidCursor',
      });
    }
  });

  it('is good for a while only', () => {
    const cursor = page(ground).next!;
    ground.world.clock.step(CURSOR_LIFE_MS - 60_000);
    expect(page(ground, cursor).ids).toHaveLength(4);
    ground.world.clock.step(120_000);
    expect(ground.refusal('GET', machines, { cursor })).toMatchObject({
      status: 400,
      class: 'Client::BadRequest::ExpiredCursor',
    });
  });

  it('says nothing to those who look into it', () => {
    const cursor = page(ground).next!;
    expect(Buffer.from(cursor.split('.')[0]!, 'base64url').toString('latin1')).not.toContain('odd');
  });
});

describe('What an action answers with a list', () => {
  it('has one item for each requested thing, in pages', () => {
    const ground = groundOf('odd.yaml');
    const body = { actions: ['a:get', 'a:edit'], resourceURNs: ['urn:1', 'urn:2', 'urn:3'] };
    const { body: items, next } = ground.call('POST', '/odd/check', { body, size: '2' });
    expect(items).toEqual([
      { resourceURN: 'urn:1', authorizedActions: body.actions, unauthorizedActions: [] },
      { resourceURN: 'urn:2', authorizedActions: body.actions, unauthorizedActions: [] },
    ]);
    expect(ground.call('POST', '/odd/check', { body, cursor: next }).body).toHaveLength(1);
  });
});

it('A tag is set, replaced and removed by its key', () => {
  const { call, list, read, refusal } = groundOf('odd.yaml');
  const path = `/odd/thing/${String(list('/odd/thing')[0]!.code)}`;
  call('POST', `${path}/tag`, { body: { key: 'team', value: 'mine' } });
  expect(read(path).tags).toMatchObject({ team: 'mine' });
  call('DELETE', `${path}/tag/team`);
  expect(read(path).tags).not.toHaveProperty('team');
  expect(refusal('DELETE', `${path}/tag/team`).status).toBe(404);
});
