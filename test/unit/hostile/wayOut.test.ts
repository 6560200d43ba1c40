import { UnfinishedWork } from '../../../src/editor/connections/unfinishedWork.js';
import { NO_FILE } from '../editor/fakeContext.js';
import { createServer as createSecureServer } from 'node:https';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { generate } from 'selfsigned';
import { EnvHttpProxyAgent } from 'undici';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openDispatcher } from '../../../src/api/connections.js';
import { Connections } from '../../../src/editor/connections/connections.js';
import { openSettingsDispatcher } from '../../../src/editor/connections/settingsDispatcher.js';
import { connect, signature } from '../api/loopback.js';
import { outcome, told } from './wire.js';

interface Levels {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

const settings = vi.hoisted(() => new Map<string, Levels>());

/** Settings on each of their levels, of which the fake editor of the other tests has only the user's. */
vi.mock('vscode', async () => {
  const fake = await import('../editor/fakeVscode.js');
  const getConfiguration = (section: string): object => ({
    get: (name: string): unknown => {
      const { globalValue, workspaceValue, workspaceFolderValue } = settings.get(`${section}.${name}`) ?? {};
      return workspaceFolderValue ?? workspaceValue ?? globalValue;
    },
    inspect: (name: string): Levels | undefined => settings.get(`${section}.${name}`),
  });
  return { ...fake, workspace: { ...fake.workspace, getConfiguration } };
});

const limits = { connectTimeoutMs: 5_000, inFlight: 2 };
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'];

beforeEach(() => {
  settings.clear();
  for (const name of proxyVariables) vi.stubEnv(name, '');
});
afterEach(() => vi.unstubAllEnvs());

async function portOf(server: Server & { closeAllConnections(): void }): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return String((server.address() as AddressInfo).port);
}

/** An API whose certificate nobody vouches for, and what reached it. */
async function unvouchedApi(): Promise<{ readonly origin: string; readonly arrived: unknown[] }> {
  const extensions = [{ name: 'subjectAltName' as const, altNames: [{ type: 7 as const, ip: '127.0.0.1' }] }];
  const pair = await generate([{ name: 'commonName', value: '127.0.0.1' }], { extensions });
  const arrived: unknown[] = [];
  const server = createSecureServer({ key: pair.private, cert: pair.cert }, ({ headers }, response) => {
    arrived.push(headers);
    response.end('{}');
  });
  return { origin: `https://127.0.0.1:${await portOf(server)}`, arrived };
}

describe('a workspace', () => {
  const levels = ['workspaceValue', 'workspaceFolderValue'] as const;

  test.each(levels)('cannot lead credentials through a proxy (%s)', async (level) => {
    settings.set('http.proxy', { [level]: 'http://127.0.0.1:9' });
    const led = await openSettingsDispatcher();
    onTestFinished(() => led.destroy());
    expect(led).not.toBeInstanceOf(EnvHttpProxyAgent);
    settings.set('http.proxy', { globalValue: 'http://127.0.0.1:9' });
    const chosen = await openSettingsDispatcher();
    onTestFinished(() => chosen.destroy());
    expect(chosen).toBeInstanceOf(EnvHttpProxyAgent);
  });

  test.each(levels)('cannot have any certificate trusted (%s)', async (level) => {
    settings.set('http.proxyStrictSSL', { [level]: false });
    const { origin, arrived } = await unvouchedApi();
    const { client } = connect(origin, {
      as: { kind: 'token', accessToken: 'CANARY-token' },
      dispatcher: openSettingsDispatcher,
    });
    const failure = await outcome(client.request({ method: 'GET', path: '/thing' }));
    expect(failure).toMatchObject({ kind: 'network', reason: 'tls' });
    const { sentence, details } = told(failure);
    expect(sentence).toMatch(/The certificate of .* isn’t trusted on this machine/);
    expect(sentence + details).not.toContain('CANARY');
    expect(arrived).toEqual([]);
  });

  test('or a user who sets what is no proxy and no list, changes nothing', async () => {
    settings.set('http.proxy', { globalValue: 42 });
    settings.set('http.noProxy', { globalValue: 'a.example' });
    const straight = await openSettingsDispatcher();
    onTestFinished(() => straight.destroy());
    expect(straight).not.toBeInstanceOf(EnvHttpProxyAgent);
  });

  test('leaves to the user what the user has set', async () => {
    settings.set('http.proxyStrictSSL', { globalValue: false, workspaceValue: true });
    const { origin, arrived } = await unvouchedApi();
    const { client } = connect(origin, { dispatcher: openSettingsDispatcher });
    expect((await client.request({ method: 'GET', path: '/thing' })).status).toBe(200);
    expect(arrived).toHaveLength(1);
  });
});

