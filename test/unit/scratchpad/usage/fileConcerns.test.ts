import { describe, expect, it } from 'vitest';
import { compareDocuments } from '../../../../src/schema/comparison/compareDocuments.js';
import type { JsonObject, OpenApiDocument } from '../../../../src/schema/openapi.js';
import { fileConcerns } from '../../../../src/scratchpad/usage/fileBreaks.js';
import { specCall, usedCalls } from '../../../../src/scratchpad/usage/usedCalls.js';
import { document, model, operation } from '../../schema/documents.js';

interface Shop {
  readonly spec?: JsonObject;
  readonly state?: JsonObject;
  readonly parameters?: readonly JsonObject[];
  readonly status?: string;
}

const TEXT = { type: 'string' };

/** A resource with a spec that is sent and answered, and a state that is only answered. */
function shop({ spec = {}, state = {}, parameters = [], status = '200' }: Shop): OpenApiDocument {
  const read = operation({ answer: model('Key'), parameters });
  const answer = (read.responses as JsonObject)['200'];
  return document(
    {
      '/shop/key/{id}': {
        get: { ...read, responses: { [status]: answer } },
        put: operation({ body: model('Change'), answer: model('Key') }),
      },
    },
    {
      Key: { type: 'object', properties: { targetSpec: model('Spec'), currentState: model('State') } },
      Change: { type: 'object', properties: { targetSpec: model('Spec') } },
      Spec: { type: 'object', properties: { name: TEXT, ...spec } },
      State: { type: 'object', properties: { name: TEXT, ...state } },
    },
  );
}

const PUT_NAME = 'PUT /v2/shop/key/a\n\n{ "targetSpec": { "name": "n" } }\n';
const PUT_SIZE = 'PUT /v2/shop/key/a\n\n{ "targetSpec": { "size": "1" } }\n';
const GET = 'GET /v2/shop/key/a\n';
const MANIFEST_NAME = 'kind: /shop/key\nid: a\nspec:\n  name: n\n';
const MANIFEST_SIZE = 'kind: /shop/key\nid: a\nspec:\n  size: "1"\n';
const SPEC_NAME = '{ "name": "n" }';
const SPEC_SIZE = '{ "size": "1" }';
const ALL = [PUT_NAME, PUT_SIZE, GET, MANIFEST_NAME, MANIFEST_SIZE, SPEC_NAME, SPEC_SIZE];

/** Those of the texts that a difference of the two documents concerns. */
async function concerned(before: Shop, after: Shop): Promise<readonly string[]> {
  const sides = [shop(before), shop(after)] as const;
  const changes = compareDocuments(...sides);
  expect(changes.length).toBeGreaterThan(0);
  const [old, current] = sides;
  const side = (one: OpenApiDocument) => ({ document: one, uri: 'shop.json' });
  const concerns = fileConcerns({ sections: [{ before: side(old), after: side(current), changes }] });
  const found: string[] = [];
  for (const text of ALL) {
    const calls = text.startsWith('{')
      ? [specCall('/shop/key/a', text)]
      : await usedCalls(text.startsWith('kind') ? 'a.ovhapi.yaml' : 'a.http', text);
    if (concerns({ text, calls }).length > 0) found.push(text);
  }
  return found;
}

const size = (more: JsonObject): Shop => ({ spec: { size: { ...TEXT, ...more } } });
const zone = (more: JsonObject): Shop => ({ state: { zone: { ...TEXT, ...more } } });

describe('a file, a manifest or a spec', () => {
  it('is concerned by a field that is narrowed only where it sends what no longer fits', async () => {
    expect(await concerned(size({}), size({ minLength: 2 }))).toEqual([PUT_SIZE, MANIFEST_SIZE, SPEC_SIZE]);
    expect(await concerned(size({ maxLength: 3 }), size({ maxLength: 2 }))).toEqual([]);
  });

  it('is concerned by a default only where it sends the field', async () => {
    const sending = await concerned(size({ default: '1' }), size({ default: '2' }));
    expect(sending).toEqual([PUT_SIZE, MANIFEST_SIZE, SPEC_SIZE]);
  });

  it('is concerned by a new optional field of an object that it sends or reads', async () => {
    expect(await concerned({}, size({}))).toEqual(ALL);
  });

  it('is concerned by a field of the state only as a request, whose response holds it', async () => {
    expect(await concerned(zone({}), {})).toEqual([PUT_NAME, PUT_SIZE, GET]);
    expect(await concerned(zone({ enum: ['a'] }), zone({ enum: ['a', 'b'] }))).toEqual([
      PUT_NAME,
      PUT_SIZE,
      GET,
    ]);
  });

  it('is concerned by an enum that grows in responses where a request reads it or a spec holds the field', async () => {
    expect(await concerned(size({ enum: ['1'] }), size({ enum: ['1', '2'] }))).toEqual([
      ...[PUT_NAME, PUT_SIZE, GET],
      ...[MANIFEST_SIZE, SPEC_SIZE],
    ]);
  });

  it('is concerned by what is different of the operation itself', async () => {
    const [mine, other] = [{ status: '200' }, { status: '202' }];
    expect(await concerned(mine, other)).toEqual([GET, MANIFEST_NAME, MANIFEST_SIZE, SPEC_NAME, SPEC_SIZE]);
    const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } };
    expect(await concerned({}, { parameters: [limit] })).toEqual([
      ...[GET, MANIFEST_NAME, MANIFEST_SIZE, SPEC_NAME, SPEC_SIZE],
    ]);
    expect(await concerned({ parameters: [limit] }, {})).toEqual([]);
  });
});
