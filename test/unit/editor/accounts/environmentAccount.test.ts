import { SecretValues } from '../../../../src/api/secretValues.js';
import type * as vscode from 'vscode';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Accounts } from '../../../../src/editor/accounts/accounts.js';
import { AccountsTree } from '../../../../src/editor/accounts/accountsTree.js';
import type { AccountsTreeOptions } from '../../../../src/editor/accounts/accountsTree.js';
import { EnvironmentAccount } from '../../../../src/editor/accounts/environmentAccount.js';
import type { FoundCredential } from '../../../../src/api/environmentChoice.js';
import { registerAccounts } from '../../../../src/editor/accounts/registerAccounts.js';
import { fakeContext, FakeLog } from '../fakeContext.js';
import { clearScreen, configuration, focusing, saved, screen, trust, Uri, window } from '../fakeVscode.js';

const keys = (consumerKey: string): FoundCredential => ({
  endpoint: { name: 'custom', origin: 'http://127.0.0.1:8080', tokenUrl: 'http://127.0.0.1:8080/t' },
  credential: {
    kind: 'signature',
    applicationKey: 'canary-key',
    applicationSecret: 'canary-secret',
    consumerKey,
  },
  places: ['OVH_ENDPOINT', '/home/me/.ovh.conf'],
});

interface Editor {
  readonly environment: EnvironmentAccount;
  readonly accounts: Accounts;
  readonly noted: unknown[];
}

async function open(
  find: () => Promise<FoundCredential | undefined>,
  context = fakeContext(),
): Promise<Editor> {
  const noted: unknown[] = [];
  const environment = new EnvironmentAccount({
    globalState: context.globalState,
    find,
    note: (failure) => noted.push(failure),
  });
  await environment.ready;
  return {
    environment,
    accounts: new Accounts({ context, environment, log: new FakeLog(), secretValues: new SecretValues() }),
    noted,
  };
}
const here = (): Promise<FoundCredential> => Promise.resolve(keys('canary-consumer'));
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const setting = (value: string): void => {
  screen.settings.set('ovhApi.environmentCredentials', value);
  configuration.fire({ affectsConfiguration: () => true });
};

beforeEach(clearScreen);

