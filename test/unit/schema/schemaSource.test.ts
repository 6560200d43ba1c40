import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../src/api/api.js';
import { ApiError, CancelledError, NetworkError, ProtocolError } from '../../../src/api/errors.js';
import { SchemaSource, type DocumentCache } from '../../../src/schema/schemaSource.js';
import { listOf, openApi, operation } from './documents.js';
import { fakeApi, type FakeAnswer } from './fakeApi.js';

const index: FakeAnswer = { body: { apis: [{ path: '/a' }, { path: '/a/b' }, { path: '/c' }] } };

/** Serves an index, and documents that name their section and version. */
function serve({ path, schemaVersion }: ApiRequest): FakeAnswer {
  if (path === '') return index;
  const section = path.replace('.json', '');
  const paths = { [`${section}/thing`]: { get: operation({ answer: listOf({ type: 'string' }) }) } };
  return { body: openApi(paths, {}, schemaVersion === 'default' ? '2.0' : schemaVersion) };
}

function memoryCache(): DocumentCache & { readonly kept: Map<string, { text: string; etag: string }> } {
  const kept = new Map<string, { text: string; etag: string }>();
  return {
    kept,
    read: (key) => Promise.resolve(kept.get(key)),
    write: (key, text, etag) => {
      kept.set(key, { text, etag });
      return Promise.resolve();
    },
  };
}

const unversioned = (): undefined => undefined;

/** An answer that comes when it is told to. */
function gate(): { readonly answer: Promise<FakeAnswer>; readonly open: (answer: FakeAnswer) => void } {
  let open: (answer: FakeAnswer) => void = () => undefined;
  const answer = new Promise<FakeAnswer>((resolve) => (open = resolve));
  return { answer, open };
}

describe('the source of API documents', () => {
  it('reads the index and each document once, however many ask', async () => {
    const api = fakeApi(serve);
    const source = new SchemaSource({ api, version: unversioned });
    const [one, two] = await Promise.all([source.section('/a'), source.section('/a')]);
    await Promise.all([source.sections(), source.sections()]);
    expect(one).toBe(two);
    expect(api.asked.map(({ path }) => path)).toEqual(['/a.json', '']);
  });

  it('reads each version for itself, and says which one it asks for', async () => {
    const picked: { version?: string } = {};
    const api = fakeApi(serve);
    const source = new SchemaSource({ api, version: () => picked.version });
    expect((await source.section('/a')).document.version).toBe('2.0');
    picked.version = '1.0';
    expect((await source.section('/a')).document.version).toBe('1.0');
    expect((await source.sectionAt('/a', '2.1')).document.version).toBe('2.1');
    expect(api.asked.map(({ schemaVersion }) => schemaVersion)).toEqual(['default', '1.0', '2.1']);
  });

  it('gives the picked version although another one is picked while it is read', async () => {
    let version = '1.0';
    const { answer, open } = gate();
    const api = fakeApi(async (request) => {
      await answer;
      return serve(request);
    });
    const source = new SchemaSource({ api, version: () => version });
    const reading = source.section('/a');
    version = '2.0';
    open({});
    expect((await reading).document.version).toBe('1.0');
    expect((await source.section('/a')).document.version).toBe('2.0');
  });

  it('knows what was read at the picked version, and what was requested', async () => {
    const picked: { version?: string } = {};
    const source = new SchemaSource({ api: fakeApi(serve), version: () => picked.version });
    expect((await source.section('/a')).asked).toBe('default');
    expect((await source.sectionAt('/c', '1.0')).asked).toBe('1.0');
    expect(source.readPaths()).toEqual(['/a']);
    picked.version = '1.0';
    expect(source.readPaths()).toEqual(['/c']);
    expect((await source.sectionsAt('2.0')).length).toBe(3);
  });

  it('finds the longest section that owns a path, and what the path is', async () => {
    const source = new SchemaSource({ api: fakeApi(serve), version: unversioned });
    const { section, collection } = await source.forPath('/a/b/thing');
    expect([section.section, collection?.path]).toEqual(['/a/b', '/a/b/thing']);
    await expect(source.forPath('/other')).rejects.toThrow(ProtocolError);
  });

  it('reads again after a failure, and after an invalidation', async () => {
    let isBroken = true;
    const api = fakeApi((request) => (isBroken ? { status: 500, body: {} } : serve(request)));
    const source = new SchemaSource({ api, version: unversioned });
    await expect(source.section('/a')).rejects.toThrow(ApiError);
    isBroken = false;
    await source.section('/a');
    source.invalidate();
    await source.section('/a');
    expect(api.asked).toHaveLength(3);
  });

  it.each(['not JSON', '[]', '{"openapi":"3.0.0"}'])('refuses %j as a document', async (body) => {
    const source = new SchemaSource({ api: fakeApi(() => ({ body })), version: unversioned });
    await expect(source.section('/a')).rejects.toThrow(ProtocolError);
  });
});

