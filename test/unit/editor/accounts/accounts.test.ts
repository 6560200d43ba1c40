import { SecretValues } from '../../../../src/api/secretValues.js';
import { EventEmitter } from 'vscode';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Credential, Endpoint } from '../../../../src/api/account.js';
import { CredentialError } from '../../../../src/api/errors.js';
import { Accounts } from '../../../../src/editor/accounts/accounts.js';
import type { EnvironmentAccounts } from '../../../../src/editor/accounts/environmentInUse.js';
import { environmentAccount } from '../../../../src/api/environmentChoice.js';
import { parseSafeguards } from '../../../../src/api/knownAccount.js';
import { fakeContext, FakeLog, FakeMemento, FakeSecrets } from '../fakeContext.js';

const endpoint: Endpoint = {
  name: 'ovh-eu',
  origin: 'https://eu.api.ovh.com',
  tokenUrl: 'https://www.ovh.com/auth/oauth2/token',
};
const credential: Credential = {
  kind: 'signature',
  applicationKey: 'canary-key',
  applicationSecret: 'canary-secret',
  consumerKey: 'canary-consumer',
};
const nobody: EnvironmentAccounts = {
  onDidChange: new EventEmitter<void>().event,
  taken: () => undefined,
  ready: Promise.resolve(),
  takenNow: () => Promise.resolve(undefined),
  leave: () => Promise.resolve(),
};

interface Window {
  readonly accounts: Accounts;
  readonly context: ReturnType<typeof fakeContext>;
  readonly log: FakeLog;
  changes: number;
}

function openWindow(context = fakeContext(), environment = nobody): Window {
  const log = new FakeLog();
  const accounts = new Accounts({ context, environment, log, secretValues: new SecretValues() });
  const window = { accounts, context, log, changes: 0 };
  accounts.onDidChange(() => {
    window.changes += 1;
  });
  return window;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const code = async (promise: Promise<unknown>): Promise<string | undefined> => {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error instanceof CredentialError ? error.reason : String(error);
  }
};

