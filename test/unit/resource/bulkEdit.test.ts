import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../../src/api/errors.js';
import { judgeEdit, readTarget, type EditTarget } from '../../../src/resource/bulkEdit.js';
import { ChangedMeanwhile, writeSpec } from '../../../src/resource/writeSpec.js';
import type { SpecEdit } from '../../../src/resource/editSpec.js';
import { LARGE_JSON } from '../../../src/resource/jsonTree.js';
import type { Item } from '../../../src/schema/catalogue.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, envelopeModels, listOf, model, operation } from '../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../schema/fakeApi.js';

const plain = {
  type: 'object',
  properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } },
};
const catalogue = readCatalogue(
  '/s',
  document(
    {
      '/s/thing': { get: operation({ answer: listOf(model('thing.Thing')) }) },
      '/s/thing/{id}': {
        get: operation({ answer: model('thing.Thing') }),
        put: operation({ body: model('thing.Update'), answer: model('thing.Thing') }),
      },
      '/s/plain': { get: operation({ answer: listOf(plain) }) },
      '/s/plain/{id}': { get: operation({ answer: plain }), put: operation({ body: plain, answer: plain }) },
    },
    envelopeModels,
  ),
);
const itemOf = (name: string): Item => catalogue.collections.find((one) => one.path === `/s/${name}`)!.item!;
const target = (name: string): EditTarget => ({
  address: { account: 'me', segments: ['s', name, 'a'] },
  item: itemOf(name),
  label: 'a',
});
const thing = { id: 'a', checksum: 'c1', resourceStatus: 'READY', targetSpec: { name: 'one', size: 1 } };
const renamed: SpecEdit = {
  steps: [{ kind: 'field', name: 'name' }],
  change: { kind: 'set', json: '"two"' },
};
const serving = (answers: Readonly<Record<string, FakeAnswer>>): ReturnType<typeof fakeApi> =>
  fakeApi(({ method, path }) => answers[`${method} ${path}`] ?? { status: 404, body: {} });
const noProblems = (): Promise<readonly string[]> => Promise.resolve([]);
const reading = (body: object): Promise<Awaited<ReturnType<typeof readTarget>>> =>
  readTarget(serving({ 'GET /s/thing/a': { body } }), target('thing'));

describe('what an edit would do to a resource', () => {
  it('is a change, with the spec that would be sent', async () => {
    const verdict = await judgeEdit(await reading(thing), renamed, noProblems);
    expect(verdict).toMatchObject({
      kind: 'change',
      changes: [{ kind: 'changed', path: ['name'], before: 'one', after: 'two' }],
    });
    expect(verdict.kind === 'change' && JSON.parse(verdict.wanted)).toEqual({ name: 'two', size: 1 });
  });

  it('is nothing where the value is there already, busy or not', async () => {
    const busy = { ...thing, resourceStatus: 'UPDATING', targetSpec: { name: 'two', size: 1 } };
    expect(await judgeEdit(await reading(busy), renamed, noProblems)).toEqual({ kind: 'same' });
  });

  it('is impossible while an earlier change is under way, or waits for a person', async () => {
    for (const busy of [
      { resourceStatus: 'UPDATING' },
      { currentTasks: [{ id: 't', status: 'RUNNING' }] },
      { currentTasks: [{ id: 't', status: 'WAITING_USER_INPUT' }] },
    ]) {
      const verdict = await judgeEdit(await reading({ ...thing, ...busy }), renamed, noProblems);
      expect(verdict).toMatchObject({ kind: 'cannot', obstacle: { code: 'busy' } });
    }
  });

  it('is possible at a status that settles nothing, with what is known of it and of failures', async () => {
    const errors = [{ message: 'No room' }];
    const read = await reading({
      ...thing,
      ...{ resourceStatus: 'OUT_OF_SYNC', currentTasks: [{ id: 't', status: 'ERROR', errors }] },
    });
    expect(read.condition).toMatchObject({ kind: 'failed', reasons: ['No room'] });
    expect((await judgeEdit(read, renamed, noProblems)).kind).toBe('change');
  });

  it('is impossible where the spec is too large to be edited in one go', async () => {
    const read = await reading(thing);
    const text = JSON.stringify({ name: 'x'.repeat(LARGE_JSON.characters) });
    expect(await judgeEdit({ ...read, base: { ...read.base, text } }, renamed, noProblems)).toEqual({
      kind: 'cannot',
      obstacle: { code: 'tooLarge' },
    });
  });

  it('is impossible where the spec has no such place', async () => {
    const steps = [
      { kind: 'field', name: 'name' },
      { kind: 'members' },
      { kind: 'field', name: 'x' },
    ] as const;
    expect(await judgeEdit(await reading(thing), { ...renamed, steps }, noProblems)).toEqual({
      kind: 'cannot',
      obstacle: { code: 'nowhere' },
    });
  });

  it('is refused for what the edit makes wrong, and not for what was wrong before', async () => {
    const read = await reading(thing);
    const always = (): Promise<readonly string[]> => Promise.resolve(['size: too small']);
    expect(await judgeEdit(read, renamed, always)).toMatchObject({ kind: 'change' });
    const ours = (spec: string): Promise<readonly string[]> =>
      Promise.resolve(spec.includes('two') ? ['size: too small', 'name: no'] : ['size: too small']);
    expect(await judgeEdit(read, renamed, ours)).toEqual({
      kind: 'cannot',
      obstacle: { code: 'schema', problems: ['name: no'] },
    });
  });
});

describe('sending an edit', () => {
  const wanted = '{"name": "two", "size": 1}';

  it('is one PUT with the checksum that was read, and no reading again', async () => {
    const api = serving({
      'GET /s/thing/a': { body: thing },
      'PUT /s/thing/a': { body: { ...thing, checksum: 'c2' } },
    });
    const { base } = await readTarget(api, target('thing'));
    const taken = await writeSpec(api, base, wanted);
    expect(api.asked.map(({ method }) => method)).toEqual(['GET', 'PUT']);
    expect(JSON.parse(api.asked[1]!.body!)).toEqual({ checksum: 'c1', targetSpec: { name: 'two', size: 1 } });
    expect(taken.checksum).toBe('c2');
  });

  it('reads a resource without a checksum again before it sends, and leaves one that another client changed', async () => {
    let name = 'one';
    const api = fakeApi(({ method }) => ({ body: { id: 'a', name: method === 'PUT' ? 'two' : name } }));
    const { base } = await readTarget(api, target('plain'));
    await writeSpec(api, base, '{"name": "two"}');
    expect(api.asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT']);
    name = 'theirs';
    await expect(writeSpec(api, base, '{"name": "two"}')).rejects.toBeInstanceOf(ChangedMeanwhile);
    expect(api.asked.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('is sent with a checksum where the API offers one, although one answer lacked it', async () => {
    const { checksum, ...odd } = thing;
    let answers = 0;
    const api = fakeApi(() => ({ body: (answers += 1) === 1 ? odd : thing }));
    const { base } = await readTarget(api, target('thing'));
    expect(base.checksum).toBeUndefined();
    await writeSpec(api, base, '{"name": "two", "size": 1}');
    const [put] = api.asked.filter(({ method }) => method === 'PUT');
    expect(JSON.parse(put?.body ?? '')).toMatchObject({ checksum });
    const strict = fakeApi(() => ({ body: odd }));
    await expect(writeSpec(strict, { ...base, checksum }, '{"name": "two"}')).rejects.toThrow(ProtocolError);
  });
});
