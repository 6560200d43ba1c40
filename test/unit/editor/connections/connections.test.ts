import { UnfinishedWork } from '../../../../src/editor/connections/unfinishedWork.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Credential, Endpoint } from '../../../../src/api/account.js';
import { environmentAccount } from '../../../../src/api/environmentChoice.js';
import { SecretValues } from '../../../../src/api/secretValues.js';
import { json, serve } from '../../api/loopback.js';
import { fakeContext, FakeLog, FakeMemento, NO_FILE } from '../fakeContext.js';
import { clearScreen, configuration, EventEmitter } from '../fakeVscode.js';

const { Accounts } = await import('../../../../src/editor/accounts/accounts.js');
const { Connections } = await import('../../../../src/editor/connections/connections.js');
const { SchemaVersions } = await import('../../../../src/editor/connections/schemaVersions.js');
const { Writes } = await import('../writesOnSandbox.js');

const endpoint: Endpoint = {
  name: 'custom',
  origin: 'https://api.example',
  tokenUrl: 'https://api.example/t',
};
const credential: Credential = { kind: 'token', accessToken: 'first-token' };

describe('connections report', () => {
  let environment: EventEmitter<void>;
  let isRead: () => void;
  let taken: object | undefined;
  let accounts: InstanceType<typeof Accounts>;
  let versions: InstanceType<typeof SchemaVersions>;
  let connections: InstanceType<typeof Connections>;
  let fired: string[];
  let id: string;
  /** What was fired since the last time. */
  const news = async (): Promise<readonly string[]> => {
    await new Promise((resolve) => setImmediate(resolve));
    return fired.splice(0);
  };

  beforeEach(async () => {
    clearScreen();
    environment = new EventEmitter();
    taken = undefined;
    const nobody = {
      onDidChange: environment.event as never,
      ready: new Promise<void>((resolve) => (isRead = resolve)),
      taken: () => taken as never,
      takenNow: () => Promise.resolve(undefined),
      leave: () => Promise.resolve(),
    };
    accounts = new Accounts({
      ...{
        context: fakeContext(),
        environment: nobody,
        log: new FakeLog(),
        secretValues: new SecretValues(),
      },
    });
    versions = new SchemaVersions(new FakeMemento() as never, new FakeMemento() as never);
    connections = new Connections({
      unfinished: new UnfinishedWork(NO_FILE, () => undefined),
      ...{ accounts, versions, log: { request: () => undefined } },
      reachability: { noteRequest: () => undefined },
      cache: {},
      onSecrets: () => undefined,
    } as never);
    fired = [];
    accounts.onDidChange(() => fired.push('list'));
    connections.onDidChangeActive(() => fired.push('active'));
    connections.onDidChangeAccount(({ account }) => fired.push(`account ${account}`));
    connections.onDidChangeVersion(({ account }) => fired.push(`version ${account}`));
    connections.onDidChangeNetwork(() => fired.push('network'));
    connections.onDidRename(({ account }) => fired.push(`name ${account}`));
    connections.onDidChangeAnswers(() => fired.push('answers'));
    connections.onDidChangeReading(() => fired.push('reading'));
    ({ id } = await accounts.add({ label: 'Work', endpoint, credential, identity: 'xx1' }));
  });

  afterEach(() => {
    connections.dispose();
    accounts.dispose();
  });

  test('the environment’s account to who looks for it before the environment was read', async () => {
    const account = environmentAccount({ endpoint, credential, places: [] }, 'Environment');
    const waiting = connections.find(account.id);
    const other = connections.find('signed-out');
    expect(await connections.find(id)).toBe(connections.get(id));
    taken = { account, credential };
    isRead();
    environment.fire();
    expect((await waiting)?.account.id).toBe(account.id);
    expect(await other).toBeUndefined();
  });

  test('an added account once', async () => {
    expect((await news()).toSorted()).toEqual([`account ${id}`, 'active', 'answers', 'list', 'reading']);
  });

  test('a renamed account once, and the connection has the new name', async () => {
    const { api } = connections.get(id)!;
    await news();
    await accounts.rename(id, 'Home');
    expect((await news()).toSorted()).toEqual(['list', `name ${id}`]);
    expect(connections.labelOf(id)).toBe('Home');
    expect(connections.get(id)?.account.label).toBe('Home');
    expect(connections.get(id)?.api).toBe(api);
  });

  test('an account with other safeguards as one that is shown otherwise', async () => {
    await news();
    await accounts.setSafeguards(id, ['production']);
    expect((await news()).toSorted()).toEqual(['list', `name ${id}`]);
    expect(connections.get(id)?.account.safeguards).toEqual(['production']);
  });

  test('an account with another credential, so that what was refused is requested again', async () => {
    await news();
    await accounts.renew(id, { kind: 'token', accessToken: 'second-token' }, 'xx1');
    expect((await news()).toSorted()).toEqual([`account ${id}`, 'answers', 'list', 'reading']);
  });

  test('another active account, and nothing about the accounts themselves', async () => {
    const { id: other } = await accounts.add({ label: 'Other', endpoint, credential });
    await news();
    await accounts.setActive(id);
    expect((await news()).toSorted()).toEqual(['active', 'answers', 'list', 'reading']);
    await versions.pick(other, '2.0');
    expect(await news()).toEqual([`version ${other}`]);
    await versions.pick(id, '2.0');
    expect(await news()).toEqual([`version ${id}`, 'reading', 'answers']);
    await versions.pick(id, '2.0');
    expect(await news()).toEqual([]);
  });

  test('an account that signed out', async () => {
    await news();
    await accounts.signOut(id);
    expect((await news()).toSorted()).toEqual([`account ${id}`, 'active', 'answers', 'list', 'reading']);
  });

  test('nothing when the environment was looked at and nothing is different', async () => {
    await news();
    environment.fire();
    expect(await news()).toEqual(['list']);
  });

  test('another way to the network, and no other setting', async () => {
    await news();
    configuration.fire({ affectsConfiguration: (name) => name === 'http.proxy' });
    expect(await news()).toEqual(['network', 'answers']);
    configuration.fire({ affectsConfiguration: (name) => name === 'ovhApi.pageSize' });
    expect(await news()).toEqual([]);
  });
});