describe('an account that was added', () => {
  let window: Window;
  let id: string;
  beforeEach(async () => {
    window = openWindow();
    ({ id } = await window.accounts.add({ label: 'Work', endpoint, credential, identity: 'xx1-ovh' }));
  });

  test('is active, listed and announced', () => {
    expect(window.accounts.active()?.id).toBe(id);
    expect(window.accounts.list().map(({ label, identity }) => [label, identity])).toEqual([
      ['Work', 'xx1-ovh'],
    ]);
    expect(window.changes).toBe(1);
  });

  test('gives its credential', async () => {
    expect(await window.accounts.credential(id)).toEqual(credential);
  });

  test('has its secrets in SecretStorage and nowhere else', () => {
    const elsewhere = [
      ...window.context.globalState.stored.values(),
      ...window.context.workspaceState.stored.values(),
      ...window.log.lines,
      JSON.stringify(window.accounts.list()),
      JSON.stringify(window.accounts),
    ].join('\n');
    expect(elsewhere).not.toContain('canary');
    expect([...window.context.secrets.stored.values()].join()).toContain('canary-secret');
  });

  test('is there after a restart, with its credential', async () => {
    const later = openWindow(window.context);
    expect(later.accounts.active()?.label).toBe('Work');
    expect(await later.accounts.credential(id)).toEqual(credential);
  });

  test('keeps its id and its credential when it is renamed', async () => {
    await window.accounts.rename(id, 'Home');
    const later = openWindow(window.context);
    expect(later.accounts.get(id)?.label).toBe('Home');
    expect(await later.accounts.credential(id)).toEqual(credential);
  });

  test('takes another credential and stays what it is', async () => {
    await window.accounts.renew(id, { kind: 'token', accessToken: 'new' }, 'xx2-ovh');
    expect(await window.accounts.credential(id)).toEqual({ kind: 'token', accessToken: 'new' });
    expect(window.accounts.get(id)).toMatchObject({
      id,
      label: 'Work',
      credential: 'token',
      identity: 'xx2-ovh',
    });
  });

  test('leaves no secret behind when it signs out', async () => {
    const left: string[] = [];
    window.accounts.onDidSignOut((one) => left.push(one.id));
    await window.accounts.signOut(id);
    expect(left).toEqual([id]);
    expect(window.accounts.list()).toEqual([]);
    expect(window.context.secrets.stored.size).toBe(0);
    expect([...window.context.globalState.stored.values()].join()).not.toContain('canary');
    expect(await code(window.accounts.credential(id))).toBe('signedOut');
    expect(openWindow(window.context).accounts.list()).toEqual([]);
  });

  test('stays signed in when its secret can’t be deleted, rather than to leave it behind', async () => {
    window.context.secrets.isLocked = true;
    await expect(window.accounts.signOut(id)).rejects.toThrow('keyring is locked');
    expect(window.accounts.get(id)).toBeDefined();
    window.context.secrets.isLocked = false;
    await window.accounts.signOut(id);
    expect(window.context.secrets.stored.size).toBe(0);
  });

  test('comes back under its id and its name when the same identity signs in at the same endpoint again', async () => {
    await window.accounts.rename(id, 'Mine');
    await window.accounts.signOut(id);
    const later = openWindow(window.context);
    const again = await later.accounts.add({ label: 'xx1-ovh', endpoint, credential, identity: 'xx1-ovh' });
    expect(again).toMatchObject({ id, label: 'Mine' });
    expect(await later.accounts.credential(id)).toEqual(credential);
  });

  test.each([
    ['another identity', { identity: 'yy2-ovh' }],
    ['an identity that is not known', { identity: undefined }],
    ['another endpoint', { endpoint: { ...endpoint, origin: 'https://api.example.com' } }],
  ])('never hands its id to %s', async (_, other) => {
    await window.accounts.signOut(id);
    const newcomer = { label: 'Work', endpoint, credential, identity: 'xx1-ovh', ...other };
    expect((await window.accounts.add(newcomer)).id).not.toBe(id);
  });

  test('never hands its id to a second account of the same identity while it is signed in', async () => {
    const second = await window.accounts.add({ label: 'B', endpoint, credential, identity: 'xx1-ovh' });
    expect(second.id).not.toBe(id);
    expect(window.accounts.list()).toHaveLength(2);
  });

  test('is not remembered where its cloud is over', async () => {
    await window.accounts.signOut(id, { isOver: true });
    expect(window.accounts.former(id)).toBeUndefined();
    expect(window.accounts.labelOf(id)).toBe('Work');
  });

  test('is forgotten for good when twenty others signed out after it', async () => {
    const final: string[] = [];
    window.accounts.onDidSignOut((one) => {
      if (one.isFinal) final.push(one.id);
    });
    await window.accounts.signOut(id);
    for (let number = 0; number < 20; number++) {
      const identity = `other-${String(number)}`;
      const other = await window.accounts.add({ label: identity, endpoint, credential, identity });
      await window.accounts.signOut(other.id);
    }
    expect(final).toEqual([id]);
    expect(window.accounts.former(id)).toBeUndefined();
  });
});

