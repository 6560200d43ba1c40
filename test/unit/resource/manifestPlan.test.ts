import { describe, expect, it } from 'vitest';
import { readManifests, type Manifest } from '../../../src/resource/manifest.js';
import {
  applyPlanned,
  planManifest,
  type Located,
  type PlanOptions,
} from '../../../src/resource/manifestPlan.js';
import { ChangedMeanwhile } from '../../../src/resource/writeSpec.js';
import { findByPath } from '../../../src/schema/findByPath.js';
import { takesTarget } from '../../../src/schema/jsonSchema.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import type { JsonObject } from '../../../src/schema/openapi.js';
import { document, envelopeModels, listOf, model, operation } from '../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../schema/fakeApi.js';

const plain = {
  type: 'object',
  properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } },
};
const target = {
  type: 'object',
  properties: { targetSpec: model('thing.Spec'), checksum: { type: 'string' } },
};
const api = document(
  {
    '/s/thing': {
      get: operation({ answer: listOf(model('thing.Thing')) }),
      post: operation({ body: target }),
    },
    '/s/thing/{id}': {
      get: operation({ answer: model('thing.Thing') }),
      put: operation({ body: target, answer: model('thing.Thing') }),
    },
    '/s/plain': {
      get: operation({ answer: listOf(plain) }),
      post: operation({ body: plain, answer: plain }),
    },
    '/s/plain/{id}': { get: operation({ answer: plain }) },
    '/s/loose': { get: operation({ answer: listOf(plain) }) },
    '/s/loose/{id}': { get: operation({ answer: plain }), put: operation({ body: plain, answer: plain }) },
  },
  envelopeModels,
);
const catalogue = readCatalogue('/s', api);
const locate = (path: string): Promise<Located> => {
  const { collection } = findByPath(catalogue, path);
  return Promise.resolve({
    ...(collection && { collection }),
    takesTarget: collection?.create ? takesTarget(api, collection.create) : false,
  });
};

const manifest = async (yaml: string): Promise<Manifest> => (await readManifests(yaml, 'yaml')).manifests[0]!;
const thing = {
  body: '{"id": "a", "checksum": "c1", "targetSpec": {"name": "one", "size": 12345678901234567890}}',
};
const serving = (answers: Readonly<Record<string, FakeAnswer>>): ReturnType<typeof fakeApi> =>
  fakeApi(({ method, path }) => answers[`${method} ${path}`] ?? { status: 404, body: {} });

const inNoEnvironment: Pick<PlanOptions, 'readVariable' | 'onSecrets'> = {
  readVariable: () => ({ problem: 'unset' }),
  onSecrets: () => undefined,
};

describe('a manifest whose differences are ignored', () => {
  const plan = async (spec: string) => {
    const body = { id: 'a', checksum: 'c1', targetSpec: { name: 'one', size: 1 } };
    const cloud = serving({ 'GET /s/thing/a': { body }, 'PUT /s/thing/a': { body } });
    const planned = await planManifest(await manifest(`kind: /s/thing\nid: a\nspec: ${spec}\n`), {
      ...{ api: cloud, locate, ...inNoEnvironment },
      ignoredOf: ({ segments }) => new Set(segments.join('/') === 's/thing/a' ? ['size'] : []),
    });
    await applyPlanned(cloud, planned);
    return {
      planned,
      sent: cloud.asked.flatMap(({ method, body: it = '' }) => (method === 'PUT' ? [it] : [])),
    };
  };

  it('needs no update as long as nothing else differs', async () => {
    const { planned, sent } = await plan('{name: one, size: 2}');
    expect(planned).toMatchObject({ action: 'none', changes: [], ignored: [{ path: ['size'] }] });
    expect(sent).toEqual([]);
  });

  it('lists all that an update changes, ignored or not, because all of it is sent', async () => {
    const { planned, sent } = await plan('{name: two, size: 2}');
    expect(planned.action).toBe('update');
    expect(planned.changes.map(({ path }) => path)).toEqual([['name'], ['size']]);
    expect(planned.ignored.map(({ path }) => path)).toEqual([['size']]);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/"size":\s*2/u);
  });
});

