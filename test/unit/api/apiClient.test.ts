import { gzipSync } from 'node:zlib';
import { MockAgent } from 'undici';
import { describe, expect, test } from 'vitest';
import type { RequestTrace } from '../../../src/api/apiClient.js';
import {
  ApiError,
  CancelledError,
  NetworkError,
  ProtocolError,
  RequestError,
} from '../../../src/api/errors.js';
import { failureKind } from '../../../src/api/failureKind.js';
import { sign } from '../../../src/api/signature.js';
import { connect, deferred, failureOf, json, serve, signature } from './loopback.js';

const get = (path: string, more: object = {}) => ({ method: 'GET', path, ...more }) as const;
/** When the clients' clocks stand still. */
const now = 1_700_000_000_000;

describe('a signed request', () => {
  test('is signed as it goes over the wire, with the time of the API', async () => {
    const server = await serve(({ url }, response) => {
      json(response, 200, url === '/1.0/auth/time' ? now / 1_000 + 100 : {});
    });
    const { client } = connect(server.origin, { as: signature });
    const body = '{"targetSpec":{"name":"é"}}';
    await client.send({ method: 'PUT', path: '/a%2Fb', query: { q: 'x y' }, body });
    const [, { method, url, headers, body: arrived }] = server.arrived as [
      unknown,
      (typeof server.arrived)[0],
    ];
    expect({ method, url, arrived }).toEqual({ method: 'PUT', url: '/v2/a%2Fb?q=x%20y', arrived: body });
    const timestamp = now / 1_000 + 100;
    expect(headers['x-ovh-timestamp']).toBe(String(timestamp));
    expect(headers['x-ovh-signature']).toBe(
      sign(signature as never, { method, url: server.origin + url, body, timestamp }),
    );
  });

  test('names the application of its credential once, whichever one a header of the request names', async () => {
    const server = await serve(({ url }, response) =>
      json(response, 200, url.endsWith('/time') ? now / 1_000 : {}),
    );
    const { client } = connect(server.origin, { as: signature });
    await client.request(get('/a', { headers: { 'X-Ovh-Application': 'another', 'X-Own': 'kept' } }));
    expect(server.arrived.at(-1)?.headers).toMatchObject({
      'x-ovh-application': (signature as { applicationKey: string }).applicationKey,
      'x-own': 'kept',
    });
  });

  test('asks for the time once, however many requests begin together', async () => {
    const server = await serve(({ url }, response) =>
      json(response, 200, url.endsWith('/time') ? now / 1_000 : {}),
    );
    const { client } = connect(server.origin, { as: signature });
    await Promise.all(['/a', '/b', '/c'].map((path) => client.request(get(path))));
    await client.request(get('/d'));
    expect(server.arrived.filter(({ url }) => url === '/1.0/auth/time')).toHaveLength(1);
  });

  test.each(['GET', 'POST'] as const)(
    'is sent again with the right time when a %s had the wrong one',
    async (method) => {
      let theirs = now / 1_000;
      const server = await serve(({ url, headers }, response) => {
        if (url.endsWith('/time')) return json(response, 200, theirs);
        const isRight = Number(headers['x-ovh-timestamp']) === theirs;
        if (isRight) return json(response, 200, {});
        json(response, 400, {
          class: 'Client::BadRequest::QueryTimeOut',
          message: 'The timestamp is out of date',
        });
      });
      const { client } = connect(server.origin, { as: signature });
      await client.request({ method, path: '/a' });
      theirs += 3_600;
      const response = await client.request({ method, path: '/b' });
      expect(response.attempts).toBe(2);
    },
  );

  test('is not sent a third time when the API keeps rejecting the time', async () => {
    const server = await serve(({ url }, response) => {
      if (url.endsWith('/time')) return json(response, 200, now / 1_000);
      json(
        response,
        400,
        { class: 'QUERY_TIME_OUT', message: 'no' },
        { date: new Date(now - 600_000).toUTCString() },
      );
    });
    const { client } = connect(server.origin, { as: signature });
    const failure = await failureOf(client.request(get('/a')));
    expect(failure).toMatchObject({ status: 400, clockAheadMs: 600_000 });
    expect(server.arrived.filter(({ url }) => url === '/v2/a')).toHaveLength(2);
  });

  test('is not sent with keys that would begin another header', async () => {
    const server = await serve((_, response) => json(response, 200, 1));
    const { client } = connect(server.origin, {
      as: { ...signature, consumerKey: 'x\r\nX-Evil: 1' } as never,
    });
    expect(await failureOf(client.send(get('/a')))).toMatchObject({
      kind: 'credential',
      reason: 'unreadable',
    });
    expect(server.arrived).toHaveLength(0);
  });
});

