import * as vscode from 'vscode';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import { refuseReadOnly } from '../../api/cloudWrite.js';
import { CancelledError } from '../../api/errors.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import { displayLine } from '../../resource/displayText.js';
import { requiredActions } from '../../schema/catalogue.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Connection, Connections } from '../connections/connections.js';
import type { Documents } from '../spec/registerDocuments.js';
import type { Reporting } from '../shell/reporting.js';
import { isGrave, readDoomed, type Doomed } from './doomed.js';
import { confirmsHarm } from '../shell/questions.js';
import { stoppable } from '../shell/stoppable.js';
import { waitUntilGone, type Ending } from '../../resource/waitUntilGone.js';
import { showError, showInformation, showProgress, showWarning } from '../shell/messages.js';

export interface DeleteOptions {
  readonly connections: Connections;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  readonly documents: Pick<Documents, 'isEdited'>;
  readonly openPanel: (address: ResourceAddress) => void;
  readonly describe: Reporting['describe'];
}

/**
 * Deletes a resource after a question that names it, and follows it until it is gone. Cancelling stops the waiting only.
 * Throws what reading the API document and `Api.request` throw.
 */
export async function deleteResource(options: DeleteOptions, address: ResourceAddress): Promise<void> {
  const connection = options.connections.get(address.account);
  if (!connection) return;
  const path = toApiPath(address);
  refuseReadOnly(connection.api.account, { method: 'DELETE', path });
  const title = vscode.l10n.t('Reading {0}…', address.segments.at(-1) ?? '');
  const doomed = await stoppable(title, (signal) => readDoomed(connection, address, signal));
  if (!doomed) {
    void showInformation(vscode.l10n.t('The API has no operation to delete {0}.', path));
    return;
  }
  const { name, checksum } = doomed;
  if (!(await confirms(options, connection, doomed))) return;
  const ending = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Deleting {0}', name),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = abortSignal(token);
      try {
        await connection.api.request({
          method: 'DELETE',
          path,
          priority: 'user',
          signal,
          ...(checksum === undefined ? {} : { query: { checksum } }),
        });
      } catch (failure) {
        if (failure instanceof CancelledError) return 'unanswered';
        throw failure;
      }
      progress.report({ message: vscode.l10n.t('deletion requested, waiting…') });
      return waitUntilGone(options.watcher, address, signal);
    },
  );
  reportEnding(options, { address, name, ending });
}

async function confirms({ documents }: DeleteOptions, { api }: Connection, doomed: Doomed): Promise<boolean> {
  const { address, name, path, remove, goesWith } = doomed;
  const rights = requiredActions(remove);
  const detail = [
    path,
    ...(goesWith.length > 0 ? [[vscode.l10n.t('Deleted with it:'), ...goesWith].join('\n')] : []),
    vscode.l10n.t('This can’t be undone.'),
    ...(documents.isEdited(address) ? [vscode.l10n.t('It has unsaved changes.')] : []),
    ...(rights.length > 0 ? [vscode.l10n.t('Needs the IAM action {0}.', rights.join(', '))] : []),
  ].join('\n\n');
  return confirmsHarm({
    account: api.account,
    question: vscode.l10n.t('Delete {0}?', name),
    detail,
    ...(isGrave(doomed) && { typed: typedFor(doomed) }),
    act: vscode.l10n.t('Delete'),
    keep: vscode.l10n.t('Keep Resource'),
  });
}

/** The name, but where it is too long for a line or holds what no key types, the identifier. */
function typedFor({ address, name }: Doomed): string {
  return displayLine(name, { limit: 60 }) === name ? name : (address.segments.at(-1) ?? name);
}

interface Ended {
  readonly address: ResourceAddress;
  readonly name: string;
  /** `unanswered`: waiting for the response was canceled. */
  readonly ending: Ending | 'unanswered';
}

function reportEnding({ documents, openPanel }: DeleteOptions, { address, name, ending }: Ended): void {
  if (ending === 'left') return;
  if (ending === 'unanswered') {
    void showWarning(
      vscode.l10n.t(
        'You stopped waiting for the response, so {0} may have been deleted. Check the list.',
        name,
      ),
    );
    return;
  }
  if (ending === 'stays') {
    const show = vscode.l10n.t('Show Resource');
    void showError(
      vscode.l10n.t('{0} wasn’t deleted. The API accepted the request, but the resource still exists.', name),
      show,
    ).then((answer) => {
      if (answer === show) openPanel(address);
    });
    return;
  }
  const isEdited = documents.isEdited(address);
  void showInformation(
    isEdited
      ? vscode.l10n.t('{0} was deleted. Your unsaved changes stay in its tab until you close it.', name)
      : vscode.l10n.t('{0} was deleted.', name),
  );
}