describe('a window whose account goes', () => {
  const two = async (context = fakeContext()) => {
    const window = openWindow(context);
    const production = await window.accounts.add({ label: 'Production', endpoint, credential });
    const sandbox = await window.accounts.add({ label: 'Sandbox', endpoint, credential });
    return { ...window, production, sandbox };
  };

  test('has no account until one is chosen, and says which one it was', async () => {
    const { accounts, production, sandbox } = await two();
    await accounts.signOut(sandbox.id, { isOver: true });
    expect(accounts.active()).toBeUndefined();
    expect(accounts.left()).toEqual({ id: sandbox.id, label: 'Sandbox' });
    await accounts.setActive(production.id);
    expect(accounts.active()?.id).toBe(production.id);
    expect(accounts.left()).toBeUndefined();
  });

  test('has none after a restart either', async () => {
    const { accounts, context, sandbox } = await two();
    await accounts.signOut(sandbox.id);
    const later = openWindow(context);
    expect(later.accounts.active()).toBeUndefined();
    expect(later.accounts.left()).toEqual({ id: sandbox.id, label: 'Sandbox' });
  });

  test('has none when another window signed it out, even if it took the first one unasked', async () => {
    const secrets = new FakeSecrets();
    const { accounts, production } = await two(fakeContext(secrets));
    const changes = new EventEmitter<void>();
    const state = new FakeMemento();
    await state.update('ovhApi.accounts', accounts.list());
    const there = openWindow(fakeContext(secrets, state), { ...nobody, onDidChange: changes.event });
    // The environment was read.
    changes.fire();
    expect(there.accounts.active()?.id).toBe(production.id);
    await accounts.signOut(production.id);
    await settled();
    expect(there.accounts.list()).toHaveLength(1);
    expect(there.accounts.active()).toBeUndefined();
    await state.update('ovhApi.accounts', accounts.list());
    expect(openWindow(there.context).accounts.active()).toBeUndefined();
  });

  test('works with it again when it comes back', async () => {
    const { accounts, context } = openWindow();
    const who = { label: 'A', endpoint, credential, identity: 'xx1-ovh' };
    const { id } = await accounts.add(who);
    await accounts.signOut(id);
    const elsewhere = openWindow(fakeContext(context.secrets, context.globalState));
    await elsewhere.accounts.add(who);
    await settled();
    expect(accounts.active()?.id).toBe(id);
  });
});

test('the active account is each workspace’s own', async () => {
  const secrets = new FakeSecrets();
  const state = new FakeMemento();
  const first = openWindow(fakeContext(secrets, state));
  const a = await first.accounts.add({ label: 'A', endpoint, credential });
  const b = await first.accounts.add({ label: 'B', endpoint, credential });
  const second = openWindow(fakeContext(secrets, state));
  await second.accounts.setActive(a.id);
  expect(first.accounts.active()?.id).toBe(b.id);
  expect(second.accounts.active()?.id).toBe(a.id);
  expect(openWindow(second.context).accounts.active()?.id).toBe(a.id);
});

describe('another window', () => {
  test('sees an account appear, change its name and go, even when the global state arrives late', async () => {
    const secrets = new FakeSecrets();
    const here = openWindow(fakeContext(secrets));
    const there = openWindow(fakeContext(secrets));
    const { id } = await here.accounts.add({ label: 'Work', endpoint, credential });
    await settled();
    expect(there.accounts.get(id)?.label).toBe('Work');
    expect(await there.accounts.credential(id)).toEqual(credential);
    await here.accounts.rename(id, 'Home');
    await settled();
    expect(there.accounts.get(id)?.label).toBe('Home');
    await here.accounts.signOut(id);
    await settled();
    expect(there.accounts.list()).toEqual([]);
    expect(there.changes).toBe(3);
  });

  test('uses the new credential as soon as it was changed', async () => {
    const secrets = new FakeSecrets();
    const here = openWindow(fakeContext(secrets));
    const there = openWindow(fakeContext(secrets));
    const { id } = await here.accounts.add({ label: 'Work', endpoint, credential });
    await settled();
    await there.accounts.credential(id);
    await here.accounts.renew(id, { kind: 'token', accessToken: 'new' });
    await settled();
    expect(await there.accounts.credential(id)).toEqual({ kind: 'token', accessToken: 'new' });
  });
});