describe('credentials of the environment', () => {
  test('are offered, not used, until the user agrees', async () => {
    const { environment, accounts } = await open(here);
    expect(accounts.list()).toEqual([]);
    expect(environment.offered()?.account.label).toBe('Environment (127.0.0.1:8080)');
    await environment.answer('use');
    expect(accounts.active()?.source).toBe('environment');
    expect(environment.offered()).toBeUndefined();
  });

  test('once used are used after a restart too, but other keys are offered again', async () => {
    const context = fakeContext();
    const { environment } = await open(here, context);
    await environment.answer('use');
    expect((await open(here, context)).accounts.active()).toBeDefined();
    const others = await open(() => Promise.resolve(keys('somebody-else')), context);
    expect(others.accounts.active()).toBeUndefined();
    expect(others.environment.offered()).toBeDefined();
  });

  test('once refused are not offered again', async () => {
    const context = fakeContext();
    await (await open(here, context)).environment.answer('never');
    expect((await open(here, context)).environment.offered()).toBeUndefined();
  });

  test('are used at once, or never, when the setting says so', async () => {
    const { environment, accounts } = await open(here);
    setting('use');
    expect(accounts.active()?.source).toBe('environment');
    setting('ignore');
    expect([accounts.active(), environment.offered()]).toEqual([undefined, undefined]);
  });

  test('leave when the user signs out, also when the setting takes them at once', async () => {
    setting('use');
    const { accounts } = await open(here);
    await accounts.signOut(accounts.active()?.id ?? '');
    expect(accounts.list()).toEqual([]);
  });

  test('are looked for again when the workspace becomes trusted', async () => {
    let isTrusted = false;
    const { environment } = await open(() => (isTrusted ? here() : Promise.resolve(undefined)));
    expect(environment.offered()).toBeUndefined();
    isTrusted = true;
    trust.fire();
    await settled();
    expect(environment.offered()).toBeDefined();
  });

  test('are looked for again when the window comes to the front, with one event for a change', async () => {
    const find = vi.fn(() => Promise.resolve<FoundCredential | undefined>(undefined));
    const { environment } = await open(find);
    const told = vi.fn();
    environment.onDidChange(told);
    focusing.fire({ focused: true });
    await settled();
    expect(told).not.toHaveBeenCalled();
    find.mockImplementation(here);
    focusing.fire({ focused: true });
    await settled();
    expect(environment.offered()).toBeDefined();
    focusing.fire({ focused: true });
    await settled();
    expect(told).toHaveBeenCalledTimes(1);
  });

  test.each(['/home/me/.ovh.conf', '/etc/ovh.conf', '/home/me/notes.conf'])(
    'are looked for again when %s is saved in this window, where that may hold some',
    async (path) => {
      const find = vi.fn(() => Promise.resolve<FoundCredential | undefined>(undefined));
      const { environment } = await open(find);
      find.mockImplementation(here);
      saved.fire({ uri: Uri.from({ scheme: 'file', path }) });
      await settled();
      expect(environment.offered() !== undefined).toBe(path.endsWith('ovh.conf'));
    },
  );

  test('are read when a request is signed, so that a replaced secret or token is used', async () => {
    setting('use');
    let token = 'first';
    const find = vi.fn(() =>
      Promise.resolve({ ...keys(''), credential: { kind: 'token', accessToken: token } } as const),
    );
    const { accounts } = await open(find);
    const id = accounts.active()?.id ?? '';
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    token = 'second';
    // One reading serves requests that are sent together.
    const both = await Promise.all([accounts.credential(id), accounts.credential(id)]);
    expect(both).toEqual([token, token].map((accessToken) => ({ kind: 'token', accessToken })));
    expect(find).toHaveBeenCalledTimes(2);
    expect([accounts.active()?.id, accounts.revision(id)]).toEqual([id, 1]);
    later.mockRestore();
  });

  test('that were replaced by keys of another account sign no request of the earlier one', async () => {
    setting('use');
    let consumer = 'one';
    const { accounts } = await open(() => Promise.resolve(keys(consumer)));
    const id = accounts.active()?.id ?? '';
    await accounts.setActive(id);
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    consumer = 'another';
    await expect(accounts.credential(id)).rejects.toMatchObject({ reason: 'signedOut' });
    expect([accounts.active(), accounts.left()?.label]).toEqual([undefined, 'Environment (127.0.0.1:8080)']);
    later.mockRestore();
  });

  test.each([
    ['the same person', { one: 'xx1-ovh', next: 'xx1-ovh' }, true],
    ['another person', { one: 'xx1-ovh', next: 'yy2-ovh' }, false],
    ['nobody that the API names', {}, false],
    ['nobody any more, since the old ones are revoked', { next: 'xx1-ovh' }, false],
  ])('that were replaced by keys of %s', async (_, names: Readonly<Record<string, string>>, isKept) => {
    setting('use');
    const context = fakeContext();
    let consumer = 'one';
    const find = (): Promise<FoundCredential> => Promise.resolve(keys(consumer));
    const { accounts, environment, noted } = await open(find, context);
    const asked: string[] = [];
    environment.identifyBy(({ credential }) => {
      const key = credential.kind === 'signature' ? credential.consumerKey : '';
      asked.push(key);
      return names[key] === undefined && consumer === 'next' && key === 'one'
        ? Promise.reject(new Error('This credential is not valid'))
        : Promise.resolve(names[key]);
    });
    const id = accounts.active()?.id ?? '';
    await accounts.setActive(id);
    await environment.refresh();
    // Keys that are as they were are asked nothing about.
    expect(asked).toEqual([]);
    consumer = 'next';
    await environment.refresh();
    expect(asked).toEqual(['one', 'next']);
    expect([accounts.list().length, noted]).toEqual([1, []]);
    expect(accounts.active()?.id).toBe(isKept ? id : undefined);
    if (isKept) {
      expect(await accounts.credential(id)).toMatchObject({ consumerKey: 'next' });
      expect(accounts.revision(id)).toBe(1);
    } else await expect(accounts.credential(id)).rejects.toMatchObject({ reason: 'signedOut' });
    // After a reload, too.
    expect((await open(find, context)).accounts.list().map((account) => account.id === id)).toEqual([isKept]);
  });

  test('that can’t be read are logged and stop nothing', async () => {
    const { accounts, noted } = await open(() => Promise.reject(new Error('not an ini file')));
    expect(accounts.list()).toEqual([]);
    expect(noted).toHaveLength(1);
  });
});

