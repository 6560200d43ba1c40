import * as vscode from 'vscode';
import { endpointLabel } from '../shell/accountText.js';
import { confirmsHarm } from '../shell/questions.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import type { Accounts } from './accounts.js';
import { AccountStatus } from './accountStatus.js';
import { AccountDecorations } from './accountDecorations.js';
import { AccountsTree, credentialLabel } from './accountsTree.js';
import type { AccountsTreeOptions } from './accountsTree.js';
import type { EnvironmentAccount } from './environmentAccount.js';
import type { KnownAccount } from '../../api/knownAccount.js';
import { askSafeguards } from './safeguards.js';
import { offerEnvironment } from './offerEnvironment.js';
import { showInput } from '../shell/messages.js';

export interface RegisterAccountsOptions extends AccountsTreeOptions, Pick<Reporting, 'reportFailure'> {
  /** Asks a person to sign in; with an account, to sign in to it again. */
  readonly signIn: (account?: KnownAccount) => Promise<void>;
}

/** The accounts view, its commands, the context keys that menus go by, and the offer of the environment's credentials. */
export function registerAccounts(options: RegisterAccountsOptions): vscode.Disposable {
  const { accounts, environment, reportFailure } = options;
  const tree = new AccountsTree(options);
  const register = reportingCommands(reportFailure);
  const command = (name: string, run: (node: unknown) => Promise<unknown>): vscode.Disposable =>
    register(`ovhApi.accounts.${name}`, run);
  const onAccount = (
    name: string,
    title: string,
    run: (account: KnownAccount) => Promise<unknown>,
    fits: (account: KnownAccount) => boolean = () => true,
  ): vscode.Disposable =>
    command(name, async (node) => {
      const account = accountOf(node, accounts) ?? (await pickAccount(accounts, title, fits));
      if (account) await run(account);
    });
  const setContexts = (): void => void setContextKeys(accounts, environment).catch(reportFailure);
  setContexts();
  return vscode.Disposable.from(
    tree,
    new AccountDecorations(accounts),
    new AccountStatus(accounts),
    vscode.window.createTreeView('ovhApi.accounts', { treeDataProvider: tree }),
    accounts.onDidChange(setContexts),
    environment.onDidChange(setContexts),
    command('signIn', () => options.signIn()),
    command('useEnvironment', () => offerEnvironment(environment, accounts)),
    command('signInAgain', (node) => signInAgain(options, node)),
    command('switch', async (node) => {
      // What is chosen of is what is there now.
      if (!environment.isIgnored) await environment.refresh();
      if (accounts.list().length === 0) return options.signIn();
      const title = vscode.l10n.t('Select the account to switch to');
      const account = accountOf(node, accounts) ?? (await pickAccount(accounts, title));
      if (account) await accounts.setActive(account.id);
    }),
    onAccount('signOut', vscode.l10n.t('Select the account to sign out of'), (account) =>
      signOut(accounts, account),
    ),
    onAccount(
      'rename',
      vscode.l10n.t('Select the account to rename'),
      (account) => rename(accounts, account),
      isStored,
    ),
    onAccount('safeguards', vscode.l10n.t('Select the account to safeguard'), (account) =>
      askSafeguards(accounts, account),
    ),
    onAccount('copyId', vscode.l10n.t('Select the account whose identifier to copy'), async ({ id }) =>
      vscode.env.clipboard.writeText(id),
    ),
  );
}

/**
 * Asks for the credential of an account again. One that signed out comes back at its own endpoint, the environment's from where it
 * was; for one that is not known any more, only a new sign-in starts: keys typed for it never go to another account's host.
 */
