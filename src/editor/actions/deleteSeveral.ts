import * as vscode from 'vscode';
import { refuseReadOnly } from '../../api/cloudWrite.js';
import { CancelledError } from '../../api/errors.js';
import { addressKey, type ResourceAddress } from '../../resource/address.js';
import { waitUntilGone } from '../../resource/waitUntilGone.js';
import type { Connection } from '../connections/connections.js';
import { abortSignal } from '../shell/abortSignal.js';
import { confirmsHarm } from '../shell/questions.js';
import type { DeleteOptions } from './deleteResource.js';
import { readDoomed, type Doomed } from './doomed.js';
import { showError, showInformation, showProgress, showWarning } from '../shell/messages.js';
import { labelText } from '../shell/labelText.js';

const LISTED = 12;

/** What came of one of several: `unsent` where the person stopped before. */
interface Outcome {
  readonly name: string;
  readonly path: string;
  readonly end: 'gone' | 'failed' | 'open' | 'unsent';
  readonly why?: string;
}

/**
 * Deletes several resources of one account after one question that names them and what goes with them: one request after the other,
 * each followed until its resource is gone. A failure doesn't stop the rest; the report says which failed and why. Throws what reading
 * throws, before anything is deleted.
 */
export async function deleteSeveral(
  options: DeleteOptions,
  addresses: readonly ResourceAddress[],
): Promise<void> {
  const connection = options.connections.get(addresses[0]?.account ?? '');
  if (!connection) return;
  refuseReadOnly(connection.api.account, { method: 'DELETE', path: '/' });
  const doomed = await readAll(connection, topmost(addresses));
  if (!doomed) return;
  if (!(await confirms(options, connection, doomed))) return;
  const outcomes = await deleteAll(options, connection, doomed);
  await showOutcomes(outcomes);
}

/** Without those that go with another one anyway, each once. */
function topmost(addresses: readonly ResourceAddress[]): readonly ResourceAddress[] {
  const byKey = new Map(addresses.map((address) => [addressKey(address), address]));
  const isBelow = (key: string): boolean => [...byKey.keys()].some((other) => key.startsWith(`${other}/`));
  return [...byKey].filter(([key]) => !isBelow(key)).map(([, address]) => address);
}

/** `undefined` when the person stopped, or one of them can't be deleted, which is said. */
function readAll(
  connection: Connection,
  addresses: readonly ResourceAddress[],
): Thenable<readonly Doomed[] | undefined> {
  const title = vscode.l10n.t('Reading {0} resources', addresses.length);
  return showProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const signal = abortSignal(token);
      const doomed: Doomed[] = [];
      for (const address of addresses) {
        const name = address.segments.at(-1) ?? '';
        progress.report({ message: name, increment: 100 / addresses.length });
        const one = await readDoomed(connection, address, signal).catch((failure: unknown) => {
          if (signal.aborted) return undefined;
          throw failure;
        });
        if (signal.aborted) return undefined;
        if (one) doomed.push(one);
        else {
          void showInformation(
            vscode.l10n.t('The API has no operation to delete {0}. Nothing was deleted.', name),
          );
          return undefined;
        }
      }
      return doomed;
    },
  );
}

function confirms(
  { documents }: DeleteOptions,
  { api }: Connection,
  doomed: readonly Doomed[],
): Promise<boolean> {
  const count = doomed.length;
  const rest = count - LISTED;
  const edited = doomed.filter(({ address }) => documents.isEdited(address));
  const lines = doomed
    .slice(0, LISTED)
    .map(({ name, goesWith }) => [
      `• ${name}`,
      ...goesWith.map((one) => `    ${vscode.l10n.t('Deleted with it:')} ${one}`),
    ]);
  const detail = [
    [...lines.flat(), ...(rest > 0 ? [vscode.l10n.t('… and {0} more', rest)] : [])].join('\n'),
    vscode.l10n.t('This can’t be undone.'),
    ...(edited.length > 0
      ? [vscode.l10n.t('With unsaved changes: {0}.', edited.map(({ name }) => name).join(', '))]
      : []),
  ].join('\n\n');
  return confirmsHarm({
    account: api.account,
    question: vscode.l10n.t('Delete {0} resources?', count),
    detail,
    typed: vscode.l10n.t('delete {0}', count),
    act: vscode.l10n.t('Delete'),
    keep: vscode.l10n.t('Keep Resources'),
  });
}

function deleteAll(
  { watcher, describe }: DeleteOptions,
  { api }: Connection,
  doomed: readonly Doomed[],
): Thenable<readonly Outcome[]> {
  const title = vscode.l10n.t('Deleting {0} resources', doomed.length);
  return showProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const signal = abortSignal(token);
      const following: Promise<Outcome>[] = [];
      for (const [sent, one] of doomed.entries()) {
        const { address, name, path, checksum } = one;
        if (signal.aborted) {
          following.push(Promise.resolve({ name, path, end: 'unsent' }));
          continue;
        }
        progress.report({
          message: vscode.l10n.t('{0} of {1}: {2}', sent + 1, doomed.length, name),
          increment: 100 / doomed.length,
        });
        const query = checksum === undefined ? {} : { query: { checksum } };
        try {
          await api.request({ method: 'DELETE', path, priority: 'user', signal, ...query });
          following.push(
            waitUntilGone(watcher, address, signal).then((ending) => ({
              ...{ name, path },
              end: ending === 'left' ? 'open' : ending === 'stays' ? 'failed' : 'gone',
              ...(ending === 'stays' && {
                why: vscode.l10n.t('The API accepted the request, but the resource still exists.'),
              }),
            })),
          );
        } catch (failure) {
          const end = failure instanceof CancelledError ? 'open' : 'failed';
          following.push(Promise.resolve({ name, path, end, why: describe(failure) }));
        }
      }
      progress.report({ message: vscode.l10n.t('deletion requested, waiting…') });
      return Promise.all(following);
    },
  );
}

async function showOutcomes(outcomes: readonly Outcome[]): Promise<void> {
  const of = (end: Outcome['end']): readonly Outcome[] => outcomes.filter((one) => one.end === end);
  const [gone, failed, open, unsent] = [of('gone'), of('failed'), of('open'), of('unsent')];
  if (gone.length === outcomes.length) {
    void showInformation(vscode.l10n.t('{0} resources were deleted.', gone.length));
    return;
  }
  const [first] = failed;
  const counts = [
    ...(first ? [labelText(first.name, first.why ?? '')] : []),
    vscode.l10n.t('Deleted: {0}.', gone.length),
    ...(failed.length > 0 ? [vscode.l10n.t('Failed: {0}.', failed.length)] : []),
    ...(open.length > 0 ? [vscode.l10n.t('Accepted, not done yet: {0}.', open.length)] : []),
    ...(unsent.length > 0 ? [vscode.l10n.t('Not sent: {0}.', unsent.length)] : []),
  ].join(' ');
  const report = vscode.l10n.t('Show Report');
  const show = first ? showError : showWarning;
  if ((await show(counts, report)) !== report) return;
  const content = outcomes.map(({ name, path, end, why }) =>
    `${endWord(end)}\t${name}\t${path}\t${why ?? ''}`.trimEnd(),
  );
  const document = await vscode.workspace.openTextDocument({ content: `${content.join('\n')}\n` });
  await vscode.window.showTextDocument(document);
}

function endWord(end: Outcome['end']): string {
  switch (end) {
    case 'gone':
      return vscode.l10n.t('deleted');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'open':
      return vscode.l10n.t('not done yet');
    case 'unsent':
      return vscode.l10n.t('not sent');
  }
}