describe('a service account', () => {
  const account = { kind: 'serviceAccount', clientId: 'id', clientSecret: 'secret' } as const;

  test('gets one token for many requests, and another when the API does not take it any more', async () => {
    let tokens = 0;
    const server = await serve(({ url, headers }, response) => {
      if (url === '/auth/oauth2/token') {
        tokens += 1;
        return json(response, 200, { access_token: `token${String(tokens)}`, expires_in: 3600 });
      }
      const isGood = headers.authorization === `Bearer token${url === '/v2/later' ? '2' : '1'}`;
      json(response, isGood ? 200 : 401, {});
    });
    const told: string[] = [];
    const { client } = connect(server.origin, { as: account, onToken: (token) => void told.push(token) });
    await Promise.all(['/a', '/b', '/c'].map((path) => client.request(get(path))));
    expect(tokens).toBe(1);
    await client.request({ method: 'POST', path: '/later', body: '{}' });
    expect(tokens).toBe(2);
    // Who keeps secrets out of texts knows of each.
    expect(told).toEqual(['token1', 'token2']);
  });

  test('that is refused is a credential’s failure, without a word of the server', async () => {
    const server = await serve(({ body }, response) =>
      json(response, 401, { error: 'invalid_client', said: body }),
    );
    const { client } = connect(server.origin, { as: account });
    const failure = await failureOf(client.request(get('/a')));
    expect(failure).toMatchObject({ kind: 'credential', reason: 'refused' });
    expect(JSON.stringify([failure, String(failure)])).not.toContain('secret');
  });

  test('whose tokens come from another host hears of that host when it can’t be reached', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const gone = await serve((_, response) => response.destroy());
    const endpoint = { name: 'custom', origin: server.origin, tokenUrl: `${gone.origin}/token` } as const;
    const { client, lines } = connect(server.origin, {
      account: { id: 'test', label: 'test', endpoint, credential: 'serviceAccount' },
      as: account,
      limits: { attempts: 1 },
    });
    const failure = await failureOf(client.request(get('/a')));
    expect(failure).toMatchObject({ kind: 'network', host: new URL(gone.origin).host });
    expect(lines.map(({ method, path, failure: kind }) => [method, path, kind])).toEqual([
      ['POST', '/token', 'network'],
      ['GET', '/a', 'network'],
    ]);
  });

  test('is not led elsewhere with its secret', async () => {
    const elsewhere = await serve((_, response) => json(response, 200, { access_token: 'x' }));
    const server = await serve((_, response) => json(response, 307, {}, { location: elsewhere.origin }));
    const { client } = connect(server.origin, { as: account });
    expect(await failureOf(client.request(get('/a')))).toMatchObject({ reason: 'redirect' });
    expect(elsewhere.arrived).toHaveLength(0);
  });
});

describe('the schema version', () => {
  test('that is picked goes with every request of v2, read again each time', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    let picked: string | undefined = '1.0';
    const { client, lines } = connect(server.origin, { schemaVersion: () => picked });
    await client.send(get('/a'));
    picked = '2.1';
    await client.send(get('/b'));
    await client.send(get('/c', { schemaVersion: '3.0' }));
    await client.send(get('/d', { schemaVersion: 'default' }));
    await client.send(get('/e', { branch: 'v1' }));
    picked = undefined;
    await client.send(get('/f'));
    const sent = server.arrived.map(({ headers }) => headers['x-schemas-version']);
    expect(sent).toEqual(['1.0', '2.1', '3.0', undefined, undefined, undefined]);
    expect(lines.map(({ schemaVersion }) => schemaVersion)).toEqual(sent);
  });

  test('is refused when it would begin another header', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { client } = connect(server.origin, { schemaVersion: () => '1.0\r\nX-Evil: 1' });
    expect(await failureOf(client.send(get('/a')))).toBeInstanceOf(RequestError);
    expect(server.arrived).toHaveLength(0);
  });
});