describe('a manifest with what is fixed at creation', () => {
  const object = (...names: readonly string[]): JsonObject => ({
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  });
  const body = (spec: JsonObject): JsonObject => ({
    type: 'object',
    properties: { targetSpec: spec, checksum: { type: 'string' } },
  });
  const answer: JsonObject = {
    type: 'object',
    properties: { id: {}, checksum: {}, currentState: {}, targetSpec: object('name', 'region') },
  };
  const smaller = document({
    '/s/box': {
      get: operation({ answer: listOf(answer) }),
      post: operation({ body: body(object('name', 'region')) }),
    },
    '/s/box/{id}': { get: operation({ answer }), put: operation({ body: body(object('name')), answer }) },
  });
  const boxes = readCatalogue('/s', smaller);
  const plan = async (spec: string) => {
    const box = { body: { id: 'a', checksum: 'c', targetSpec: { name: 'one', region: 'GRA' } } };
    const cloud = serving({ 'GET /s/box/a': box, 'PUT /s/box/a': box, 'POST /s/box': box });
    const planned = await planManifest(await manifest(spec), {
      ...{ api: cloud, ...inNoEnvironment },
      locate: (path) => Promise.resolve({ ...findByPath(boxes, path), takesTarget: true }),
    });
    await applyPlanned(cloud, planned);
    const sent = cloud.asked.filter(({ method }) => method !== 'GET').map((request) => request.body ?? '');
    return { planned, sent };
  };

  it('never sends such a field in an update', async () => {
    const { planned, sent } = await plan('kind: /s/box\nid: a\nspec: {name: two, region: GRA}\n');
    expect(planned).toMatchObject({ action: 'update', fixed: [] });
    expect(sent).toEqual(['{"checksum":"c","targetSpec":{"name":"two"}}']);
  });

  it('says which of them differs, and sends the others', async () => {
    const { planned, sent } = await plan('kind: /s/box\nid: a\nspec: {name: two, region: BHS}\n');
    expect(planned.fixed).toEqual([{ path: ['region'], value: 'BHS', reason: 'creation' }]);
    expect(sent).toEqual(['{"checksum":"c","targetSpec":{"name":"two"}}']);
  });

  it('is impossible to apply when nothing else differs', async () => {
    const { planned, sent } = await plan('kind: /s/box\nid: a\nspec: {region: BHS}\n');
    expect(planned.action).toBe('impossible');
    expect(sent).toEqual([]);
  });

  it('needs nothing when it says what the resource says', async () => {
    const { planned } = await plan('kind: /s/box\nid: a\nspec: {name: one, region: GRA}\n');
    expect(planned).toMatchObject({ action: 'none', fixed: [] });
  });

  it('creates with all of its fields', async () => {
    const { planned, sent } = await plan('kind: /s/box\nspec: {name: two, region: BHS}\n');
    expect(planned.action).toBe('create');
    expect(JSON.parse(sent[0] ?? '')).toEqual({ targetSpec: { name: 'two', region: 'BHS' } });
  });
});

