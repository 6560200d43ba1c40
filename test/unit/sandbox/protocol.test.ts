import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { send, signed } from './caller.js';

const LIST = '/managedPlatform/project';
type Fields = Readonly<Record<string, unknown>>;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ resources: 1_200, clock: 'manual' });
});
afterAll(() => sandbox.stop());

/** The path of an envelope that can be changed. */
async function envelope(): Promise<string> {
  const projects = (await signed(sandbox, LIST)).json() as readonly Fields[];
  for (const project of projects) {
    const path = `${LIST}/${String(project.id)}/cluster`;
    const [cluster] = (await signed(sandbox, path)).json() as readonly Fields[];
    if (cluster) return `${path}/${String(cluster.id)}`;
  }
  throw new Error('There is no cluster');
}

describe('pages', () => {
  it('have a usual and a largest size', async () => {
    expect((await signed(sandbox, LIST)).json()).toHaveLength(50);
    const large = await signed(sandbox, LIST, { headers: { 'x-pagination-size': '5000' } });
    expect(large.json()).toHaveLength(1_000);
    expect((await signed(sandbox, LIST, { headers: { 'x-pagination-size': '0' } })).status).toBe(400);
  });

  it('follow each other to the end, without a gap or a repetition', async () => {
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const headers = { 'x-pagination-size': '500', ...(cursor ? { 'x-pagination-cursor': cursor } : {}) };
      const told = await signed(sandbox, LIST, { headers });
      seen.push(...(told.json() as readonly Fields[]).map(({ id }) => id));
      cursor = told.headers['x-pagination-cursor-next']?.toString();
    } while (cursor !== undefined);
    expect(seen).toHaveLength(1_200);
    expect(new Set(seen).size).toBe(1_200);
  });

  it('refuse cursors that were made up, are of another list, or are too old', async () => {
    const cursor = String((await signed(sandbox, LIST)).headers['x-pagination-cursor-next']);
    const read = async (path: string, value: string): Promise<unknown> => {
      const told = await signed(sandbox, path, { headers: { 'x-pagination-cursor': value } });
      return { status: told.status, class: (told.json() as Fields).class };
    };
    const invalid = { status: 400, class: 'Client::BadRequest::InvalidCursor' };
    expect(await read(LIST, `x${cursor}`)).toEqual(invalid);
    expect(await read(LIST, 'bm90aGluZw.x')).toEqual(invalid);
    expect(await read(`${LIST}?other=1`, cursor)).toMatchObject({ status: 400 });
    await sandbox.client.step(15 * 60_000 + 1);
    expect(await read(LIST, cursor)).toEqual({ status: 400, class: 'Client::BadRequest::ExpiredCursor' });
    const fresh = String((await signed(sandbox, LIST)).headers['x-pagination-cursor-next']);
    await sandbox.client.expireCursors();
    expect(await read(LIST, fresh)).toEqual({ status: 400, class: 'Client::BadRequest::ExpiredCursor' });
  });
});

describe('HEAD', () => {
  it('is answered as GET is, without a body', async () => {
    const told = await signed(sandbox, LIST, { method: 'HEAD' });
    expect([told.status, told.text]).toEqual([200, '']);
    expect(told.headers).toHaveProperty('x-pagination-cursor-next');
  });
});

describe('schema versions, where the API names them,', () => {
  beforeAll(() => sandbox.client.conduct({ namesVersions: true, errorDetails: true }));
  afterAll(() => sandbox.client.conduct({ namesVersions: false, errorDetails: false }));

  const version = async (asked?: string): Promise<unknown> => {
    const headers = asked === undefined ? {} : { 'x-schemas-version': asked };
    const told = await signed(sandbox, LIST, { headers });
    return told.status === 200 ? told.headers['x-schemas-version'] : told.json();
  };

  it('are taken exactly, or by their major alone; the newest when none is requested', async () => {
    expect(await version('1.0')).toBe('1.0');
    expect(await version('2.0')).toBe('2.0');
    expect(await version('2')).toBe('2.1');
    expect(await version()).toBe('2.1');
  });

  it('that do not exist are refused with those that do', async () => {
    const refused = await version('9.9');
    expect(refused).toMatchObject({ class: 'Client::BadRequest::UnknownSchemasVersion' });
    expect(refused).toMatchObject({ details: { versions: '2.1, 2.0, 1.0' } });
    expect((refused as Fields).message).toContain('2.1, 2.0, 1.0');
  });
});