async function signInAgain(options: RegisterAccountsOptions, argument: unknown): Promise<void> {
  const { accounts, environment } = options;
  const id = idOf(argument);
  const former = id === undefined ? undefined : accounts.former(id);
  if (former) return options.signIn(former);
  if (id !== undefined && !accounts.get(id)) {
    return environment.found()?.account.id === id
      ? offerEnvironment(environment, accounts)
      : options.signIn();
  }
  const title = vscode.l10n.t('Select the account to sign in to again');
  const account = accountOf(argument, accounts) ?? (await pickAccount(accounts, title, isStored));
  // The environment's keys are not ours to replace: an account beside it can be added.
  if (account && isStored(account)) await options.signIn(account);
  else if (account || !accounts.list().some(isStored)) await options.signIn();
}

async function signOut(accounts: Accounts, account: KnownAccount): Promise<void> {
  const detail =
    account.source === 'environment'
      ? vscode.l10n.t('The environment isn’t changed. Its credentials are no longer used.')
      : vscode.l10n.t(
          'Its credentials are deleted from this editor. Its documents can’t be read or saved until you sign in again. Unsaved changes and favourites are kept.',
        );
  const question = vscode.l10n.t('Sign out of {0}?', account.label);
  const [act, keep] = [vscode.l10n.t('Sign Out'), vscode.l10n.t('Keep Account')];
  if (await confirmsHarm({ account: undefined, question, detail, act, keep }))
    await accounts.signOut(account.id);
}

async function rename(accounts: Accounts, account: KnownAccount): Promise<void> {
  const label = await showInput({
    title: vscode.l10n.t('Rename {0}', account.label),
    value: account.label,
    validateInput: (typed) =>
      typed.trim() === '' ? vscode.l10n.t('Enter a name for the account.') : undefined,
  });
  if (label !== undefined) await accounts.rename(account.id, label.trim());
}

/**
 * The account meant by a command from the palette. Where there is only one, which the window works with, it needs no question; where
 * the window has none, even a single one is shown before it is taken.
 */
async function pickAccount(
  accounts: Accounts,
  title: string,
  fits: (account: KnownAccount) => boolean = () => true,
): Promise<KnownAccount | undefined> {
  const active = accounts.active()?.id;
  const fitting = accounts.list().filter(fits);
  const [only] = fitting;
  if (!only || (fitting.length === 1 && only.id === active)) return only;
  const items = fitting.map((account) => ({
    label: account.label,
    description:
      account.id === active ? vscode.l10n.t('{0} · active', endpointLabel(account)) : endpointLabel(account),
    detail: credentialLabel(account.credential),
    account,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.account;
}

/** Commands get a row of the view, or an id when they are called from elsewhere. */
function accountOf(argument: unknown, accounts: Accounts): KnownAccount | undefined {
  const id = idOf(argument);
  return id === undefined ? undefined : accounts.get(id);
}

function idOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('account' in argument)) return undefined;
  const { account } = argument;
  if (typeof account !== 'object' || account === null || !('id' in account)) return undefined;
  return typeof account.id === 'string' ? account.id : undefined;
}

function isStored(account: KnownAccount): boolean {
  return account.source === 'stored';
}

async function setContextKeys(accounts: Accounts, environment: EnvironmentAccount): Promise<void> {
  await environment.ready;
  const isSignedIn = accounts.active() !== undefined;
  const isOffered = environment.offered() !== undefined;
  await vscode.commands.executeCommand('setContext', 'ovhApi.signedIn', isSignedIn);
  await vscode.commands.executeCommand('setContext', 'ovhApi.environmentOffered', isOffered);
  await vscode.commands.executeCommand(
    'setContext',
    'ovhApi.hasStoredAccount',
    accounts.list().some(isStored),
  );
  const active = accounts.active()?.id;
  const hasOthers = accounts.list().some(({ id }) => id !== active);
  await vscode.commands.executeCommand('setContext', 'ovhApi.otherAccounts', hasOthers);
  await vscode.commands.executeCommand('setContext', 'ovhApi.accountLeft', accounts.left() !== undefined);
  await vscode.commands.executeCommand('setContext', 'ovhApi.ready', true);
}
