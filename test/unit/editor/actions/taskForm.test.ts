import { describe, expect, it } from 'vitest';
import { taskForm, typedAnswers } from '../../../../src/editor/actions/taskForm.js';
import { answerForm } from '../../../../src/schema/answerForm.js';
import { findByPath } from '../../../../src/schema/findByPath.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../../schema/documents.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { task } from '../../resource/readings.js';

const inputs = {
  email: { type: 'string', format: 'email' },
  size: { type: 'integer', minimum: 1 },
  key: { type: 'string', format: 'password' },
  theme: { type: 'string', enum: ['light', 'dark'] },
  parts: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
  map: { type: 'array', items: { type: 'object' } },
};
const thing = { type: 'object', properties: { id: { type: 'string' } } };
const put = operation({
  body: {
    type: 'object',
    properties: { inputs: { type: 'object', properties: inputs, required: ['email'] } },
    required: ['inputs'],
  },
});
const api = document({
  '/s/site': { get: operation({ answer: listOf(thing) }) },
  '/s/site/{siteId}': { get: operation({ answer: thing }) },
  '/s/site/{siteId}/task': { get: operation({ answer: listOf(thing) }) },
  '/s/site/{siteId}/task/{taskId}': { get: operation({ answer: thing }), put },
});
const catalogue = readCatalogue('/s', api);
const key = (name: string): string => JSON.stringify(['inputs', name]);

describe('the form of a waiting task', () => {
  it('has a control for each input, and says which are required and which are secret', async () => {
    const schemas = {
      forPath: async (path: string) => ({
        section: { document: api, catalogue },
        ...findByPath(catalogue, path),
      }),
    };
    const connections = { get: () => ({ api: fakeApi(() => ({ body: { id: 't1' } })), schemas }) };
    const form = await taskForm(
      connections as never,
      { account: 'a', segments: ['s', 'site', '1'] },
      task({ id: 't1' }),
      new AbortController().signal,
    );
    expect(form?.map((field) => [field.key, field.input, field.isRequired, field.choices.length])).toEqual([
      [key('email'), 'text', true, 0],
      [key('size'), 'number', false, 0],
      [key('key'), 'secret', false, 0],
      [key('theme'), 'choice', false, 2],
      [key('parts'), 'choices', false, 2],
      [key('map'), 'json', false, 0],
    ]);
  });

  const typed = (values: Readonly<Record<string, string>>): readonly [Record<string, string>, boolean] => {
    const update = findByPath(catalogue, '/s/site/1/task/t1').item!.update!;
    const named = Object.fromEntries(Object.entries(values).map(([name, text]) => [key(name), text]));
    const { answers, isComplete } = typedAnswers(answerForm(api, update, undefined), named);
    return [Object.fromEntries([...answers].map(([field, json]) => [field.name, json])), isComplete];
  };

  it('is read as JSON, without what was left empty', () => {
    expect(
      typed({ email: 'a@b.c', size: '3', theme: '"dark"', parts: '"a"\n"b"', map: '[{}]', key: '' }),
    ).toEqual([{ email: '"a@b.c"', size: '3', theme: '"dark"', parts: '["a","b"]', map: '[{}]' }, true]);
  });

  it('opens again where something is missing or wrong', () => {
    expect(typed({})).toEqual([{}, false]);
    expect(typed({ email: '' })).toEqual([{}, false]);
    for (const wrong of [{ size: '0' }, { size: 'x' }, { theme: '"pink"' }, { parts: '"c"' }, { map: '[' }]) {
      expect(typed({ email: 'a@b.c', ...wrong })).toEqual([{ email: '"a@b.c"' }, false]);
    }
  });
});
