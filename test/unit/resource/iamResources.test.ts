import { describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../src/api/api.js';
import { ApiSearch } from '../../../src/editor/explorer/apiSearch.js';
import { openPlace } from '../../../src/editor/explorer/openPlace.js';
import { parseIamResource, placeOfResource, searchApi } from '../../../src/resource/iamResources.js';
import { findByPath } from '../../../src/schema/findByPath.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../schema/fakeApi.js';
import { commands, Uri } from '../editor/fakeVscode.js';

const text = { type: 'string' };
const record = { type: 'object', properties: { urn: text, name: text, displayName: text, type: text } };
const query = (name: string): object => ({ name, in: 'query', schema: { type: 'array', items: text } });
const project = { type: 'object', properties: { id: text, name: text } };
const urn = 'urn:v1:eu:resource:publicCloudProject:p1';
const sections = new Map(
  Object.entries({
    '/domain': document({ '/domain/name': { get: operation({ answer: listOf(project) }) } }),
    '/iam': document({
      '/iam/resource': {
        get: {
          ...operation({ answer: listOf(record) }),
          'x-response-identifier': 'urn',
          parameters: ['resourceName', 'resourceURN', 'tags'].map(query),
        },
      },
      '/iam/resource/{resourceURN}': { get: operation({ answer: record }) },
    }),
    '/publicCloud': document({
      '/publicCloud/project': { get: operation({ answer: listOf(project) }) },
      '/publicCloud/project/{id}': { get: operation({ answer: project }) },
    }),
  }).map(([path, api]) => [path, { section: path, document: api, catalogue: readCatalogue(path, api) }]),
);

function connect(answer: (request: ApiRequest) => FakeAnswer) {
  const api = fakeApi(answer);
  const read: string[] = [];
  const schemas = {
    readPaths: () => read,
    sections: () => Promise.resolve([...sections.keys()].map((path) => ({ path }))),
    section: (path: string) => {
      if (!read.includes(path)) read.push(path);
      return Promise.resolve(sections.get(path));
    },
    forPath: (path: string) => {
      const section = sections.get(`/${path.split('/')[1] ?? ''}`);
      return Promise.resolve({ section, ...(section && findByPath(section.catalogue, path)) });
    },
  };
  return { api, read, connection: { api, schemas, account: { ...api.account, id: 'me' } } as never };
}

const never = new AbortController().signal;
const found = { urn, name: 'p1', displayName: 'Shop', type: 'publicCloudProject' };

describe('resources that the API finds', () => {
  it('are looked for by name and by patterns of URNs, each once', async () => {
    const queries: unknown[] = [];
    const { api, connection } = connect(() => ({ body: [found, { no: 'resource' }] }));
    api.page = (request) => {
      queries.push(request.query);
      return Promise.resolve({ items: [found, { no: 'resource' }], next: undefined } as never);
    };
    expect(await searchApi(connection, 'shop', never)).toEqual([
      { urn, id: 'p1', name: 'Shop', type: 'publicCloudProject' },
    ]);
    await searchApi(connection, 'env=prod', never);
    await searchApi(connection, urn, never);
    expect(queries).toEqual([
      { resourceName: 'shop' },
      { resourceURN: '*shop*' },
      { tags: '{"env":[{"operator":"EQ","value":"prod"}]}' },
      { resourceURN: urn },
    ]);
  });

  it('are read by their URN alone where nothing else is said', () => {
    expect(parseIamResource({ urn })).toEqual({ urn, id: 'p1', name: 'p1', type: 'publicCloudProject' });
    expect(parseIamResource({ name: 'x' })).toBeUndefined();
  });

  it('are those of the newest words, and a search that fails is noted once', async () => {
    const notes: unknown[] = [];
    let isBroken = false;
    const { connection } = connect(() => (isBroken ? { status: 500, body: {} } : { body: [found] }));
    const search = new ApiSearch(connection, (failure) => notes.push(failure), 0);
    const first = search.begin('sh');
    const second = search.begin('shop');
    expect([await first, await second]).toEqual([false, true]);
    expect([search.found('sh').length, search.found('shop ').length]).toEqual([0, 1]);
    expect(await search.begin('s')).toBe(false);
    isBroken = true;
    expect([await search.begin('other'), await search.begin('more')]).toEqual([false, false]);
    expect(notes).toHaveLength(1);
  });
});

describe('the documents that a search reads', () => {
  it('end with the section that lists all resources, and begin there the next time', async () => {
    const { read, connection } = connect(() => ({ body: [found] }));
    await searchApi(connection, 'shop', never);
    expect(read).toEqual(['/domain', '/iam']);
    await searchApi(connection, 'other', never);
    expect(read).toEqual(['/domain', '/iam']);
  });

  it('are, for a resource, that of the section which its type names', async () => {
    const { read, connection } = connect(() => ({ body: { id: 'p1' } }));
    const place = await placeOfResource(connection, {
      urn,
      id: 'p1',
      name: 'Shop',
      type: 'publicCloudProject',
    });
    expect(place?.segments).toEqual(['publicCloud', 'project', 'p1']);
    expect(read).toEqual(['/publicCloud']);
  });
});

describe('a URN', () => {
  const openedBy = async (exists: boolean): Promise<string | undefined> => {
    const { connection } = connect(({ path }) => {
      if (path.startsWith('/iam/resource/')) return { body: found };
      return exists ? { body: { id: 'p1', name: 'Shop' } } : { status: 404, body: {} };
    });
    const opened = vi.spyOn(commands, 'executeCommand');
    const places = openPlace({
      connections: { get: () => connection, labelOf: String } as never,
      known: { nameOf: ({ segments }) => segments.at(-1) ?? '' },
      ...{ tree: {} as never, view: {} as never },
    });
    await places.openUrn('me', urn);
    const uri = opened.mock.calls.find(([name]) => name === 'vscode.open')?.[1];
    opened.mockRestore();
    return uri instanceof Uri ? uri.path : undefined;
  };

  it('opens the resource itself where its product has it', async () => {
    expect(await openedBy(true)).toMatch(/^\/me\/publicCloud\/project\/p1/);
  });

  it('opens what the list of all resources says where it has not', async () => {
    expect(await openedBy(false)).toMatch(/^\/me\/iam\/resource\/urn:v1:eu:resource:publicCloudProject:p1/);
  });
});