/** A proxy that refuses every tunnel, and which were asked for. */
async function refusingProxy(): Promise<{ readonly proxyUrl: string; readonly tunnels: string[] }> {
  const tunnels: string[] = [];
  const server = createServer();
  server.on('connect', ({ url = '' }, socket) => {
    tunnels.push(url);
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  return { proxyUrl: `http://user:CANARY@127.0.0.1:${await portOf(server)}`, tunnels };
}

describe('every way out of the editor', () => {
  const elsewhere = {
    name: 'custom',
    origin: 'https://api.example',
    tokenUrl: 'https://api.example/t',
  } as const;
  const account = { id: 'a', label: 'a', endpoint: elsewhere, credential: 'none' } as const;
  const nothing = { onDidChange: () => ({ dispose: () => undefined }) };
  const connections = new Connections({
    unfinished: new UnfinishedWork(NO_FILE, () => undefined),
    accounts: {
      ...nothing,
      list: () => [],
      active: () => undefined,
      get: () => account,
      credential: () => Promise.resolve({ kind: 'none' }),
    },
    versions: { ...nothing, picked: () => undefined },
    log: { request: () => undefined },
    reachability: { noteRequest: () => undefined },
    cache: {},
    onSecrets: () => undefined,
  } as never);

  test.each([
    ['an account', () => connections.get('a')!.api],
    ['a sign-in, whose account is not stored yet', () => connections.probe(account, { kind: 'none' })],
  ])('leads through the proxy of the settings: %s', async (_, open) => {
    const { proxyUrl, tunnels } = await refusingProxy();
    settings.set('http.proxy', { globalValue: proxyUrl });
    const failure = await outcome(open().request({ method: 'GET', path: '/thing' }));
    expect(failure).toMatchObject({ kind: 'network', reason: 'proxy' });
    expect(tunnels).toEqual(['api.example:443']);
  });
});

describe('a host that is reached without the proxy', () => {
  test.each([
    ['by its name', ['127.0.0.2']],
    ['among others', ['a.example', '127.0.0.2', 'b.example']],
    ['as every host', ['*']],
  ])('the proxy does not learn of %s', async (_, noProxy) => {
    const { proxyUrl, tunnels } = await refusingProxy();
    const dispatcher = await openDispatcher({ proxyUrl, noProxy }, limits);
    onTestFinished(() => dispatcher.destroy());
    // Port 9 discards: nobody listens, and no other machine is asked.
    await outcome(dispatcher.request({ origin: 'http://127.0.0.2:9', path: '/a', method: 'GET' }));
    expect(tunnels).toEqual([]);
  });

  test('is another one than a host that only ends alike, which the proxy refuses in words without its password', async () => {
    const { proxyUrl, tunnels } = await refusingProxy();
    const dispatcher = await openDispatcher({ proxyUrl, noProxy: ['i.example'] }, limits);
    const { client } = connect('https://api.example', {
      as: signature,
      dispatcher: () => Promise.resolve(dispatcher),
      limits: { attempts: 1 },
    });
    const failure = await outcome(client.request({ method: 'GET', path: '/thing' }));
    expect(tunnels).toEqual(['api.example:443']);
    expect(failure).toMatchObject({ kind: 'network', reason: 'proxy', host: 'api.example' });
    const { sentence, details } = told(failure);
    expect(sentence).toMatch(
      /The proxy rejected the connection to api\.example\. Check the setting http\.proxy/,
    );
    expect(sentence + details).not.toMatch(/CANARY|applicationSecret|consumerKey/);
  });
});
