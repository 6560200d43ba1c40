import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect as connectTo, createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDispatcher, proxyOf } from '../../../src/api/connections.js';
import { networkFailure } from '../../../src/api/networkFailure.js';
import { trustedCertificates } from '../../../src/api/trust.js';
import { connect, failureOf, json, serve } from './loopback.js';

const execute = promisify(execFile);
const limits = { connectTimeoutMs: 5_000, inFlight: 2 };
const request = { method: 'GET', path: '/a' } as const;

/** A proxy on loopback that leads every tunnel to one place. */
async function proxy(
  leadsTo: string,
  allow: (authorization: string | undefined) => boolean,
): Promise<{ url: string; tunnels: string[] }> {
  const tunnels: string[] = [];
  const server = createServer();
  server.on('connect', ({ url = '', headers }, socket) => {
    tunnels.push(url);
    if (!allow(headers['proxy-authorization'])) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const { hostname, port } = new URL(leadsTo);
    const through = connectTo(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    for (const end of [socket, through]) end.on('error', () => end.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://user:p%40ss@127.0.0.1:${String((server.address() as AddressInfo).port)}`, tunnels };
}

describe('the way out', () => {
  test('goes straight to this machine, whatever proxy there is', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { url, tunnels } = await proxy(server.origin, () => true);
    const { client } = connect(server.origin, {
      dispatcher: () => openDispatcher({ proxyUrl: url }, limits),
    });
    await client.request(request);
    expect(tunnels).toEqual([]);
  });

  test('goes through the proxy elsewhere, with what the proxy asks for', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const basic = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
    const { url, tunnels } = await proxy(server.origin, (authorization) => authorization === basic);
    const dispatcher = await openDispatcher({ proxyUrl: url, noProxy: ['direct.example'] }, limits);
    onTestFinished(() => dispatcher.destroy());
    const answer = await dispatcher.request({ origin: 'http://api.example', path: '/a', method: 'GET' });
    expect([answer.statusCode, tunnels]).toEqual([200, ['api.example:80']]);
    await answer.body.dump();
    expect(server.arrived[0]?.headers['proxy-authorization']).toBeUndefined();
  });

  test('that the proxy refuses is the proxy’s failure', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { url } = await proxy(server.origin, () => false);
    const dispatcher = await openDispatcher({ proxyUrl: url }, limits);
    onTestFinished(() => dispatcher.destroy());
    const cause = await failureOf(
      dispatcher.request({ origin: 'http://api.example', path: '/a', method: 'GET' }),
    );
    const failure = networkFailure(request, 'http://api.example', cause, undefined);
    expect(failure).toMatchObject({ kind: 'network', reason: 'proxy', host: 'api.example' });
  });

  test.each(['not an address', 'proxy.example:3128', 'ftp://proxy.example'])(
    'does not go around a proxy whose address is invalid: %s',
    async (proxyUrl) => {
      const dispatcher = await openDispatcher({ proxyUrl }, limits);
      const { client, lines } = connect('https://api.example', {
        dispatcher: () => Promise.resolve(dispatcher),
      });
      expect(await failureOf(client.request(request))).toMatchObject({
        kind: 'network',
        reason: 'proxyAddress',
        host: 'api.example',
      });
      expect(lines).toMatchObject([{ attempts: 1 }]);
      const server = await serve((_, response) => json(response, 200, {}));
      const here = connect(server.origin, { dispatcher: () => openDispatcher({ proxyUrl }, limits) });
      expect((await here.client.request(request)).status).toBe(200);
    },
  );

  test('shows the proxy what the user set for it, rather than what its address holds', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { url, tunnels } = await proxy(
      server.origin,
      (authorization) => authorization === 'Bearer of-mine',
    );
    const dispatcher = await openDispatcher({ proxyUrl: url, proxyAuthorization: 'Bearer of-mine' }, limits);
    onTestFinished(() => dispatcher.destroy());
    const answer = await dispatcher.request({ origin: 'http://api.example', path: '/a', method: 'GET' });
    expect([answer.statusCode, tunnels]).toEqual([200, ['api.example:80']]);
    await answer.body.dump();
  });
});

/** An API over TLS with a certificate that nobody knows yet. */
async function secureApi(): Promise<{ origin: string; certificate: string }> {
  const subject = [{ name: 'commonName', value: '127.0.0.1' }];
  const extensions = [{ name: 'subjectAltName' as const, altNames: [{ type: 7 as const, ip: '127.0.0.1' }] }];
  const { private: key, cert } = await generate(subject, { extensions });
  const server = createSecureServer({ key, cert }, (_, response) => {
    json(response, 200, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`, certificate: cert };
}

describe('a connection', () => {
  test('that no server accepts ends after its time limit', async () => {
    // It is accepted, and then no handshake ever comes.
    const silent = createTcpServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const sockets = new Set<Socket>();
    silent.on('connection', (socket) => sockets.add(socket));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const origin = `https://127.0.0.1:${String((silent.address() as AddressInfo).port)}`;
    const dispatcher = await openDispatcher({}, { connectTimeoutMs: 300, inFlight: 1 });
    const { client } = connect(origin, {
      dispatcher: () => Promise.resolve(dispatcher),
      limits: { attempts: 1 },
    });
    const failure = await failureOf(client.request(request));
    expect(failure).toMatchObject({ kind: 'network', reason: 'unreachable', host: new URL(origin).host });
  });
});