describe('an answer', () => {
  test('is kept as it came, numbers beyond 2^53 and all', async () => {
    const text = '{"b":12345678901234567890,"a":1.10}';
    const server = await serve((_, response) => {
      response.writeHead(200, { 'x-ovh-queryid': 'EU.1', 'x-many': ['a', 'b'] }).end(text);
    });
    const { client } = connect(server.origin);
    const response = await client.send(get('/a', { query: { x: 1 } }));
    expect(response).toMatchObject({
      text,
      path: '/v2/a?x=1',
      queryId: 'EU.1',
      sizeBytes: text.length,
      attempts: 1,
    });
    expect(response.headers['x-many']).toBe('a, b');
  });

  test('of an account without credentials says so where it is refused, and that of another one doesn’t', async () => {
    const server = await serve((_, response) => json(response, 401, { message: 'Log in' }));
    const token = { kind: 'token', accessToken: 't' } as const;
    const reasons = [undefined, token].map(async (as) => {
      const { client } = connect(server.origin, as ? { as } : {});
      const failure = failureKind(await failureOf(client.request(get('/a'))));
      return failure.kind === 'credential' ? failure.reason : failure.kind;
    });
    expect(await Promise.all(reasons)).toEqual(['none', 'refused']);
  });

  test('of any status is given by send, and thrown by request', async () => {
    const server = await serve((_, response) =>
      json(
        response,
        403,
        { class: 'Client::Forbidden', message: 'no', details: { action: 'iam:x', count: 3 } },
        { 'x-ovh-queryid': 'Q' },
      ),
    );
    const { client } = connect(server.origin);
    expect((await client.send(get('/a'))).status).toBe(403);
    const failure = await failureOf(client.request(get('/a', { query: { secret: 'CANARY' } })));
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({
      status: 403,
      class: 'Client::Forbidden',
      message: 'no',
      details: { action: 'iam:x', count: '3' },
      queryId: 'Q',
      request: { method: 'GET', path: '/a' },
    });
    expect(JSON.stringify(failure)).not.toContain('CANARY');
  });

  test('that is HTML is a protocol error when it is read as JSON, and an API error by its status', async () => {
    const server = await serve(({ url }, response) => {
      response
        .writeHead(url === '/v2/ok' ? 200 : 404, { 'content-type': 'text/html' })
        .end('<html>hello</html>');
    });
    const { client } = connect(server.origin);
    const response = await client.request(get('/ok'));
    expect(() => response.json()).toThrow(expect.objectContaining({ reason: 'notJson' }));
    expect(await failureOf(client.request(get('/gone')))).toMatchObject({ status: 404, message: 'HTTP 404' });
  });

  test('with __proto__ in it pollutes nothing', async () => {
    const server = await serve((_, response) => {
      response
        .writeHead(200)
        .end('{"__proto__":{"polluted":true},"a":{"__proto__":{"polluted":true},"b":1}}');
    });
    const { client } = connect(server.origin);
    const value = (await client.request(get('/a'))).json() as Record<string, Record<string, unknown>>;
    expect(Object.assign({}, value, value.a)).toEqual({ a: { b: 1 }, b: 1 });
    expect(Object.assign({}, value).polluted).toBeUndefined();
  });

  test('that leads to another host is not followed, and the credential stays at home', async () => {
    const elsewhere = await serve((_, response) => json(response, 200, {}));
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await serve((_, response) =>
        json(response, status, {}, { location: `${elsewhere.origin}/x` }),
      );
      const { client } = connect(server.origin, { as: { kind: 'token', accessToken: 'secret' } });
      expect(await failureOf(client.send(get('/a')))).toMatchObject({ kind: 'protocol', reason: 'redirect' });
    }
    expect(elsewhere.arrived).toHaveLength(0);
  });

  test('that nothing has changed is an answer', async () => {
    const server = await serve(({ headers }, response) => {
      response.writeHead(headers['if-none-match'] === '"1"' ? 304 : 200, { etag: '"1"' }).end();
    });
    const { client } = connect(server.origin);
    expect((await client.send(get('/a', { headers: { 'If-None-Match': '"1"' } }))).status).toBe(304);
  });
});

