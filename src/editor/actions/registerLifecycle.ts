import * as vscode from 'vscode';
import type { JsonObject } from '../../api/jsonObject.js';
import type { ResourceAddress } from '../../resource/address.js';
import type { Documents } from '../spec/registerDocuments.js';
import { documentUri, targetAddress, type CommandTarget } from '../shell/documentUri.js';
import { formatOf, type SpecFormat } from '../shell/specFormat.js';
import { onRows, reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import type { CollectionNode } from '../../resource/tree/nodes.js';
import { deleteResource, type DeleteOptions } from './deleteResource.js';
import { deleteSeveral } from './deleteSeveral.js';
import { readCopy } from '../spec/create/duplicate.js';
import { Drafts, type DraftsOptions, type Made } from '../spec/create/drafts.js';
import { showInformation } from '../shell/messages.js';

export interface LifecycleOptions
  extends
    Omit<DeleteOptions, 'documents'>,
    Omit<DraftsOptions, 'onCreated' | 'problems'>,
    Pick<Reporting, 'reportFailure'> {
  readonly documents: Pick<Documents, 'isEdited' | 'problems' | 'saving'>;
}

/** Where a resource is to be made, and what of it is known. */
interface DraftPlace extends Pick<CollectionNode, 'address'> {
  readonly known?: JsonObject;
}

/** The commands that create, duplicate and delete resources, and save specs and drafts. */
export function registerLifecycle(options: LifecycleOptions): vscode.Disposable {
  const { documents, openPanel, reportFailure } = options;
  const drafts = new Drafts({
    ...options,
    problems: (uri) => documents.problems(uri),
    onCreated: (made) => {
      const { address } = made.created;
      if (address) void showCreated(address, made, openPanel).then(undefined, reportFailure);
      else void showInformation(vscode.l10n.t('The API accepted the request.'));
    },
  });
  const register = reportingCommands(reportFailure);
  const saving = documents.saving(drafts);
  return vscode.Disposable.from(
    drafts,
    register('ovhApi.spec.save', (uri?: unknown) => saving.run(uri instanceof vscode.Uri ? uri : undefined)),
    register('ovhApi.draft.create', () => saving.run()),
    onRows(register, 'ovhApi.resource.delete', async (rows: readonly CommandTarget[]) => {
      const addresses = rows.flatMap((row) => targetAddress(row) ?? []);
      const [only, ...others] = addresses;
      if (only && others.length === 0) await deleteResource(options, only);
      else if (only) await deleteSeveral(options, addresses);
    }),
    register('ovhApi.resource.duplicate', async (target: CommandTarget) => {
      const address = targetAddress(target);
      const connection = address && options.connections.get(address.account);
      if (!connection) return;
      const { collection, known, renamed } = await readCopy(connection, address);
      await drafts.open(collection, draftFormat(), known, renamed);
    }),
    register('ovhApi.resources.create', async ({ address, known }: DraftPlace) => {
      await drafts.open(address, draftFormat(), known);
    }),
  );
}

function draftFormat(): SpecFormat {
  return formatOf(vscode.workspace.getConfiguration('ovhApi').get<string>('specFormat', 'json'));
}

async function showCreated(
  address: ResourceAddress,
  { created, format }: Made,
  openPanel: (address: ResourceAddress) => void,
): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', documentUri(address, 'spec', format, created.name));
  openPanel(address);
}