describe('waiting for a document', () => {
  it('ends for who stops waiting, and continues for the others', async () => {
    const { answer, open } = gate();
    const api = fakeApi(() => answer);
    const source = new SchemaSource({ api, version: unversioned });
    const [impatient, patient] = [new AbortController(), new AbortController()];
    const [first, second] = [source.section('/a', impatient.signal), source.section('/a', patient.signal)];
    impatient.abort();
    await expect(first).rejects.toThrow(CancelledError);
    expect(api.asked[0]?.signal?.aborted).toBe(false);
    open(serve({ method: 'GET', path: '/a.json', schemaVersion: 'default' }));
    expect((await second).section).toBe('/a');
  });

  it('stops the request when its last reader is canceled, and begins again for the next one', async () => {
    const { answer, open } = gate();
    const api = fakeApi(() => answer);
    const source = new SchemaSource({ api, version: unversioned });
    const abort = new AbortController();
    const waiting = source.section('/a', abort.signal);
    abort.abort();
    await expect(waiting).rejects.toThrow(CancelledError);
    expect(api.asked[0]?.signal?.aborted).toBe(true);
    open(serve({ method: 'GET', path: '/a.json', schemaVersion: 'default' }));
    expect((await source.section('/a', new AbortController().signal)).section).toBe('/a');
    expect(api.asked).toHaveLength(2);
  });

  it('does not begin for a signal that is aborted already', async () => {
    const source = new SchemaSource({ api: fakeApi(serve), version: unversioned });
    await expect(source.section('/a', AbortSignal.abort())).rejects.toThrow(CancelledError);
  });
});

describe('documents on disk', () => {
  const withTag =
    (tag: string) =>
    (request: ApiRequest): FakeAnswer =>
      request.headers?.['if-none-match'] === tag
        ? { status: 304, body: '' }
        : { ...serve(request), headers: { etag: tag } };

  it('are not sent again when they did not change', async () => {
    const cache = memoryCache();
    const api = fakeApi(withTag('"1"'));
    await new SchemaSource({ api, cache, version: unversioned }).section('/a');
    expect(
      (await new SchemaSource({ api, cache, version: unversioned }).section('/a')).document.version,
    ).toBe('2.0');
    expect(api.asked.map(({ headers }) => headers?.['if-none-match'])).toEqual([undefined, '"1"']);
  });

  it('are replaced in one request when they did', async () => {
    const cache = memoryCache();
    await new SchemaSource({ api: fakeApi(withTag('"1"')), cache, version: unversioned }).section('/a');
    const api = fakeApi(withTag('"2"'));
    await new SchemaSource({ api, cache, version: unversioned }).section('/a');
    expect(api.asked).toHaveLength(1);
    expect([...cache.kept.values()].map(({ etag }) => etag)).toEqual(['"2"']);
  });

  it('are kept apart by version', async () => {
    const cache = memoryCache();
    const api = fakeApi(withTag('"1"'));
    await new SchemaSource({ api, cache, version: unversioned }).section('/a');
    await new SchemaSource({ api, cache, version: () => '1.0' }).section('/a');
    expect(cache.kept.size).toBe(2);
  });

  it('do not hide that the API refuses', async () => {
    const cache = memoryCache();
    await new SchemaSource({ api: fakeApi(withTag('"1"')), cache, version: unversioned }).section('/a');
    const source = new SchemaSource({
      api: fakeApi(() => ({ status: 403, body: {} })),
      cache,
      version: unversioned,
    });
    await expect(source.section('/a')).rejects.toThrow(ApiError);
  });

  it('and the index are used while the API can’t be reached', async () => {
    const cache = memoryCache();
    const online = new SchemaSource({ api: fakeApi(withTag('"1"')), cache, version: unversioned });
    await Promise.all([online.sections(), online.section('/a')]);
    const offline = fakeApi(() =>
      Promise.reject(new NetworkError({ method: 'GET', path: '' }, 'unreachable', 'host')),
    );
    const source = new SchemaSource({ api: offline, cache, version: unversioned });
    expect((await source.sections()).map(({ path }) => path)).toEqual(['/a', '/a/b', '/c']);
    expect((await source.section('/a')).document.version).toBe('2.0');
    await expect(source.section('/c')).rejects.toThrow(NetworkError);
  });

  it('are not used for an answer that is only late', async () => {
    const cache = memoryCache();
    await new SchemaSource({ api: fakeApi(withTag('"1"')), cache, version: unversioned }).section('/a');
    const late = fakeApi(() =>
      Promise.reject(new NetworkError({ method: 'GET', path: '' }, 'timeout', 'host')),
    );
    const source = new SchemaSource({ api: late, cache, version: unversioned });
    await expect(source.section('/a')).rejects.toThrow(NetworkError);
  });

  it('are kept without a tag too, and then requested as a whole', async () => {
    const cache = memoryCache();
    const api = fakeApi(serve);
    await new SchemaSource({ api, cache, version: unversioned }).section('/a');
    await new SchemaSource({ api, cache, version: unversioned }).section('/a');
    expect(api.asked.map(({ headers }) => headers?.['if-none-match'])).toEqual([undefined, undefined]);
    expect([...cache.kept.values()].map(({ etag }) => etag)).toEqual(['']);
  });

  it('that are damaged are read again', async () => {
    const cache = memoryCache();
    await new SchemaSource({ api: fakeApi(withTag('"1"')), cache, version: unversioned }).section('/a');
    for (const key of cache.kept.keys()) cache.kept.set(key, { text: '{"openapi":', etag: '"1"' });
    const source = new SchemaSource({ api: fakeApi(withTag('"1"')), cache, version: unversioned });
    expect((await source.section('/a')).document.version).toBe('2.0');
    expect([...cache.kept.values()].every(({ text }) => text.endsWith('}'))).toBe(true);
  });

  it('are not replaced by what is no document', async () => {
    const cache = memoryCache();
    await new SchemaSource({ api: fakeApi(withTag('"1"')), cache, version: unversioned }).section('/a');
    const portal = fakeApi(() => ({ body: '<html>Sign in to the network</html>' }));
    const source = new SchemaSource({ api: portal, cache, version: unversioned });
    await expect(source.section('/a')).rejects.toThrow(ProtocolError);
    expect([...cache.kept.values()].every(({ text }) => text.startsWith('{'))).toBe(true);
  });
});