describe('a body', () => {
  const limits = { bodyBytes: 100_000, attempts: 1 };

  test('that is packed is unpacked', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":"é"}'));
    });
    const { client } = connect(server.origin);
    const response = await client.request(get('/a'));
    expect([response.json(), response.sizeBytes]).toEqual([{ a: 'é' }, 10]);
    // Nothing is won by packing what stays on this machine.
    expect(server.arrived[0]?.headers['accept-encoding']).toBeUndefined();
  });

  test('is requested compressed from other machines', async () => {
    const asked: unknown[] = [];
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    dispatcher
      .get('https://eu.api.ovh.com')
      .intercept({ path: '/v2/a', headers: (headers) => asked.push(headers['accept-encoding']) > 0 })
      .reply(200, '{}');
    const { client } = connect('ovh-eu', { dispatcher: () => Promise.resolve(dispatcher) });
    await client.request(get('/a'));
    expect(asked).toContain('gzip, br, deflate');
  });

  test.each([
    ['announced', (length: number) => ({ 'content-length': String(length) })],
    ['not announced', () => ({})],
  ])('over the limit is not read to its end (%s)', async (_, headers) => {
    const length = 10 * 1024 * 1024;
    let written = 0;
    const server = await serve((__, response) => {
      response.writeHead(200, headers(length));
      const more = (): void => {
        while (written < length) {
          written += 65_536;
          if (!response.write('x'.repeat(65_536))) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    const { client } = connect(server.origin, { limits });
    expect(await failureOf(client.send(get('/a')))).toMatchObject({ kind: 'protocol', reason: 'tooLarge' });
    expect(written).toBeLessThan(length);
  });

  test('that unpacks to more than the limit is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    const server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const { client } = connect(server.origin, { limits });
    expect(bomb.length).toBeLessThan(limits.bodyBytes);
    expect(await failureOf(client.send(get('/a')))).toMatchObject({ kind: 'protocol', reason: 'tooLarge' });
  });

  test.each([
    ['cut off', 'gzip', gzipSync('hello').subarray(0, 15), 'interrupted'],
    ['not what it is said to be', 'gzip', Buffer.from('hello'), 'wrongShape'],
    ['packed in an unknown way', 'rot13', Buffer.from('uryyb'), 'wrongShape'],
    ['called like a method', 'constructor', Buffer.from('x'), 'wrongShape'],
  ])('that is %s is a failure with that reason', async (_, encoding, body, reason) => {
    const server = await serve((__, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    );
    const { client } = connect(server.origin, { limits });
    expect(await failureOf(client.send(get('/a')))).toMatchObject({ reason });
  });

  test('that breaks off is a network’s failure', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    const { client } = connect(server.origin, { limits });
    expect(await failureOf(client.send(get('/a')))).toMatchObject({ kind: 'network', reason: 'interrupted' });
  });
});

describe('no answer', () => {
  test('within the time is a timeout, for the beginning as for the rest', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/v2/half') response.writeHead(200, { 'content-length': '10' }).write('half');
    });
    const limits = { headersTimeoutMs: 50, bodyTimeoutMs: 50, attempts: 1 };
    const { client } = connect(server.origin, { limits });
    for (const path of ['/none', '/half']) {
      expect(await failureOf(client.send(get(path)))).toMatchObject({ kind: 'network', reason: 'timeout' });
    }
  });

  test('to its end is a timeout, however steadily it drips', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200);
      const drip = (): void => {
        if (!response.destroyed) response.write(' ', () => setTimeout(drip, 5));
      };
      drip();
    });
    const { client } = connect(server.origin, { limits: { answerTimeoutMs: 50, attempts: 1 } });
    expect(await failureOf(client.send(get('/a')))).toMatchObject({ kind: 'network', reason: 'timeout' });
  });

  test('names the host where no server listens', async () => {
    const server = await serve((_, response) => response.end());
    const { client } = connect('http://127.0.0.1:9', { limits: { attempts: 1 } });
    expect(server.origin).toContain('127.0.0.1');
    expect(await failureOf(client.send(get('/a')))).toMatchObject({
      reason: 'unreachable',
      host: '127.0.0.1:9',
    });
  });

  test('that is HTTP is a protocol error', async () => {
    const server = await serve((_, response) => response.socket?.end('SSH-2.0-OpenSSH\r\n'));
    const { client } = connect(server.origin, { limits: { attempts: 1 } });
    expect(await failureOf(client.send(get('/a')))).toBeInstanceOf(ProtocolError);
  });
});

