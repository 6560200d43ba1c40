import { describe, expect, it } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../../src/api/api.js';
import { ApiError } from '../../../src/api/errors.js';
import { checkVersion, NamedVersions } from '../../../src/schema/namedVersions.js';
import { SchemaSource } from '../../../src/schema/schemaSource.js';
import { listOf, openApi, operation } from './documents.js';
import { fakeApi, type FakeAnswer } from './fakeApi.js';

const list = operation({ answer: listOf({ type: 'object', properties: { id: { type: 'string' } } }) });
const refused: FakeAnswer = {
  status: 400,
  body: { message: 'Unknown schemas version, known versions: 2.1, 1.0' },
};

function setUp(answer: (request: ApiRequest) => FakeAnswer) {
  const api = fakeApi((request) => {
    if (request.path === '') return { body: { apis: [{ path: '/a' }] } };
    // The label of the document must not be taken for a version.
    if (request.path === '/a.json') return { body: openApi({ '/a/thing': { get: list } }, {}, '7.7') };
    return answer(request);
  });
  const schemas = new SchemaSource({ api, version: () => undefined });
  const probed = () => api.asked.filter(({ path }) => path === '/a/thing');
  return { api, schemas, probed, told: new NamedVersions() };
}

const response = (parts: Partial<ApiResponse>): ApiResponse => ({
  ...{ method: 'GET', path: '/v2/a', status: 200, headers: {}, text: '[]', durationMs: 0, sizeBytes: 0 },
  ...{ queryId: undefined, schemaVersion: undefined, attempts: 1, json: () => [] },
  ...parts,
});

describe('what an API reports about schema versions', () => {
  it('is learned from the headers of answers, with what it answers by default', () => {
    const told = new NamedVersions();
    told.learn(response({ headers: { 'x-schemas-version': '2.1' } }));
    told.learn(response({ headers: { 'x-schemas-version': ' 0.0 ' }, schemaVersion: '0.0' }));
    told.learn(response({ headers: { 'x-schemas-version': 'latest' } }));
    expect([...told.named.keys()]).toEqual(['2.1', '0.0']);
    expect(told.standard).toEqual(['2.1']);
  });

  it('is learned from its refusal of a version, without the refused one', () => {
    const told = new NamedVersions();
    const text = JSON.stringify({ message: 'No schemas version 9.9: use 2.0 or 1.0' });
    told.learn(response({ status: 400, text, schemaVersion: '9.9' }));
    expect([...told.named]).toEqual([
      ['2.0', new Set(['refusal'])],
      ['1.0', new Set(['refusal'])],
    ]);
  });

  it('is not read from a broken server, from another refusal, or from one of a request without a version', () => {
    const told = new NamedVersions();
    const text = JSON.stringify({ message: 'schemas version 1.0' });
    told.learn(response({ status: 502, text, schemaVersion: '9.9' }));
    told.learn(response({ status: 400, text }));
    told.learn(response({ status: 400, text: '{"message":"size must be 1.0"}', schemaVersion: '9.9' }));
    expect(told.named.size).toBe(0);
  });
});

describe('asking for a version that can’t exist', () => {
  it('is one request in a session, whose refusal names versions', async () => {
    const { api, schemas, probed, told } = setUp(() => refused);
    const { signal } = new AbortController();
    await told.probe(api, schemas, signal);
    await told.probe(api, schemas, signal);
    expect(probed().map(({ schemaVersion }) => schemaVersion)).toEqual(['999999.0']);
    expect([...told.named.keys()]).toEqual(['2.1', '1.0']);
  });

  it('is not repeated when the API doesn’t mind the version', async () => {
    const { api, schemas, probed, told } = setUp(() => ({ body: [] }));
    const { signal } = new AbortController();
    await told.probe(api, schemas, signal);
    await told.probe(api, schemas, signal);
    expect([probed().length, told.named.size]).toEqual([1, 0]);
  });

  it('can be cancelled, and is made up for later', async () => {
    const { api, schemas, probed, told } = setUp(() => refused);
    const abort = new AbortController();
    const asking = told.probe(api, schemas, abort.signal);
    abort.abort();
    await expect(asking).rejects.toThrow();
    await told.probe(api, schemas, new AbortController().signal);
    expect(probed().length).toBe(1);
    expect(told.named.size).toBe(2);
  });
});

describe('checking a version', () => {
  const check = async (answer: FakeAnswer): Promise<ApiRequest | undefined> => {
    const { api, schemas, probed } = setUp(() => answer);
    const { catalogue } = await schemas.section('/a');
    await checkVersion(api, [catalogue], '9.9', new AbortController().signal);
    return probed()[0];
  };

  it('throws what the API says when it refuses the version of a request, though it has documents of it', async () => {
    await expect(check(refused)).rejects.toThrow(ApiError);
    await expect(check(refused)).rejects.toThrow('Unknown schemas version');
  });

  it('reads one member at that version, and takes no other failure for a refusal', async () => {
    expect(await check({ status: 403, body: { message: 'No right' } })).toMatchObject({
      schemaVersion: '9.9',
      headers: { 'x-pagination-size': '1' },
    });
  });
});
