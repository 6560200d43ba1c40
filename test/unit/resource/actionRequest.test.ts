import { describe, expect, it } from 'vitest';
import { actionName, actionRequest, knownParameters } from '../../../src/resource/actionRequest.js';
import { actionForm } from '../../../src/schema/actionForm.js';
import { readOperation } from '../../../src/schema/operations.js';
import { document, operation } from '../schema/documents.js';

const ADDRESS = { account: 'a', segments: ['s', 'thing', 'urn:x/y'] };

function made(parts: Parameters<typeof operation>[0], answers: Readonly<Record<string, string>>): unknown {
  const api = document({ '/s/thing/{thingId}/tag/{key}': { post: operation(parts) } });
  const action = readOperation(api.operations[0]!);
  const form = actionForm(api, action, knownParameters(action, ADDRESS));
  const given = form.fields.flatMap((field) => {
    const json = answers[field.name];
    return json === undefined ? [] : [[field, json] as const];
  });
  return actionRequest(action, ADDRESS, form, new Map(given));
}

const PATH = [
  { in: 'path', name: 'thingId', schema: { type: 'string' } },
  { in: 'path', name: 'key', schema: { type: 'string' } },
];

describe("an action's request", () => {
  it('goes to the resource, with identifiers that cannot leave their place', () => {
    expect(made({ parameters: PATH }, { key: '"../a b"' })).toEqual({
      path: '/s/thing/urn%3Ax%2Fy/tag/..%2Fa%20b',
      query: {},
      body: undefined,
    });
  });

  it('holds in its body just what was answered, each number as it was typed', () => {
    const body = {
      type: 'object',
      properties: { size: { type: 'integer' }, name: { type: 'string' }, left: { type: 'string' } },
    };
    expect(
      made({ parameters: PATH, body }, { key: '"k"', size: '12345678901234567890', name: '"n"' }),
    ).toEqual({
      path: '/s/thing/urn%3Ax%2Fy/tag/k',
      query: {},
      body: '{"size":12345678901234567890,"name":"n"}',
    });
  });

  it('has an empty body where one is accepted and nothing was entered', () => {
    const body = { type: 'object', properties: { name: { type: 'string' } } };
    expect(made({ parameters: PATH, body }, { key: '"k"' })).toMatchObject({ body: '{}' });
  });

  it('repeats a list in the query, and writes plain values as they are', () => {
    const parameters = [
      ...PATH,
      { in: 'query', name: 'force', schema: { type: 'boolean' } },
      {
        in: 'query',
        name: 'day',
        schema: { type: 'array', items: { type: 'string', enum: ['MON', 'TUE'] } },
      },
    ];
    expect(made({ parameters }, { key: '"k"', force: 'true', day: '["MON","TUE"]' })).toMatchObject({
      query: { force: 'true', day: ['MON', 'TUE'] },
    });
  });

  it.each([
    ['/s/thing/{thingId}/rotate', 'rotate'],
    ['/s/thing/{thingId}/authorization/check', 'authorization/check'],
    ['/s/thing/{thingId}/tag/{key}', 'tag'],
  ])('%s is called %s', (path, name) => {
    const action = readOperation(document({ [path]: { post: operation() } }).operations[0]!);
    expect(actionName(action, ADDRESS)).toBe(name);
  });
});
