import * as vscode from 'vscode';
import { toApiPath, type ResourceAddress } from '../../../resource/address.js';
import { hclText } from '../../../resource/hcl.js';
import { isLarge, TooLargeAtOnce } from '../../../resource/jsonTree.js';
import { secretFieldsOf } from '../../../resource/secretFields.js';
import { Slices } from '../../../resource/slices.js';
import { printingWholeSpec, readSpecValue } from '../../../resource/spec.js';
import { abortSignal } from '../../shell/abortSignal.js';
import type { Connection, Connections } from '../../connections/connections.js';
import { documentAt, targetAddress, type CommandTarget } from '../../shell/documentUri.js';
import type { KnownResources } from '../../explorer/knownResources.js';
import { reportingCommands } from '../../shell/reportingCommands.js';
import type { Reporting } from '../../shell/reporting.js';
import { terraformKind, terraformResource } from '../../../resource/terraformResource.js';
import type { TerraformKind } from '../../../resource/terraformTable.js';
import { showInformation, showProgress } from '../../shell/messages.js';

export interface ExportingOptions extends Pick<Reporting, 'reportFailure'> {
  readonly connections: Pick<Connections, 'get'>;
  readonly known: Pick<KnownResources, 'nameOf'>;
}

/** What a resource is in the words of other tools that keep resources as code. */
export function registerExporting({
  connections,
  known,
  reportFailure,
}: ExportingOptions): vscode.Disposable {
  const register = reportingCommands(reportFailure);
  const copying = register('ovhApi.resource.copyAsTerraform', async (target: CommandTarget) => {
    const address = targetAddress(target);
    const connection = address && connections.get(address.account);
    if (!address || !connection) return;
    const name = known.nameOf(address);
    const kind = terraformKind(address);
    if (kind) await copyAsTerraform(connection, address, kind, name);
    else await offerRequest(address, name);
  });
  noteTerraform(vscode.window.activeTextEditor);
  return vscode.Disposable.from(copying, vscode.window.onDidChangeActiveTextEditor(noteTerraform));
}

/** Menus of an editor offer the copy where Terraform's provider has the like of its resource. */
function noteTerraform(editor: vscode.TextEditor | undefined): void {
  const address = documentAt(editor?.document.uri)?.address;
  const isKnown = address !== undefined && terraformKind(address) !== undefined;
  void vscode.commands.executeCommand('setContext', 'ovhApi.hasTerraform', isKnown);
}

/** Copies what the cloud has: an edit that is not saved is not what the import would find. */
async function copyAsTerraform(
  { api, schemas }: Connection,
  address: ResourceAddress,
  kind: TerraformKind,
  name: string,
): Promise<void> {
  const path = toApiPath(address);
  const title = vscode.l10n.t('Reading {0}', name);
  const text = await showProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_, token) => {
      const signal = abortSignal(token);
      const { item } = await schemas.forPath(path, signal);
      const response = await api.request({ method: 'GET', path, signal, priority: 'user' });
      const slices = new Slices();
      const whole = item
        ? await slices.through(printingWholeSpec(response.text, item), signal)
        : response.text;
      if (isLarge(whole)) throw new TooLargeAtOnce();
      const spec = await slices.through(readSpecValue(whole), signal);
      return terraformResource(kind, { address, name, spec, isSecret: secretFieldsOf(item) });
    },
  );
  if (!text) return offerRequest(address, name);
  await vscode.env.clipboard.writeText(hclText(text));
  const secrets = text.variables.map((variable) => variable.name).join(', ');
  vscode.window.setStatusBarMessage(
    secrets === ''
      ? vscode.l10n.t('{0} was copied as Terraform, with its import.', name)
      : vscode.l10n.t('{0} was copied as Terraform. Its secrets are variables: {1}.', name, secrets),
    8_000,
  );
}

async function offerRequest(address: ResourceAddress, name: string): Promise<void> {
  const copy = vscode.l10n.t('Copy Request As…');
  const answer = await showInformation(
    vscode.l10n.t('No known resource of the Terraform provider ovh/ovh matches {0}.', name),
    copy,
  );
  if (answer === copy) {
    await vscode.commands.executeCommand('ovhApi.scratchpad.copyAs', { kind: 'item', address });
  }
}
