import { describe, expect, it } from 'vitest';
import { groundOf } from '../ground.js';

const ground = groundOf('odd.yaml');
const machine = `/odd/machine/${String(ground.list('/odd/machine')[0]!.machineId)}`;
const spec = { name: 'one', size: 2 };

describe('A body', () => {
  it.each([
    [{}, 'targetSpec'],
    [{ targetSpec: { size: 2 } }, 'targetSpec.name'],
    [{ targetSpec: { ...spec, size: 'big' } }, 'targetSpec.size'],
    [{ targetSpec: { ...spec, size: 65 } }, 'targetSpec.size'],
    [{ targetSpec: { ...spec, level: 'NONE' } }, 'targetSpec.level'],
    [{ targetSpec: { ...spec, disks: [{ gb: 1 }, { gb: 'x' }] } }, 'targetSpec.disks[1].gb'],
    [{ targetSpec: { ...spec, disks: [{}] } }, 'targetSpec.disks[0].gb'],
    [{ targetSpec: { ...spec, colour: 'red' } }, 'targetSpec.colour'],
    [{ targetSpec: null }, 'targetSpec'],
    [{ targetSpec: spec, currentState: {} }, 'currentState'],
    [[], 'body'],
  ])('%j is refused at %2$s', (body, path) => {
    const { status, class: errorClass, details, message } = ground.refusal('PUT', machine, { body });
    const name = path.startsWith('targetSpec') ? 'InvalidTargetSpec' : 'InvalidBody';
    expect([status, errorClass]).toEqual([400, `Client::BadRequest::${name}`]);
    expect(Object.keys(details)).toContain(path);
    expect(message).toContain(path === 'body' ? 'The body' : path);
  });

  it('that has many problems is refused with all of them', () => {
    const body = { targetSpec: { size: 'x', level: 1 } };
    expect(Object.keys(ground.refusal('PUT', machine, { body }).details).sort()).toEqual([
      'targetSpec.level',
      'targetSpec.name',
      'targetSpec.size',
    ]);
  });

  it.each(['', '{', '{"a": }', 'nonsense'])('%j is no JSON', (body) => {
    expect(ground.refusal('PUT', machine, { body })).toMatchObject({
      status: 400,
      class: 'Client::BadRequest::InvalidJSON',
    });
  });

  it('may hold what only the API sets: it is passed over', () => {
    const [thing] = ground.list('/odd/thing');
    const path = `/odd/thing/${String(thing!.code)}`;
    const body = { code: 'changed', label: 'x'.repeat(42), colour: 'green' };
    expect(ground.call('PUT', path, { body }).body).toMatchObject({ code: thing!.code, colour: 'green' });
  });

  it('with a hostile field name changes no other object', () => {
    const body =
      '{"label":"0123456789012345678901234567890123456789","colour":"red","__proto__":{"polluted":1}}';
    expect(ground.refusal('POST', '/odd/thing', { body }).status).toBe(400);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('A query', () => {
  const server = groundOf('dedicatedServer.yaml');
  const [name] = server.list('/dedicated/server') as unknown as readonly string[];
  const statistics = `/dedicated/server/${encodeURIComponent(name!)}/statistics`;

  it.each([
    ['', 'period is missing'],
    ['?period=hourly', 'period must be one of daily, monthly'],
    ['?period=daily&limit=many', 'limit must be an integer'],
  ])('%j is refused', (query, message) => {
    expect(server.refusal('GET', `${statistics}${query}`)).toMatchObject({
      status: 400,
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('that fits is accepted, also with unknown names', () => {
    expect(server.call('GET', `${statistics}?period=daily&limit=3&other=1`).status).toBe(200);
  });
});

describe('What is not there', () => {
  it.each([
    ['GET', '/odd/machine/none', 404, 'Client::NotFound'],
    ['GET', '/odd/machine/none/work', 404, 'Client::NotFound'],
    ['GET', `${machine}/work/none`, 404, 'Client::NotFound'],
    ['GET', '/odd/nothing', 404, 'Client::NotFound'],
    ['DELETE', '/odd/machine', 405, 'Client::MethodNotAllowed'],
    ['PATCH', '/odd/settings', 405, 'Client::MethodNotAllowed'],
  ])('%s %s is refused by %d', (method, path, status, errorClass) => {
    expect(ground.refusal(method, path)).toMatchObject({ status, class: errorClass });
  });

  it('by its method says which ones there are', () => {
    expect(ground.refusal('DELETE', '/odd/machine').headers).toEqual({ allow: 'GET, POST' });
  });
});