describe('a retry', () => {
  test('of a read continues until it is answered, with the pause that the API requested', async () => {
    const server = await serve((_, response, count) => {
      if (count === 1) json(response, 429, {}, { 'retry-after': '3' });
      else if (count === 2) {
        const [date, until] = [3_000, 9_000].map((ms) => new Date(now + ms).toUTCString());
        json(response, 503, {}, { date, 'retry-after': until });
      } else if (count === 3) response.destroy();
      else json(response, 200, { ok: true });
    });
    const { client, waits, lines } = connect(server.origin);
    const response = await client.request(get('/a'));
    expect(response.attempts).toBe(4);
    expect(waits).toEqual([3_125, 6_250, 500]);
    expect(lines).toMatchObject([{ attempts: 4, status: 200 }]);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('of a %s never happens', async (method) => {
    const server = await serve((_, response, count) => {
      if (count % 2 === 0) response.destroy();
      else json(response, 503, {}, { 'retry-after': '0' });
    });
    const { client, waits } = connect(server.origin);
    expect((await client.send({ method, path: '/a', body: '{}' })).status).toBe(503);
    expect(await failureOf(client.send({ method, path: '/a', body: '{}' }))).toBeInstanceOf(NetworkError);
    expect([server.arrived.length, waits.length]).toEqual([2, 0]);
  });

  test('ends with the last answer when none was better', async () => {
    const server = await serve((_, response) => json(response, 503, { message: 'down' }));
    const { client } = connect(server.origin);
    expect(await failureOf(client.request(get('/a')))).toMatchObject({ status: 503, message: 'down' });
    expect(server.arrived).toHaveLength(4);
  });

  test('does not follow when the API asks for a long patience', async () => {
    const server = await serve((_, response) => json(response, 429, {}, { 'retry-after': '3600' }));
    const { client } = connect(server.origin);
    expect(await failureOf(client.request(get('/a')))).toMatchObject({
      status: 429,
      retryAfterMs: 3_600_000,
    });
    expect(server.arrived).toHaveLength(1);
  });

  test('becomes rare when the API is dead', async () => {
    const server = await serve((_, response) => response.destroy());
    const { client } = connect(server.origin);
    for (let count = 0; count < 30; count++) await failureOf(client.send(get(`/${String(count)}`)));
    expect(server.arrived.length).toBeLessThan(50);
  });

  test('is not made for who has given up', async () => {
    const server = await serve((_, response) => json(response, 503, {}));
    const controller = new AbortController();
    const { client } = connect(server.origin, {
      time: {
        wait: (_, signal) => {
          controller.abort();
          return Promise.reject(signal?.reason as Error);
        },
      },
    });
    expect(await failureOf(client.send(get('/a', { signal: controller.signal })))).toBeInstanceOf(
      CancelledError,
    );
    expect(server.arrived).toHaveLength(1);
  });
});

describe('reads of the same thing', () => {
  test('at the same time are one request', async () => {
    const gate = deferred<undefined>();
    const server = await serve((_, response) => void gate.promise.then(() => json(response, 200, { a: [] })));
    const { client, lines } = connect(server.origin);
    const reads = Promise.all([
      client.request(get('/a')),
      client.request(get('/a')),
      client.request(get('/b')),
    ]);
    gate.resolve(undefined);
    const [one, two] = await reads;
    expect(server.arrived.map(({ url }) => url)).toEqual(['/v2/a', '/v2/b']);
    expect(lines).toHaveLength(2);
    // Nobody gets an object that another one may change.
    expect(one.json()).not.toBe(two.json());
  });

  test('go before others once the user asks for them, too', async () => {
    const gate = deferred<undefined>();
    const server = await serve(({ url }, response) => {
      if (url === '/v2/slow') void gate.promise.then(() => json(response, 200, {}));
      else json(response, 200, {});
    });
    // One place for the tree, two more for the user.
    const { client } = connect(server.origin, { limits: { inFlight: 3 } });
    const slow = client.request(get('/slow', { priority: 'tree' }));
    const queued = client.request(get('/a', { priority: 'tree' }));
    await client.request(get('/a', { priority: 'user' }));
    await queued;
    expect(server.arrived.map(({ url }) => url).sort()).toEqual(['/v2/a', '/v2/slow']);
    gate.resolve(undefined);
    await slow;
  });

  test('differ by version, query and headers', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { client } = connect(server.origin);
    await Promise.all([
      client.send(get('/a')),
      client.send(get('/a', { schemaVersion: '1.0' })),
      client.send(get('/a', { query: { x: 1 } })),
      client.page({ path: '/a', size: 5 }).catch(() => undefined),
      client.page({ path: '/a', size: 5, cursor: 'c' }).catch(() => undefined),
    ]);
    expect(server.arrived).toHaveLength(5);
  });

  test('that were requested before a write don’t answer those requested after it', async () => {
    let name = 'old';
    const gate = deferred<undefined>();
    const server = await serve(({ method }, response, count) => {
      if (method === 'PUT') name = 'new';
      const body = { name };
      if (count === 1) void gate.promise.then(() => json(response, 200, body));
      else json(response, 200, body);
    });
    const { client } = connect(server.origin);
    const before = client.request(get('/a'));
    await client.request({ method: 'PUT', path: '/a', body: '{}' });
    const after = client.request(get('/a'));
    expect((await after).json()).toEqual({ name: 'new' });
    gate.resolve(undefined);
    expect((await before).json()).toEqual({ name: 'old' });
  });

  test('continue when one of those who wait gives up, and end when all have', async () => {
    const gate = deferred<undefined>();
    const arrived = deferred<undefined>();
    const closed = deferred<undefined>();
    const server = await serve(({ url }, response) => {
      if (url === '/v2/a') return void gate.promise.then(() => json(response, 200, {}));
      response.on('close', () => closed.resolve(undefined));
      arrived.resolve(undefined);
    });
    const { client, lines } = connect(server.origin);
    const one = new AbortController();
    const given = client.send(get('/a', { signal: one.signal }));
    const kept = client.send(get('/a', { signal: new AbortController().signal }));
    one.abort();
    expect(await failureOf(given)).toBeInstanceOf(CancelledError);
    gate.resolve(undefined);
    expect((await kept).status).toBe(200);
    const two = new AbortController();
    const alone = client.send(get('/b', { signal: two.signal }));
    await arrived.promise;
    two.abort();
    expect(await failureOf(alone)).toBeInstanceOf(CancelledError);
    await closed.promise;
    expect(lines.map(({ failure }) => failure)).toEqual([undefined, 'cancelled']);
  });
});

describe('giving up', () => {
  test('ends a request that is on its way, at once and at the server', async () => {
    const closed = deferred<undefined>();
    const arrived = deferred<undefined>();
    const server = await serve((_, response) => {
      response.on('close', () => closed.resolve(undefined));
      arrived.resolve(undefined);
    });
    const { client } = connect(server.origin);
    const controller = new AbortController();
    const sent = client.send({ method: 'POST', path: '/a', body: '{}', signal: controller.signal });
    await arrived.promise;
    controller.abort();
    expect(await failureOf(sent)).toBeInstanceOf(CancelledError);
    await closed.promise;
  });

  test('before asking sends nothing', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { client } = connect(server.origin, { as: signature });
    const signal = AbortSignal.abort();
    for (const method of ['GET', 'POST'] as const) {
      expect(await failureOf(client.send({ method, path: '/a', signal }))).toBeInstanceOf(CancelledError);
    }
    expect(server.arrived).toHaveLength(0);
  });

  test('leaves no listener behind', async () => {
    const server = await serve((_, response) => json(response, 200, []));
    const { client } = connect(server.origin);
    const controller = new AbortController();
    let listeners = 0;
    const add = controller.signal.addEventListener.bind(controller.signal);
    const remove = controller.signal.removeEventListener.bind(controller.signal);
    controller.signal.addEventListener = (...parameters: Parameters<typeof add>) => {
      listeners += 1;
      add(...parameters);
    };
    controller.signal.removeEventListener = (...parameters: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...parameters);
    };
    for (let count = 0; count < 5; count++) {
      await client.send(get('/a', { signal: controller.signal }));
      await client.send({ method: 'POST', path: '/a', signal: controller.signal });
    }
    expect(listeners).toBe(0);
  });
});