describe('schema versions', () => {
  it('are named nowhere: not in answers, nor in refusals, nor as the label of a document', async () => {
    const headers = { 'x-schemas-version': '2.1' };
    expect((await signed(sandbox, LIST, { headers })).headers).not.toHaveProperty('x-schemas-version');
    for (const version of ['1.0', '2.1']) {
      const told = await send(`${sandbox.api}/managedPlatform.json?format=openapi3`, {
        headers: { 'x-schemas-version': version },
      });
      expect(told.json()).toMatchObject({ info: { version: '1.0' } });
      expect(told.headers).not.toHaveProperty('x-schemas-version');
    }
    const refused = await signed(sandbox, LIST, { headers: { 'x-schemas-version': '9.9' } });
    expect([refused.status, refused.json()]).toEqual([
      400,
      {
        class: 'Client::BadRequest::UnknownSchemasVersion',
        message: 'The schemas version "9.9" is not supported',
      },
    ]);
    expect((await signed(sandbox, LIST, { headers: { 'x-schemas-version': '0.0' } })).status).toBe(200);
  });
});

describe('the index', () => {
  it('has the form of the API’s own: no versions, and descriptions that say nothing', async () => {
    const told = (await send(sandbox.api)).json() as Fields;
    expect(Object.keys(told)).toEqual(['apis', 'basePath']);
    expect(told.apis).toContainEqual({
      path: '/managedPlatform',
      schema: '{path}.{format}',
      format: ['json', 'yaml'],
      description: '',
    });
  });
});

describe('documents', () => {
  const url = (): string => `${sandbox.api}/managedPlatform.json?format=openapi3`;

  it('come zipped, once', async () => {
    const first = await send(url(), { headers: { 'accept-encoding': 'gzip' } });
    expect(first.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(first.bytes).toString())).toHaveProperty('openapi');
  });

  it('are not sent again to who has them', async () => {
    const first = await send(url());
    const again = await send(url(), { headers: { 'if-none-match': String(first.headers.etag) } });
    expect([again.status, again.text]).toEqual([304, '']);
    const other = await send(url(), {
      headers: { 'if-none-match': String(first.headers.etag), 'x-schemas-version': '1.0' },
    });
    expect(other.status).toBe(200);
  });

  it('are in YAML too', async () => {
    const told = await send(`${sandbox.api}/managedPlatform.yaml`);
    expect(told.headers['content-type']).toContain('yaml');
    expect(told.text).toMatch(/^openapi:/m);
  });
});

describe('refusals', () => {
  const said = async (path: string, method = 'GET', body = ''): Promise<Fields> => {
    const told = await signed(sandbox, path, { method, body });
    return { ...(told.json() as object), status: told.status, headers: told.headers };
  };

  it('carry the query in a header, not among their details', async () => {
    const told = await said('/nothing');
    expect(told).toMatchObject({ status: 404, class: 'Client::NotFound' });
    expect((told.headers as Fields)['x-ovh-queryid']).toMatch(/^EU\./);
    expect(JSON.stringify(told.details ?? {})).not.toContain('EU.');
  });

  it('say which methods a path has', async () => {
    const told = await said(LIST, 'DELETE');
    expect(told).toMatchObject({ status: 405, class: 'Client::MethodNotAllowed' });
    expect((told.headers as Fields).allow).toContain('GET');
  });

  it('take a path that is no UTF-8 for a bad request', async () => {
    expect(await said(`${LIST}/%FF`)).toMatchObject({ status: 400 });
  });

  it('name the right that is missing', async () => {
    await sandbox.client.conduct({ deniedActions: ['*project*'] });
    const told = await said(LIST);
    await sandbox.client.conduct({ deniedActions: [] });
    expect(told).toMatchObject({ status: 403, class: 'Client::Forbidden' });
    expect(told.message).toMatch(/project/);
    expect(told).not.toHaveProperty('details');
    expect((await said(LIST)).status).toBe(200);
  });

  it('let only reading happen during maintenance', async () => {
    const path = await envelope();
    for (const status of [500, 503] as const) {
      await sandbox.client.conduct({ maintenance: status });
      expect(await said(path, 'DELETE')).toMatchObject({
        status,
        class: 'Server::InternalServerError::Maintenance',
      });
      expect((await said(path)).status).toBe(200);
    }
    await sandbox.client.conduct({ maintenance: null });
  });

  it('report a stale checksum after the change of another client, by the status that was chosen', async () => {
    const path = await envelope();
    const before = (await signed(sandbox, path)).json() as Fields;
    const target = before.targetSpec as Fields;
    const events = ((await signed(sandbox, `${path}/event`)).json() as readonly unknown[]).length;
    await sandbox.client.changeResource(path, { name: 'changed-by-another' });
    const after = (await signed(sandbox, path)).json() as Fields;
    expect(after.checksum).not.toBe(before.checksum);
    expect(after.targetSpec).toMatchObject({ name: 'changed-by-another' });
    expect(((await signed(sandbox, `${path}/event`)).json() as readonly unknown[]).length).toBeGreaterThan(
      events,
    );
    const body = JSON.stringify({ checksum: before.checksum, targetSpec: target });
    expect(await said(path, 'PUT', body)).toMatchObject({
      status: 409,
      class: 'Client::Conflict::ResourceInInvalidState',
    });
    await sandbox.client.conduct({ whileBusy: 'locked' });
    expect(await said(path, 'PUT', body)).toMatchObject({ status: 423 });
    await sandbox.client.conduct({ whileBusy: 'conflict' });
    await sandbox.client.step(60_000);
    expect(await said(path, 'PUT', body)).toMatchObject({
      status: 409,
      class: 'Client::Conflict::ChecksumMismatch',
    });
    await sandbox.client.conduct({ conflictStatus: 412 });
    expect(await said(path, 'PUT', body)).toMatchObject({
      status: 412,
      class: 'Client::PreconditionFailed::ChecksumMismatch',
    });
    await sandbox.client.conduct({ conflictStatus: 409 });
    const { checksum } = (await signed(sandbox, path)).json() as Fields;
    await sandbox.client.moveChecksum(path);
    const { checksum: moved } = (await signed(sandbox, path)).json() as Fields;
    expect(moved).not.toBe(checksum);
    expect(await sandbox.client.hiddenWrites(path)).toEqual([]);
  });
});

