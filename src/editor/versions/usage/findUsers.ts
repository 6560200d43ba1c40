import * as vscode from 'vscode';
import { toApiPath } from '../../../resource/address.js';
import { Slices } from '../../../resource/slices.js';
import { operationsOf, type UsedCall } from '../../../scratchpad/usage/usedCalls.js';
import { documentAt } from '../../shell/documentUri.js';
import type { SessionCall } from '../../../api/sessionCalls.js';
import type { Change } from '../../../schema/comparison/judge.js';
import type { Comparison } from '../../../schema/comparison/comparison.js';
import type { FoundUsers } from '../report/reportView.js';
import type { BreakProblems } from './breakProblems.js';
import { fileBreaks } from '../../../scratchpad/usage/fileBreaks.js';
import { workspaceFiles } from './workspaceFiles.js';

export interface FindUsersOptions {
  readonly problems: Pick<BreakProblems, 'mark' | 'clear'>;
  /** What the account called since the window was opened. */
  readonly sessionCalls: () => readonly SessionCall[];
  /** The encoded paths of the account's resources whose specs were seen or saved here within the last weeks. */
  readonly keptPaths: () => Promise<readonly string[]>;
}

/** Something of the user's, and what it calls. */
interface User {
  readonly label: string;
  readonly calls: readonly Pick<UsedCall, 'method' | 'path'>[];
}

/**
 * Finds what of the user's a comparison concerns, by the operations that it is about: files of the workspace, open specs and those of
 * the journal, and this session's requests. A file that doesn't send what a breaking change is of isn't among its users.
 * Marks in Problems what of the files breaks. Throws the reason of `signal` when that aborts.
 */
export async function findUsers(
  comparison: Comparison,
  signal: AbortSignal,
  { problems, sessionCalls, keptPaths }: FindUsersOptions,
): Promise<FoundUsers> {
  const files = await workspaceFiles(signal);
  problems.clear(comparison);
  const breaks = fileBreaks(comparison);
  const slices = new Slices();
  const broken = { request: 0, manifest: 0 };
  const meeting = new Map<Change, Set<string>>();
  for (const file of files) {
    const found = breaks(file).length > 0 ? problems.mark(comparison, breaks, file) : [];
    for (const { change } of found) {
      meeting.set(change, (meeting.get(change) ?? new Set()).add(file.label));
    }
    for (const what of ['request', 'manifest'] as const) {
      const calls = found.filter(({ call }) => call.what === what);
      broken[what] += new Set(calls.map(({ call }) => call.whole.start)).size;
    }
    await slices.rest();
    signal.throwIfAborted();
  }
  const users = new Map<string, Set<string>>();
  const operations = operationsOf(
    new Set(comparison.sections.flatMap(({ changes }) => changes.flatMap((change) => change.operations))),
  );
  const ofResources = [...openSpecs(), ...keptSpecs(await keptPaths())];
  for (const { label, calls } of [...files, ...ofResources, ...session(sessionCalls())]) {
    for (const operation of calls.flatMap(operations)) {
      users.set(operation, (users.get(operation) ?? new Set()).add(label));
    }
    await slices.rest();
    signal.throwIfAborted();
  }
  const read = new Set(
    files.flatMap(({ label, calls }) => (calls.some((call) => call.hasUnreadBody) ? [] : [label])),
  );
  const sentence = brokenSentence(broken, comparison.names[1]);
  return {
    usersOf: (change) => {
      const all = new Set(change.operations.flatMap((operation) => [...(users.get(operation) ?? [])]));
      return [...all].filter(
        (label) => !isOfRequests(change) || !read.has(label) || meeting.get(change)?.has(label) === true,
      );
    },
    ...(sentence !== undefined && { sentence }),
  };
}

/** Whether a change concerns only those who send what no longer fits, which is known of files. */
function isOfRequests({ severity, direction }: Change): boolean {
  return severity === 'breaking' && direction === 'request';
}

/** What breaks of the user's, in one sentence; `undefined` when nothing does. */
export function brokenSentence(
  { request, manifest }: { readonly request: number; readonly manifest: number },
  after: string,
): string | undefined {
  const parts = [
    ...(request === 0
      ? []
      : [request === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', request)]),
    ...(manifest === 0
      ? []
      : [manifest === 1 ? vscode.l10n.t('1 manifest') : vscode.l10n.t('{0} manifests', manifest)]),
  ];
  if (parts.length === 0) return undefined;
  return vscode.l10n.t('Breaks with {0} in your workspace: {1}. See Problems.', after, parts.join(', '));
}

function openSpecs(): readonly User[] {
  return vscode.workspace.textDocuments.flatMap(({ uri }) => {
    const shown = documentAt(uri);
    if (!shown) return [];
    const path = toApiPath(shown.address);
    const label = vscode.l10n.t('open spec {0}', shown.address.segments.at(-1) ?? path);
    return [{ label, calls: [{ method: undefined, path }] }];
  });
}

/** Of an earlier spec it is known which resource it is of, not which of its fields somebody needs. */
function keptSpecs(paths: readonly string[]): readonly User[] {
  if (paths.length === 0) return [];
  const calls = paths.map((path) => ({ method: undefined, path }));
  return [{ label: vscode.l10n.t('specs that you opened or saved'), calls }];
}

function session(calls: readonly SessionCall[]): readonly User[] {
  const below = calls.map(({ method, path }) => ({ method, path: path.replace(/^\/v2(?=\/)/, '') }));
  return [{ label: vscode.l10n.t('this session'), calls: below }];
}