test('the secrets of a write are known before it is sent, and those of its response before the sender continues', async () => {
  const secrets: string[] = [];
  const seen: string[][] = [];
  const { origin } = await serve((_, response) => {
    seen.push([...secrets]);
    json(response, 200, { targetSpec: { password: 'made-by-the-api' } });
  });
  const account = { id: 'a', label: 'a', endpoint: { ...endpoint, origin }, credential: 'none' } as const;
  const silent = { onDidChange: () => ({ dispose: () => undefined }) };
  const connections = new Connections({
    unfinished: new UnfinishedWork(NO_FILE, () => undefined),
    accounts: {
      ...silent,
      ...{ list: () => [account], active: () => account, get: () => account, revision: () => 0 },
      credential: () => Promise.resolve({ kind: 'none' }),
    },
    versions: { ...silent, picked: () => undefined, namedBy: () => ({ learn: () => undefined }) },
    log: { request: () => undefined },
    reachability: { noteRequest: () => undefined },
    cache: {},
    onSecrets: (texts: readonly string[]) => secrets.push(...texts),
  } as never);
  const body = '{"targetSpec":{"password":"typed-by-a-person"}}';
  await connections.get('a')!.api.request({ method: 'POST', path: '/thing', body, priority: 'user' });
  expect(seen).toEqual([['typed-by-a-person']]);
  expect(secrets).toEqual(['typed-by-a-person', 'made-by-the-api']);
  connections.dispose();
});

test('renaming an account reads nothing again, and every page and view shows the new name', async () => {
  clearScreen();
  const writes = await Writes.open();
  await writes.show(await writes.project(0));
  await writes.sandbox.client.forgetRequests();
  writes.noticed.clear();
  writes.alter({ label: 'Another name' });
  expect(writes.connections.labelOf('me')).toBe('Another name');
  // The one request that is asked for here comes after all that the name could have led to.
  await writes.read(await writes.project(0));
  const asked = (await writes.sandbox.client.requests()).map(({ path }) => path);
  expect(asked).toHaveLength(2);
  const drawn = ['table', 'timeline', 'sideBar', 'watched'];
  await vi.waitFor(() => expect([...writes.noticed].toSorted()).toEqual(drawn.toSorted()));
  for (const [page, text] of Object.entries(writes.pages())) expect(text, page).toContain('Another name');
  await writes.close();
});