describe('a storage that fails', () => {
  test('makes the credential unreadable for now, and is read again the next time', async () => {
    const { context, accounts } = openWindow();
    const { id } = await accounts.add({ label: 'Work', endpoint, credential });
    const later = openWindow(context);
    context.secrets.isLocked = true;
    expect(await code(later.accounts.credential(id))).toBe('unreadable');
    context.secrets.isLocked = false;
    expect(await later.accounts.credential(id)).toEqual(credential);
  });

  test('stores no half of an account', async () => {
    const { context, accounts } = openWindow();
    context.secrets.isLocked = true;
    await expect(accounts.add({ label: 'Work', endpoint, credential })).rejects.toThrow('keyring is locked');
    expect(accounts.list()).toEqual([]);
    expect(context.globalState.stored.size).toBe(0);
  });

  test('that lost a secret says that it is missing and keeps the account', async () => {
    const { context, accounts } = openWindow();
    const { id } = await accounts.add({ label: 'Work', endpoint, credential });
    context.secrets.stored.clear();
    const later = openWindow(context);
    expect(await code(later.accounts.credential(id))).toBe('missing');
    expect(later.accounts.get(id)?.label).toBe('Work');
  });

  test('that holds something else says that it is unreadable', async () => {
    const { context, accounts } = openWindow();
    const { id } = await accounts.add({ label: 'Work', endpoint, credential });
    for (const key of context.secrets.stored.keys()) context.secrets.stored.set(key, 'garbage');
    expect(await code(openWindow(context).accounts.credential(id))).toBe('unreadable');
  });
});

test('many requests at once read the secret once', async () => {
  const { context, accounts } = openWindow();
  const { id } = await accounts.add({ label: 'Work', endpoint, credential });
  const later = openWindow(context);
  const before = context.secrets.reads;
  await Promise.all(Array.from({ length: 100 }, () => later.accounts.credential(id)));
  expect(context.secrets.reads - before).toBe(1);
});

test('a signal that is aborted already gets no credential', async () => {
  const { accounts } = openWindow();
  const { id } = await accounts.add({ label: 'Work', endpoint, credential });
  await expect(accounts.credential(id, AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
});

test('the environment’s account is listed first and stored nowhere', async () => {
  const found = { endpoint, credential, places: ['OVH_ENDPOINT'] };
  const account = environmentAccount(found, 'Environment');
  const taken = { account, credential };
  const environment = { ...nobody, taken: () => taken, takenNow: () => Promise.resolve(taken) };
  const { accounts, context } = openWindow(fakeContext(), environment);
  expect(accounts.active()?.id).toBe(account.id);
  expect(await accounts.credential(account.id)).toEqual(credential);
  await accounts.setActive(account.id);
  expect(context.secrets.stored.size).toBe(0);
  expect(JSON.stringify([...context.globalState.stored, ...context.workspaceState.stored])).not.toContain(
    'canary',
  );
});

describe('safeguards', () => {
  const shop = { label: 'Shop', endpoint, credential, identity: 'xx1-ovh' };

  test('are kept with the account, followed by other windows, and there again after it signed out', async () => {
    const window = openWindow();
    const { id } = await window.accounts.add(shop);
    const other = openWindow(window.context);
    await window.accounts.setSafeguards(id, ['production', 'readOnly']);
    await settled();
    for (const { accounts } of [window, other, openWindow(window.context)])
      expect(accounts.get(id)?.safeguards).toEqual(['production', 'readOnly']);
    await window.accounts.renew(id, credential, 'xx1-ovh');
    await window.accounts.rename(id, 'Store');
    await window.accounts.signOut(id);
    await window.accounts.add(shop);
    expect(window.accounts.get(id)?.safeguards).toEqual(['production', 'readOnly']);
    await window.accounts.setSafeguards(id, []);
    expect(window.accounts.get(id)?.safeguards).toBeUndefined();
  });

  test('are kept for the account of the environment, too', async () => {
    const found = { endpoint, credential, places: [] };
    const account = environmentAccount(found, 'Environment');
    const taken = { account, credential };
    const environment = { ...nobody, taken: () => taken, takenNow: () => Promise.resolve(taken) };
    const { accounts, context } = openWindow(fakeContext(), environment);
    await accounts.setSafeguards(account.id, ['typeName']);
    expect(accounts.active()?.safeguards).toEqual(['typeName']);
    expect(openWindow(context, environment).accounts.get(account.id)?.safeguards).toEqual(['typeName']);
  });

  test('that nothing here knows are left out', () => {
    expect(parseSafeguards(['readOnly', 'other', 1])).toEqual(['readOnly']);
    expect(parseSafeguards('readOnly')).toEqual([]);
  });
});