describe('a plan', () => {
  it('knows how the resource does, and why a task of it failed', async () => {
    const errors = [{ message: 'No quota left' }];
    const currentTasks = [{ id: 't', status: 'ERROR', errors }];
    const failed = { id: 'a', targetSpec: { name: 'one' }, resourceStatus: 'ERROR', currentTasks };
    const cloud = serving({ 'GET /s/thing/a': { body: failed } });
    const planned = await planManifest(await manifest('kind: /s/thing\nid: a\nspec: {name: two}\n'), {
      ...{ api: cloud, ...inNoEnvironment },
      locate,
    });
    expect(planned.condition).toMatchObject({ kind: 'failed', reasons: ['No quota left'] });
  });

  it('is an update of the fields that differ, sent once with the checksum that the plan saw', async () => {
    const cloud = serving({ 'GET /s/thing/a': thing, 'PUT /s/thing/a': thing });
    const planned = await planManifest(await manifest('kind: /s/thing\nid: a\nspec: {name: two}\n'), {
      ...{ api: cloud, ...inNoEnvironment },
      locate,
    });
    expect(planned).toMatchObject({ action: 'update', base: { checksum: 'c1' } });
    expect(planned.changes).toEqual([{ kind: 'changed', path: ['name'], before: 'one', after: 'two' }]);
    await applyPlanned(cloud, planned);
    const [, sent] = cloud.asked;
    expect(sent?.method).toBe('PUT');
    expect(sent?.body).toContain('"checksum":"c1"');
    expect(sent?.body).toContain('12345678901234567890');
  });

  it('is read and sent at the schema version that the manifest is written for', async () => {
    const cloud = serving({ 'GET /s/thing/a': thing, 'PUT /s/thing/a': thing });
    const asked = await manifest('kind: /s/thing\nid: a\nversion: 1.10\nspec: {name: two}\n');
    await applyPlanned(cloud, await planManifest(asked, { api: cloud, locate, ...inNoEnvironment }));
    expect(cloud.asked.map(({ method, schemaVersion }) => [method, schemaVersion])).toEqual([
      ['GET', '1.10'],
      ['PUT', '1.10'],
    ]);
  });

  it('reads a resource without a checksum again before it is sent, and leaves one that another client changed', async () => {
    let name = 'one';
    const cloud = fakeApi(({ method }) => ({ body: { id: 'a', name: method === 'PUT' ? 'two' : name } }));
    const asked = await manifest('kind: /s/loose\nid: a\nspec: {name: two}\n');
    const planned = await planManifest(asked, { api: cloud, locate, ...inNoEnvironment });
    await applyPlanned(cloud, planned);
    expect(cloud.asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT']);
    name = 'theirs';
    await expect(applyPlanned(cloud, planned)).rejects.toBeInstanceOf(ChangedMeanwhile);
    expect(cloud.asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('is nothing when nothing differs, and nothing is sent', async () => {
    const cloud = serving({ 'GET /s/thing/a': thing });
    const planned = await planManifest(await manifest('kind: /s/thing\nid: a\nspec: {name: one}\n'), {
      ...{ api: cloud, ...inNoEnvironment },
      locate,
    });
    expect(planned.action).toBe('none');
    await applyPlanned(cloud, planned);
    expect(cloud.asked).toHaveLength(1);
  });

  it('is a creation without an identifier, with the envelope that the document asks for', async () => {
    const cloud = serving({
      'POST /s/thing': { status: 201, body: { id: 'new/1' } },
      'POST /s/plain': { status: 201, body: { id: 'p1' } },
    });
    const planned = await planManifest(await manifest('kind: /s/thing\nspec: {name: n}\n'), {
      api: cloud,
      locate,
      ...inNoEnvironment,
    });
    expect(planned).toMatchObject({ action: 'create', displayName: 'n', live: '' });
    expect(await applyPlanned(cloud, planned)).toMatchObject({
      id: 'new/1',
      address: { segments: ['s', 'thing', 'new/1'] },
    });
    expect(JSON.parse(cloud.asked[0]?.body ?? '')).toEqual({ targetSpec: { name: 'n' } });
    const other = await planManifest(await manifest('kind: /s/plain\nspec: {name: n}\n'), {
      api: cloud,
      locate,
      ...inNoEnvironment,
    });
    await applyPlanned(cloud, other);
    expect(JSON.parse(cloud.asked[1]?.body ?? '')).toEqual({ name: 'n' });
  });

  it('says that a resource was not found, and never recreates it on its own', async () => {
    const cloud = serving({});
    const planned = await planManifest(await manifest('kind: /s/thing\nid: a\nspec: {}\n'), {
      api: cloud,
      locate,
      ...inNoEnvironment,
    });
    expect(planned.action).toBe('gone');
    await applyPlanned(cloud, planned);
    expect(cloud.asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('says what the API can’t do', async () => {
    const cloud = serving({ 'GET /s/plain/a': { body: { id: 'a', name: 'x' } } });
    const fixed = await planManifest(await manifest('kind: /s/plain\nid: a\nspec: {name: y}\n'), {
      ...{ api: cloud, ...inNoEnvironment },
      locate,
    });
    const unknown = await planManifest(await manifest('kind: /s/nothing\nspec: {}\n'), {
      api: cloud,
      locate,
      ...inNoEnvironment,
    });
    expect([fixed.action, unknown.action]).toEqual(['impossible', 'impossible']);
  });

  it('asks at the schema version that the manifest was written for', async () => {
    const cloud = serving({ 'GET /s/thing/a': thing });
    await planManifest(await manifest('kind: /s/thing\nid: a\nversion: 1.0\nspec: {}\n'), {
      api: cloud,
      locate,
      ...inNoEnvironment,
    });
    expect(cloud.asked[0]?.schemaVersion).toBe('1.0');
  });
});
