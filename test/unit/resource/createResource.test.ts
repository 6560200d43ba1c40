import { describe, expect, it } from 'vitest';
import { createResource } from '../../../src/resource/createResource.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { connect, json, serve } from '../api/loopback.js';
import { document, envelopeModels, listOf, model, operation } from '../schema/documents.js';

const api = document(
  {
    '/port/ship': {
      get: operation({ answer: listOf(model('thing.Thing')) }),
      post: operation({ answer: model('thing.Thing'), body: model('thing.Update') }),
    },
    '/port/ship/{shipId}': { get: operation({ answer: model('thing.Thing') }) },
    '/port/pier': { get: operation({ answer: listOf(model('thing.Thing')) }) },
  },
  envelopeModels,
);
const [ships, piers] = readCatalogue('/port', api).collections;

describe('a new resource', () => {
  it('is requested once, in an envelope where the API wants one, and known by its identifier', async () => {
    const server = await serve((_, response) =>
      json(response, 202, { id: 'a/b', resourceStatus: 'CREATING', targetSpec: { size: 1 } }),
    );
    const { client } = connect(server.origin);
    const creation = { collection: ships!, path: '/port/ship', takesTarget: true, spec: '{ "size": 1.0 }\n' };
    const created = await createResource(client, creation);
    expect(created).toEqual({
      id: 'a/b',
      name: 'a/b',
      address: { account: 'test', segments: ['port', 'ship', 'a/b'] },
      made: '{\n  "size": 1\n}\n',
    });
    expect(server.arrived.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', '/v2/port/ship', '{"targetSpec":{ "size": 1.0 }}'],
    ]);
  });

  it('has no address where the answer names nothing', async () => {
    const server = await serve((_, response) => response.writeHead(202).end());
    const { client } = connect(server.origin);
    const creation = { collection: ships!, path: '/port/ship', takesTarget: false, spec: '{}' };
    expect(await createResource(client, creation)).toEqual({
      id: undefined,
      name: undefined,
      address: undefined,
    });
  });

  it('was not made, as far as anybody knows, where the answer is something else than the resource', async () => {
    const server = await serve((_, response) => json(response, 200, { result: 'error' }));
    const { client } = connect(server.origin);
    const creation = { collection: ships!, path: '/port/ship', takesTarget: false, spec: '{}' };
    await expect(createResource(client, creation)).rejects.toMatchObject({ reason: 'wrongShape' });
  });

  it('is not requested where the API document has no operation for it', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { client } = connect(server.origin);
    const creation = { collection: piers!, path: '/port/pier', takesTarget: false, spec: '{}' };
    await expect(createResource(client, creation)).rejects.toThrow(RangeError);
    expect(server.arrived).toEqual([]);
  });
});
