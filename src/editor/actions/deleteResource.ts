import * as vscode from 'vscode';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import type { Account } from '../../api/account.js';
import { refuseReadOnly } from '../../api/cloudWrite.js';
import { CancelledError } from '../../api/errors.js';
import { parseResource } from '../../resource/envelope.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import { requiredActions, type Item } from '../../schema/catalogue.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Connection, Connections } from '../connections/connections.js';
import type { Documents } from '../spec/registerDocuments.js';
import { confirmsHarm } from '../shell/questions.js';
import { stoppable } from '../shell/stoppable.js';
import { waitUntilGone, type Ending } from '../../resource/waitUntilGone.js';

export interface DeleteOptions {
  readonly connections: Connections;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  readonly documents: Pick<Documents, 'isEdited'>;
  readonly openPanel: (address: ResourceAddress) => void;
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
  const { item } = await connection.schemas.forPath(path);
  if (!item?.remove) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The API has no operation to delete {0}.', path));
    return;
  }
  const title = vscode.l10n.t('Reading {0}…', address.segments.at(-1) ?? '');
  const { name, checksum } = await stoppable(title, (signal) =>
    whatItIs(connection, item, { address, signal }),
  );
  const isEdited = options.documents.isEdited(address);
  if (!(await confirms(item, { account: connection.api.account, name, path, isEdited }))) return;
  const ending = await vscode.window.withProgress(
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
  tellEnding(options, { address, name, ending });
}

/** Its name now, and the checksum where the deletion takes one, so that nobody deletes what they have not seen. */
async function whatItIs(
  { api }: Connection,
  { read, remove }: Item,
  { address, signal }: { readonly address: ResourceAddress; readonly signal: AbortSignal },
): Promise<{ readonly name: string; readonly checksum: string | undefined }> {
  const id = address.segments.at(-1) ?? '';
  if (!read) return { name: id, checksum: undefined };
  const response = await api.request({ method: 'GET', path: toApiPath(address), signal, priority: 'user' });
  const { displayName, checksum } = parseResource(response.json(), id);
  const takesChecksum = remove?.parameters.some((one) => one.in === 'query' && one.name === 'checksum');
  return { name: displayName, checksum: takesChecksum === true ? checksum : undefined };
}

interface Doomed {
  readonly account: Account;
  readonly name: string;
  readonly path: string;
  readonly isEdited: boolean;
}

async function confirms(item: Item, { account, name, path, isEdited }: Doomed): Promise<boolean> {
  const rights = requiredActions(item.remove);
  const detail = [
    path,
    vscode.l10n.t('This can’t be undone.'),
    ...(isEdited ? [vscode.l10n.t('It has unsaved changes.')] : []),
    ...(rights.length > 0 ? [vscode.l10n.t('Needs the IAM action {0}.', rights.join(', '))] : []),
  ].join('\n\n');
  const question = vscode.l10n.t('Delete {0}?', name);
  return confirmsHarm({
    account,
    question,
    detail,
    act: vscode.l10n.t('Delete'),
    keep: vscode.l10n.t('Keep Resource'),
  });
}

interface Ended {
  readonly address: ResourceAddress;
  readonly name: string;
  /** `unanswered`: nobody waited for the answer to the request. */
  readonly ending: Ending | 'unanswered';
}

function tellEnding({ documents, openPanel }: DeleteOptions, { address, name, ending }: Ended): void {
  if (ending === 'left') return;
  if (ending === 'unanswered') {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'You stopped waiting for the response, so {0} may have been deleted. Check the list.',
        name,
      ),
    );
    return;
  }
  if (ending === 'stays') {
    const show = vscode.l10n.t('Show Resource');
    void vscode.window
      .showErrorMessage(
        vscode.l10n.t(
          '{0} wasn’t deleted. The API accepted the request, but the resource still exists.',
          name,
        ),
        show,
      )
      .then((answer) => {
        if (answer === show) openPanel(address);
      });
    return;
  }
  const isEdited = documents.isEdited(address);
  void vscode.window.showInformationMessage(
    isEdited
      ? vscode.l10n.t('{0} was deleted. Your unsaved changes stay in its tab until you close it.', name)
      : vscode.l10n.t('{0} was deleted.', name),
  );
}
