import type * as vscode from 'vscode';
import { isJsonObject } from '../../api/jsonObject.js';
import type { Accounts } from '../accounts/accounts.js';
import type { Reporting } from '../shell/reporting.js';

const KEPT_KEY = 'ovhApi.sandboxes';

/** How soon a sandbox that still runs is looked at again, in milliseconds. */
const LOOK_AGAIN_MS = 2_000;

/** What is remembered of sandboxes, to clean up after windows that ended: processes by the accounts made for them. */
type Kept = Readonly<Record<string, number>>;

interface Surroundings extends Pick<Reporting, 'reportFailure'> {
  readonly accounts: Pick<Accounts, 'signOut'>;
  readonly globalState: vscode.Memento;
}

/** Remembers which process the account was made for. */
export async function keepSandbox(globalState: vscode.Memento, account: string, pid: number): Promise<void> {
  await globalState.update(KEPT_KEY, { ...readKept(globalState), [account]: pid });
}

/**
 * Signs out of sandboxes that have ended: one ends with its window, and its account leads nowhere then. After a reload of a window its
 * sandbox may still be ending when the window is back, so one that runs is looked at again until it has ended. This window's own, which
 * are started later, aren't among them.
 */
export function forgetEndedSandboxes({
  accounts,
  globalState,
  reportFailure,
}: Surroundings): vscode.Disposable {
  let watched = Object.entries(readKept(globalState));
  let timer: NodeJS.Timeout | undefined;
  let isDisposed = false;
  const look = async (): Promise<void> => {
    const ended = watched.filter(([, pid]) => !isRunning(pid)).map(([account]) => account);
    watched = watched.filter(([account]) => !ended.includes(account));
    for (const account of ended) await accounts.signOut(account, { isOver: true });
    if (ended.length > 0) await forget(globalState, ended);
    if (watched.length === 0 || isDisposed) return;
    timer = setTimeout(lookAndReport, LOOK_AGAIN_MS);
    timer.unref();
  };
  const lookAndReport = (): void => void look().catch(reportFailure);
  lookAndReport();
  return {
    dispose: () => {
      isDisposed = true;
      clearTimeout(timer);
    },
  };
}

async function forget(globalState: vscode.Memento, accounts: readonly string[]): Promise<void> {
  const left = Object.entries(readKept(globalState)).filter(([account]) => !accounts.includes(account));
  await globalState.update(KEPT_KEY, Object.fromEntries(left));
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