describe('a page', () => {
  test('is requested by cursor and size, and says where the list continues', async () => {
    const server = await serve(({ headers }, response) => {
      const cursor = headers['x-pagination-cursor'];
      json(
        response,
        200,
        [cursor ?? 'first', { odd: true }, null],
        cursor ? {} : { 'x-pagination-cursor-next': 'opaque+/=' },
      );
    });
    const { client } = connect(server.origin);
    const first = await client.page({ path: '/a', size: 3, query: { x: 1 } });
    expect([first.items, first.next]).toEqual([['first', { odd: true }, null], 'opaque+/=']);
    const second = await client.page({ path: '/a', cursor: 'opaque+/=' });
    expect([second.items[0], second.next]).toEqual(['opaque+/=', undefined]);
    expect(server.arrived[0]?.headers['x-pagination-size']).toBe('3');
  });

  test.each([['{}'], ['null'], ['"x"'], ['7']])('is not %s', async (text) => {
    const server = await serve((_, response) => response.writeHead(200).end(text));
    const { client } = connect(server.origin);
    expect(await failureOf(client.page({ path: '/a' }))).toMatchObject({
      kind: 'protocol',
      reason: 'wrongShape',
    });
  });

  test('with a cursor that would begin another header ends the list', async () => {
    const server = await serve((_, response) => json(response, 200, []));
    const { client } = connect(server.origin);
    const failure = await failureOf(client.page({ path: '/a', cursor: 'x\r\nX-Evil: 1' }));
    expect(failure).toMatchObject({ kind: 'request', reason: 'cursor' });
    expect(server.arrived).toHaveLength(0);
  });

  test('after page until the end, through the client', async () => {
    const server = await serve(({ headers }, response) => {
      const at = Number(headers['x-pagination-cursor'] ?? 0);
      json(response, 200, [at], at < 4 ? { 'x-pagination-cursor-next': String(at + 1) } : {});
    });
    const { client } = connect(server.origin);
    const items: unknown[] = [];
    for await (const page of client.pages({ path: '/a' })) items.push(...page.items);
    expect(items).toEqual([0, 1, 2, 3, 4]);
  });

  test('that leads back to itself ends the list with an error, after one request', async () => {
    const server = await serve((_, response) =>
      json(response, 200, [1], { 'x-pagination-cursor-next': 'again' }),
    );
    const { client } = connect(server.origin);
    const drain = async (): Promise<void> => {
      for await (const page of client.pages({ path: '/a', cursor: 'again' })) expect(page.items).toEqual([1]);
    };
    expect(await failureOf(drain())).toMatchObject({ reason: 'cursorLoop' });
    expect(server.arrived).toHaveLength(1);
  });
});

describe('a trace', () => {
  test('holds bodies and headers without secrets, and is made only when it is read', async () => {
    const server = await serve((_, response) =>
      json(response, 200, { adminPassword: 'CANARY', code: 'CANARY', a: 1 }),
    );
    const traces: RequestTrace[] = [];
    let isTracing = false;
    const { client } = connect(server.origin, {
      as: { kind: 'token', accessToken: 'CANARY' },
      log: { request: () => undefined, isTracing: () => isTracing, trace: (trace) => traces.push(trace) },
      isSecret: (_, body, place) => body === 'response' && place.join('.') === 'code',
    });
    await client.send({ method: 'POST', path: '/a', body: '{"password":"CANARY"}' });
    isTracing = true;
    await client.send({ method: 'POST', path: '/a', body: '{"password":"CANARY","b":2}' });
    expect(traces).toHaveLength(1);
    expect(JSON.stringify(traces)).not.toContain('CANARY');
    expect(traces[0]).toMatchObject({
      requestBody: '{"password":"•••","b":2}',
      responseBody: '{"adminPassword":"•••","code":"•••","a":1}',
    });
  });
});