describe('the accounts view', () => {
  const identify = vi.fn<AccountsTreeOptions['identify']>();
  const noted: unknown[] = [];
  const show = async (): Promise<Editor & { readonly tree: AccountsTree }> => {
    identify.mockReset();
    noted.length = 0;
    const editor = await open(here);
    const note = (failure: unknown): void => void noted.push(failure);
    return { ...editor, tree: new AccountsTree({ ...editor, identify, note }) };
  };
  const endpoint = {
    name: 'ovh-eu',
    origin: 'https://eu.api.ovh.com',
    tokenUrl: 'https://www.ovh.com/t',
  } as const;
  const credential = { kind: 'token', accessToken: 'canary-token' } as const;
  const items = (tree: AccountsTree): vscode.TreeItem[] =>
    tree.getChildren().map((node) => tree.getTreeItem(node));
  const rest = async (tree: AccountsTree): Promise<vscode.TreeItem> => {
    const [node] = tree.getChildren();
    const token = { isCancellationRequested: false, onCancellationRequested: () => undefined } as never;
    return tree.resolveTreeItem(tree.getTreeItem(node!), node!, token);
  };

  test('is empty while no account is signed in, so that its welcome text shows', async () => {
    const { tree } = await show();
    expect(tree.getChildren()).toEqual([]);
  });

  test('marks the active account for eyes and for screen readers, and offers the environment beside it', async () => {
    const { tree, accounts } = await show();
    await accounts.add({ label: 'A', endpoint, credential, identity: 'xx1-ovh' });
    await accounts.add({ label: 'xx2-ovh', endpoint, credential, identity: 'xx2-ovh' });
    const [a, b, offer] = items(tree);
    expect(a?.description).toBe('xx1-ovh · ovh-eu');
    expect(a?.accessibilityInformation?.label).toBe('A, xx1-ovh, ovh-eu');
    expect(b?.description).toBe('active · ovh-eu');
    expect(b?.accessibilityInformation?.label).toBe('xx2-ovh, ovh-eu, active account');
    expect(a?.contextValue).toBe('account stored');
    expect(b?.contextValue).toBe('account stored active');
    expect(a?.tooltip).toMatch(/xx1-ovh[^]*https:\/\/eu\.api\.ovh\.com[^]*Access token/);
    expect(offer?.contextValue).toBe('offer');
    expect(offer?.tooltip).toContain('/home/me/.ovh.conf');
    expect(JSON.stringify([a, b, offer])).not.toContain('canary');
  });

  test('reads the identity of an account only when its row is hovered, and once', async () => {
    const { tree, environment } = await show();
    await environment.answer('use');
    expect(items(tree)[0]?.description).not.toContain('xx1');
    expect(identify).not.toHaveBeenCalled();
    identify.mockResolvedValue('xx1-ovh');
    expect((await rest(tree)).tooltip).toContain('xx1-ovh');
    expect(items(tree)[0]?.description).toContain('xx1-ovh');
    await rest(tree);
    expect(identify).toHaveBeenCalledTimes(1);
  });

  test('says what it knows of an account that the API does not name, and asks again after a failure', async () => {
    const { tree, environment } = await show();
    await environment.answer('use');
    identify.mockRejectedValueOnce(new Error('no network'));
    expect((await rest(tree)).tooltip).toContain('/home/me/.ovh.conf');
    expect(noted).toHaveLength(1);
    identify.mockResolvedValue(undefined);
    await rest(tree);
    await rest(tree);
    expect(identify).toHaveBeenCalledTimes(2);
  });

  test('sends no request for an account without credentials', async () => {
    const { tree, accounts } = await show();
    await accounts.add({ label: 'A', endpoint, credential: { kind: 'none' } });
    expect((await rest(tree)).tooltip).toContain('public documents only');
    expect(items(tree)[0]?.description).toBe('active · ovh-eu · public documents only');
    expect(identify).not.toHaveBeenCalled();
  });
});

