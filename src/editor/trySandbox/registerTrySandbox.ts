import * as vscode from 'vscode';
import { endpointOf } from '../../api/endpoints.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Accounts } from '../accounts/accounts.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import { forgetEndedSandboxes, keepSandbox } from './keptSandboxes.js';
import { startSandbox, type RunningSandbox } from './sandboxProcess.js';
import { showProgress, showWarning } from '../shell/messages.js';

export interface TrySandboxOptions extends Pick<Reporting, 'reportFailure'> {
  readonly accounts: Accounts;
  readonly extensionUri: vscode.Uri;
  readonly globalState: vscode.Memento;
}

/** A sandbox with the account that was made for it. */
interface Trial {
  readonly sandbox: RunningSandbox;
  readonly account: string;
}

/** One click to a cloud that costs nothing: starts the sandbox for this window and signs in to it. */
export function registerTrySandbox(options: TrySandboxOptions): vscode.Disposable {
  const { accounts, globalState, reportFailure } = options;
  let trial: Promise<Trial | undefined> | undefined;
  let running: Trial | undefined;
  const end = (): void => {
    const ended = running;
    running = undefined;
    trial = undefined;
    ended?.sandbox.stop();
  };
  const begin = async (): Promise<Trial | undefined> => {
    const begun = await startTrial(options);
    running = begun;
    if (!begun) return undefined;
    void begun.sandbox.ended.then(async () => {
      if (running !== begun) return;
      end();
      await accounts.signOut(begun.account, { isOver: true });
      await offerAgain();
    }, reportFailure);
    return begun;
  };
  return vscode.Disposable.from(
    reportingCommands((failure) => {
      reportFailure(failure, { what: vscode.l10n.t('Starting the sandbox') });
    })('ovhApi.trySandbox', async () => {
      if (running)
        void vscode.window.setStatusBarMessage(vscode.l10n.t('The sandbox is already running.'), 4_000);
      trial ??= begin().finally(() => {
        if (!running) trial = undefined;
      });
      const begun = await trial;
      if (!begun) return;
      await accounts.setActive(begun.account);
      await vscode.commands.executeCommand('ovhApi.resources.focus');
    }),
    accounts.onDidChange(() => {
      if (running && !accounts.get(running.account)) end();
    }),
    forgetEndedSandboxes({ accounts, globalState, reportFailure }),
    new vscode.Disposable(end),
  );
}

async function startTrial({
  accounts,
  extensionUri,
  globalState,
}: TrySandboxOptions): Promise<Trial | undefined> {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'sandbox', 'cli.mjs').fsPath;
  const sandbox = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Starting the sandbox…'),
      cancellable: true,
    },
    async (_, token) => {
      const signal = abortSignal(token);
      try {
        return await startSandbox(program, signal);
      } catch (failure) {
        if (signal.aborted) return undefined;
        throw failure;
      }
    },
  );
  if (!sandbox) return undefined;
  const { id } = await signInTo(accounts, sandbox).catch((failure: unknown) => {
    sandbox.stop();
    throw failure;
  });
  await keepSandbox(globalState, id, sandbox.pid);
  return { sandbox, account: id };
}

function signInTo(accounts: Accounts, sandbox: RunningSandbox): ReturnType<Accounts['add']> {
  return accounts.add({
    label: vscode.l10n.t('Sandbox'),
    endpoint: endpointOf(new URL(sandbox.api).origin),
    credential: { kind: 'signature', ...sandbox.credentials },
    identity: 'sandbox',
  });
}

async function offerAgain(): Promise<void> {
  const again = vscode.l10n.t('Start Again');
  const answer = await showWarning(
    vscode.l10n.t('The sandbox has stopped, and its data was deleted.'),
    again,
  );
  if (answer === again) await vscode.commands.executeCommand('ovhApi.trySandbox');
}
