import * as vscode from 'vscode';
import type { SpecOfPath } from '../../../resource/journal.js';
import { Slices } from '../../../resource/slices.js';
import { changesByCall } from '../../../scratchpad/usage/brokenCalls.js';
import { fileBreaks, fileConcerns, type CallingText } from '../../../scratchpad/usage/fileBreaks.js';
import { specCall, type UsedCall } from '../../../scratchpad/usage/usedCalls.js';
import type { SessionCall } from '../../../api/sessionCalls.js';
import type { Change } from '../../../schema/comparison/judge.js';
import type { Comparison } from '../../../schema/comparison/comparison.js';
import type { FoundUsers } from '../report/reportView.js';
import type { BreakProblems } from './breakProblems.js';
import { openSpecs, workspaceFiles } from './workspaceFiles.js';

export interface FindUsersOptions {
  readonly problems: Pick<BreakProblems, 'mark' | 'clear'>;
  /** What the account called since the window was opened. */
  readonly sessionCalls: () => readonly SessionCall[];
  /** The newest specs of the account's resources that were seen or saved here within the last weeks. */
  readonly keptSpecs: () => Promise<readonly SpecOfPath[]>;
}

/** How many of the user's calls break, by what makes them. */
export type BrokenCounts = Readonly<Record<UsedCall['what'], number>>;

/**
 * Finds what of the user's a comparison concerns: files of the workspace, open specs and those of the journal, each by what it sends and
 * reads, and this session's requests, of which only the operations are known. Marks in Problems what of the files and of the open specs
 * breaks. Throws the reason of `signal` when that aborts.
 */
export async function findUsers(
  comparison: Comparison,
  signal: AbortSignal,
  { problems, sessionCalls, keptSpecs }: FindUsersOptions,
): Promise<FoundUsers> {
  const shown = [...(await workspaceFiles(signal)), ...openSpecs()];
  const kept = keptOnes(await keptSpecs());
  signal.throwIfAborted();
  problems.clear(comparison);
  const slices = new Slices();
  const counts = { request: 0, manifest: 0, spec: 0 };
  const breaks = fileBreaks(comparison);
  for (const file of shown) {
    const broken = breaks(file);
    if (broken.length > 0) problems.mark(comparison, breaks, file, broken);
    for (const what of ['request', 'manifest', 'spec'] as const) {
      const calls = broken.filter(({ call }) => call.what === what);
      counts[what] += new Set(calls.map(({ call }) => call.whole.start)).size;
    }
    await slices.rest();
    signal.throwIfAborted();
  }
  const users = new ChangeUsers();
  const concerns = fileConcerns(comparison);
  for (const user of [...shown, ...kept]) {
    users.add(user.label, concerns(user));
    await slices.rest();
    signal.throwIfAborted();
  }
  users.add(vscode.l10n.t('this session'), sessionChanges(comparison, sessionCalls()));
  const sentence = brokenSentence(counts, comparison.names[1]);
  return { usersOf: (change) => users.of(change), ...(sentence !== undefined && { sentence }) };
}

/** Whom changes concern. */
class ChangeUsers {
  readonly #labels = new Map<Change, Set<string>>();

  add(label: string, changes: readonly Change[]): void {
    for (const change of changes) {
      this.#labels.set(change, (this.#labels.get(change) ?? new Set()).add(label));
    }
  }

  of(change: Change): readonly string[] {
    return [...(this.#labels.get(change) ?? [])];
  }
}

/** What breaks of the user's, in one sentence; `undefined` when nothing does. */
export function brokenSentence({ request, manifest, spec }: BrokenCounts, after: string): string | undefined {
  const parts = [
    ...(request === 0
      ? []
      : [request === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', request)]),
    ...(manifest === 0
      ? []
      : [manifest === 1 ? vscode.l10n.t('1 manifest') : vscode.l10n.t('{0} manifests', manifest)]),
    ...(spec === 0
      ? []
      : [spec === 1 ? vscode.l10n.t('1 open spec') : vscode.l10n.t('{0} open specs', spec)]),
  ];
  if (parts.length === 0) return undefined;
  return vscode.l10n.t('Breaks with {0} in your workspace: {1}. See Problems.', after, parts.join(', '));
}

function keptOnes(specs: readonly SpecOfPath[]): readonly (CallingText & { readonly label: string })[] {
  const label = vscode.l10n.t('specs that you opened or saved');
  return specs.map(({ path, text }) => ({ label, text, calls: [specCall(path, text)] }));
}

/** What was sent in this session isn't kept, so its requests count by their operations. */
function sessionChanges({ sections }: Comparison, calls: readonly SessionCall[]): readonly Change[] {
  const below = calls.map(({ method, path }) => ({ method, path: path.replace(/^\/v2(?=\/)/, '') }));
  return sections.flatMap(({ changes }) => below.flatMap(changesByCall(changes)));
}