describe('a certificate', () => {
  test('that no authority has signed ends the request, in words that name the host', async () => {
    const { origin } = await secureApi();
    const { client } = connect(origin, { dispatcher: () => openDispatcher({}, limits) });
    const failure = await failureOf(client.request(request));
    expect(failure).toMatchObject({ kind: 'network', reason: 'tls', host: new URL(origin).host });
  });

  test('is accepted when it is trusted besides Node’s own, and the proxy’s tunnel trusts it too', async () => {
    const { origin, certificate } = await secureApi();
    const { client } = connect(origin, { dispatcher: () => openDispatcher({ ca: [certificate] }, limits) });
    expect((await client.request(request)).status).toBe(200);
    const { url, tunnels } = await proxy(origin, () => true);
    const dispatcher = await openDispatcher({ proxyUrl: url, ca: [certificate] }, limits);
    onTestFinished(() => dispatcher.destroy());
    const cause = await failureOf(
      dispatcher.request({ origin: 'https://api.example', path: '/a', method: 'GET' }),
    );
    // Trusted, but it speaks for another host: that is still looked at.
    expect([tunnels, String(cause)]).toEqual([['api.example:443'], expect.stringContaining("cert's")]);
  });

  test('is not loaded where the user switched that off', async () => {
    const { origin } = await secureApi();
    const dispatcher = await openDispatcher({ rejectUnauthorized: false }, limits);
    const { client } = connect(origin, { dispatcher: () => Promise.resolve(dispatcher) });
    expect((await client.request(request)).status).toBe(200);
  });

  test('that NODE_EXTRA_CA_CERTS names is trusted, beside those of the machine’s own store', async () => {
    const { origin, certificate } = await secureApi();
    const folder = await mkdtemp(join(tmpdir(), 'ovhapi-certificates-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'extra.pem');
    await writeFile(file, certificate);
    const source = (name: string): string =>
      JSON.stringify(join(import.meta.dirname, '../../../src/api', name));
    const program = `
      import { openDispatcher } from ${source('connections.ts')};
      import { trustedCertificates } from ${source('trust.ts')};
      const ca = trustedCertificates('system');
      const dispatcher = await openDispatcher({ ca }, { connectTimeoutMs: 5_000, inFlight: 1 });
      const answer = await dispatcher.request({ origin: ${JSON.stringify(origin)}, path: '/', method: 'GET' })
        .then(({ statusCode }) => statusCode, ({ code }) => code);
      console.log(answer);
      await dispatcher.destroy();
    `;
    const ask = async (env: object): Promise<string> => {
      const flags = ['--import', 'tsx', '--input-type=module', '--eval', program];
      const { stdout } = await execute(process.execPath, flags, { env: { ...process.env, ...env } });
      return stdout.trim();
    };
    expect(await ask({ NODE_EXTRA_CA_CERTS: file })).toBe('200');
    expect(await ask({ NODE_EXTRA_CA_CERTS: '' })).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
  });

  test('of Node’s own list is trusted, whatever this version of Node offers', () => {
    expect(trustedCertificates('default').length).toBeGreaterThan(50);
    for (const one of trustedCertificates('system')) expect(one).toContain('BEGIN CERTIFICATE');
  });
});

describe('the proxy', () => {
  test('of the settings wins over that of the environment', () => {
    const env = { HTTPS_PROXY: 'http://env:1', NO_PROXY: 'a.example, b.example' };
    expect(proxyOf({ proxy: 'http://set:1', noProxy: ['c.example'] }, env)).toEqual({
      proxyUrl: 'http://set:1',
      noProxy: ['c.example'],
    });
    expect(proxyOf({ proxy: ' ', noProxy: [] }, env)).toEqual({
      proxyUrl: 'http://env:1',
      noProxy: ['a.example', 'b.example'],
    });
    expect(proxyOf({ proxy: undefined, noProxy: undefined }, {})).toEqual({
      proxyUrl: undefined,
      noProxy: [],
    });
  });

  test('of the environment needs no scheme, as for other programs', () => {
    const settings = { proxy: undefined, noProxy: undefined };
    expect(proxyOf(settings, { https_proxy: 'proxy.example:3128' }).proxyUrl).toBe(
      'http://proxy.example:3128',
    );
    expect(proxyOf(settings, { ALL_PROXY: 'socks5://proxy:1' }).proxyUrl).toBe('socks5://proxy:1');
  });

  test('is not used where the user has switched it off for extensions', () => {
    const settings = { proxy: 'http://set:1', noProxy: undefined, support: 'off' };
    expect(proxyOf(settings, { HTTPS_PROXY: 'http://env:1' })).toEqual({});
  });

  test('is shown what the settings say that it wants', () => {
    const settings = { proxy: 'http://set:1', noProxy: undefined };
    expect(proxyOf({ ...settings, authorization: ' Basic eA== ' }, {}).proxyAuthorization).toBe('Basic eA==');
    expect(proxyOf({ ...settings, authorization: '' }, {})).not.toHaveProperty('proxyAuthorization');
  });
});
