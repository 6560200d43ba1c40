import * as vscode from 'vscode';
import { endpointOf } from '../../api/endpoints.js';
import { isJsonObject } from '../../api/jsonObject.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Accounts } from '../accounts/accounts.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import { startSandbox, type RunningSandbox } from './sandboxProcess.js';

const KEPT_KEY = 'ovhApi.sandboxes';

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

/** What is remembered of trials, to clean up after windows that ended: processes by the accounts made for them. */
type Kept = Readonly<Record<string, number>>;

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
  void forgetEnded(accounts, globalState).catch(reportFailure);
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
    new vscode.Disposable(end),
  );
}

async function startTrial({
  accounts,
  extensionUri,
  globalState,
}: TrySandboxOptions): Promise<Trial | undefined> {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'sandbox', 'cli.mjs').fsPath;
  const sandbox = await vscode.window.withProgress(
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
  await globalState.update(KEPT_KEY, { ...readKept(globalState), [id]: sandbox.pid });
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
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The sandbox has stopped, and its data was deleted.'),
    again,
  );
  if (answer === again) await vscode.commands.executeCommand('ovhApi.trySandbox');
}

/** A sandbox ends with its window; the account that was made for it leads nowhere then. */
async function forgetEnded(accounts: Accounts, globalState: vscode.Memento): Promise<void> {
  const kept = readKept(globalState);
  const ended = Object.entries(kept).filter(([, pid]) => !isRunning(pid));
  for (const [id] of ended) await accounts.signOut(id, { isOver: true });
  const gone = new Set(ended.map(([id]) => id));
  const left = Object.entries(readKept(globalState)).filter(([id]) => !gone.has(id));
  if (ended.length > 0) await globalState.update(KEPT_KEY, Object.fromEntries(left));
}

function readKept(globalState: vscode.Memento): Kept {
  const stored = globalState.get<unknown>(KEPT_KEY);
  if (!isJsonObject(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((kept): kept is [string, number] => typeof kept[1] === 'number'),
  );
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks (https://nodejs.org/api/process.html#processkillpid-signal).
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