describe('the commands', () => {
  const signInCalls: unknown[] = [];
  const register = async (): Promise<Editor> => {
    const editor = await open(here);
    signInCalls.length = 0;
    registerAccounts({
      ...editor,
      identify: () => Promise.resolve(undefined),
      note: (failure) => {
        throw failure;
      },
      reportFailure: (failure) => {
        throw failure;
      },
      signIn: (account) => Promise.resolve(void signInCalls.push(account?.id)),
    });
    await settled();
    return editor;
  };
  const run = (name: string, ...args: readonly unknown[]): unknown =>
    screen.commands.get(`ovhApi.accounts.${name}`)?.(...args);

  test('let menus know whether an account is signed in and whether credentials are offered', async () => {
    const { environment } = await register();
    expect(Object.fromEntries(screen.contexts)).toEqual({
      'ovhApi.ready': true,
      'ovhApi.signedIn': false,
      'ovhApi.environmentOffered': true,
      'ovhApi.hasStoredAccount': false,
      'ovhApi.otherAccounts': false,
      'ovhApi.accountLeft': false,
    });
    await environment.answer('use');
    await settled();
    expect(screen.contexts.get('ovhApi.signedIn')).toBe(true);
    expect(screen.contexts.get('ovhApi.environmentOffered')).toBe(false);
  });

  test('show where the environment’s credentials are before they are used, never what they are', async () => {
    const { accounts } = await register();
    screen.press = () => 'Not Now';
    await run('useEnvironment');
    expect(accounts.list()).toEqual([]);
    screen.press = () => 'Use';
    await run('useEnvironment');
    expect(accounts.list()).toHaveLength(1);
    expect(screen.messages[0]?.text).toContain('http://127.0.0.1:8080');
    expect(screen.messages[0]?.text).toContain('OVH_ENDPOINT, /home/me/.ovh.conf');
    expect(JSON.stringify(screen.messages)).not.toContain('canary');
  });

  test('work with the environment’s account once a person wants it used, beside others', async () => {
    const { accounts } = await register();
    const endpoint = {
      name: 'custom',
      origin: 'http://127.0.0.1:9',
      tokenUrl: 'http://127.0.0.1:9/t',
    } as const;
    const before = await accounts.add({ label: 'A', endpoint, credential: { kind: 'none' } });
    expect(accounts.active()?.id).toBe(before.id);
    screen.press = () => 'Use';
    await run('useEnvironment');
    expect(accounts.active()?.source).toBe('environment');
  });

  test('offer to switch to what the environment holds by then', async () => {
    setting('use');
    let consumer = 'one';
    const editor = await open(() => Promise.resolve(keys(consumer)));
    const refuse = (failure: unknown): never => {
      throw failure;
    };
    registerAccounts({
      ...{ ...editor, identify: () => Promise.resolve(undefined), note: refuse, reportFailure: refuse },
      signIn: () => Promise.resolve(),
    });
    const { accounts } = editor;
    await accounts.setActive(accounts.active()?.id ?? '');
    consumer = 'next';
    const offered: unknown[] = [];
    vi.spyOn(window, 'showQuickPick').mockImplementationOnce(((
      items: readonly { readonly account: unknown }[],
    ) => {
      offered.push(...items.map(({ account }) => account));
      return Promise.resolve(items[0]);
    }) as never);
    await run('switch');
    expect(offered).toEqual(accounts.list());
    expect(await accounts.credential(accounts.active()?.id ?? '')).toMatchObject({ consumerKey: 'next' });
  });

  test('ask before an account signs out', async () => {
    const { accounts, environment } = await register();
    await environment.answer('use');
    const { id } = accounts.list()[0] ?? { id: '' };
    await run('signOut', id);
    expect(accounts.list()).toHaveLength(1);
    screen.press = () => 'Sign Out';
    await run('signOut', { kind: 'account', account: accounts.get(id) });
    expect(accounts.list()).toEqual([]);
  });

  test('copy the id, and ignore an unknown argument', async () => {
    const { accounts, environment } = await register();
    await environment.answer('use');
    await run('copyId', { kind: 'account' }, 42);
    expect(screen.clipboard).toBe(accounts.list()[0]?.id);
  });

  test('sign in beside the environment’s account, whose keys are not ours to replace', async () => {
    const { accounts, environment } = await register();
    await environment.answer('use');
    await run('signInAgain', accounts.list()[0]?.id);
    await run('signInAgain');
    expect(signInCalls).toEqual([undefined, undefined]);
  });

  describe('of an account that is not there', () => {
    const endpoint = {
      name: 'custom',
      origin: 'http://127.0.0.1:9',
      tokenUrl: 'http://127.0.0.1:9/t',
    } as const;
    const credential = { kind: 'none' } as const;

    test('sign in to that very account again, at its own endpoint', async () => {
      const { accounts } = await register();
      const { id } = await accounts.add({ label: 'A', endpoint, credential, identity: 'a' });
      await accounts.add({ label: 'B', endpoint, credential, identity: 'b' });
      await accounts.signOut(id);
      await run('signInAgain', id);
      expect(signInCalls).toEqual([id]);
    });

    test('offer the environment’s credentials again where it was the environment’s', async () => {
      const { accounts, environment } = await register();
      await environment.answer('use');
      const id = accounts.active()?.id ?? '';
      await accounts.signOut(id);
      screen.press = () => 'Use';
      await run('signInAgain', id);
      expect(accounts.active()?.id).toBe(id);
      expect(signInCalls).toEqual([]);
    });

    test('begin a new sign-in where nothing is known of it, never that of the only other account', async () => {
      const { accounts } = await register();
      await accounts.add({ label: 'B', endpoint, credential });
      await run('signInAgain', 'sandbox-abc123');
      expect(signInCalls).toEqual([undefined]);
    });

    test('take no other account for it: it is chosen, or signed in to', async () => {
      const { accounts } = await register();
      await run('switch');
      expect(signInCalls).toEqual([undefined]);
      await accounts.add({ label: 'Production', endpoint, credential, identity: 'b' });
      const { id } = await accounts.add({ label: 'A', endpoint, credential, identity: 'a' });
      await accounts.signOut(id);
      await settled();
      expect(screen.contexts.get('ovhApi.accountLeft')).toBe(true);
      expect(screen.contexts.get('ovhApi.otherAccounts')).toBe(true);
      expect(screen.contexts.get('ovhApi.signedIn')).toBe(false);
      // A list of one is shown all the same, and left without a choice.
      await run('switch');
      expect(accounts.active()).toBeUndefined();
    });
  });
});