describe('tasks', () => {
  const status = async (path: string): Promise<unknown> =>
    ((await signed(sandbox, path)).json() as Fields).resourceStatus;

  it('continue when the clock is stepped, and not before', async () => {
    const path = await envelope();
    await sandbox.client.step(60_000);
    await sandbox.client.changeResource(path, { name: 'stepped' });
    expect(await status(path)).toBe('UPDATING');
    await sandbox.client.step(60_000);
    expect(await status(path)).toBe('READY');
    const after = (await signed(sandbox, path)).json() as Fields;
    expect(after.currentState).toMatchObject({ name: 'stepped' });
  });

  it('end in an error for the requested share', async () => {
    const path = await envelope();
    await sandbox.client.conduct({ failingTasks: 1 });
    await sandbox.client.changeResource(path, { name: 'doomed' });
    await sandbox.client.step(60_000);
    await sandbox.client.conduct({ failingTasks: 0 });
    expect(await status(path)).toBe('ERROR');
    const [task] = (await signed(sandbox, `${path}/task`)).json() as readonly Fields[];
    expect(task).toMatchObject({ status: 'ERROR' });
    expect(task?.errors).not.toEqual([]);
  });
});

describe('the control API', () => {
  it('lists the requests that came, and forgets them', async () => {
    await sandbox.client.forgetRequests();
    await signed(sandbox, LIST, { headers: { 'x-schemas-version': '1' } });
    expect(await sandbox.client.requests()).toEqual([
      { method: 'GET', path: `/v2${LIST}`, query: '', schemaVersion: '1', status: 200, body: '' },
    ]);
    await sandbox.client.forgetRequests();
    expect(await sandbox.client.requests()).toEqual([]);
  });

  it('is for programs, not for pages that a browser shows', async () => {
    const url = `${sandbox.control}/requests`;
    expect((await send(url, { headers: { origin: 'https://example.org' } })).status).toBe(403);
    expect((await send(url, { headers: { host: 'rebound.example.org' } })).status).toBe(403);
  });

  it('can not be reached through the API', async () => {
    expect((await signed(sandbox, '/1.0/requests')).status).toBe(404);
  });

  it('refuses a fault that it does not know', async () => {
    const told = await send(`${sandbox.control}/faults`, {
      method: 'POST',
      body: '{"effect":{"kind":"fire"}}',
    });
    expect(told.status).toBe(400);
  });

  it('returns a wrong time when it is set to', async () => {
    await sandbox.client.conduct({ skewMinutes: 10 });
    const told = await send(new URL('/1.0/auth/time', sandbox.api).href);
    const refused = await signed(sandbox, LIST);
    await sandbox.client.conduct({ skewMinutes: 0 });
    expect(Number(told.text) - Date.now() / 1000).toBeGreaterThan(590);
    expect(refused.json()).toMatchObject({ class: 'Client::BadRequest::QueryTimeOut' });
    expect((await signed(sandbox, LIST)).status).toBe(200);
  });
});
