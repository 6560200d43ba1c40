import * as vscode from 'vscode';
import { parentAddress, toApiPath } from '../../resource/address.js';
import { parseResource } from '../../resource/envelope.js';
import { endpointName, manifestFormat, printingManifest } from '../../resource/manifest.js';
import { variableNameOf, variableReference } from '../../resource/environmentValues.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { proposedFileName } from '../../resource/proposedFileName.js';
import { Slices } from '../../resource/slices.js';
import { printingWholeSpec } from '../../resource/spec.js';
import { describePath, type FieldPath } from '../../resource/specDiff.js';
import { leavingOutSecrets, type SpecWithoutSecrets } from '../../resource/withoutSecrets.js';
import type { Connection } from '../connections/connections.js';
import { targetAddress, type CommandTarget } from '../shell/documentUri.js';
import { showInformation } from '../shell/messages.js';
import { unsavedDocument, writeFileText } from '../shell/writeFileText.js';

/**
 * Writes a resource's spec, as the cloud has it but without its secrets, to a manifest file that the user picks; a YAML file that is there
 * already gets another document at its end. Resolves to the file, or `undefined` when the user declined.
 */
export async function saveManifest(
  target: CommandTarget,
  connectionOf: (account: string) => Connection | undefined,
): Promise<vscode.Uri | undefined> {
  const address = targetAddress(target);
  const connection = address && connectionOf(address.account);
  const collection = address && parentAddress(address);
  if (!address || !connection || !collection) return undefined;
  const path = toApiPath(address);
  const { item } = await connection.schemas.forPath(path);
  const response = await connection.api.request({ method: 'GET', path, priority: 'user' });
  const { displayName } = parseResource(response.json(), address.segments.at(-1));
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the Spec of {0}', displayName),
    defaultUri: vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
      `${proposedFileName(displayName, 'resource')}.ovhapi.yaml`,
    ),
    filters: { [vscode.l10n.t('Manifests')]: ['yaml', 'json'] },
  });
  if (!uri) return undefined;
  const slices = new Slices();
  const whole = item ? await slices.through(printingWholeSpec(response.text, item)) : response.text;
  const spec = await slices.through(leavingOutSecrets(whole, secretFieldsOf(item)));
  const manifest = await slices.through(
    printingManifest(
      {
        kind: toApiPath(collection),
        id: address.segments.at(-1),
        version: response.schemaVersion,
        endpoint: endpointName(connection.api.account),
        spec: spec.text,
      },
      manifestFormat(uri.path),
    ),
  );
  await write(uri, manifest);
  await vscode.window.showTextDocument(uri);
  const sentence = secretsSentence(spec);
  if (sentence !== '') void showInformation(sentence);
  return uri;
}

/** Which secrets are not in the file, and what that means; empty where there are none. */
function secretsSentence({ left, referred }: SpecWithoutSecrets): string {
  const named = (paths: readonly FieldPath[]): string => paths.map(describePath).join(', ');
  return [
    ...(left.length > 0
      ? [
          vscode.l10n.t(
            'Secret fields are left out of the manifest: {0}. Applying it keeps their values.',
            named(left),
          ),
        ]
      : []),
    ...(referred.length > 0
      ? [
          vscode.l10n.t(
            'Set an environment variable for each secret in a list before you plan the manifest: {0}.',
            referred
              .map((path) => `${describePath(path)} ${variableReference(variableNameOf(path))}`)
              .join(', '),
          ),
        ]
      : []),
  ].join(' ');
}

/** A YAML file may hold many; what was in a JSON file would be overwritten, which the dialog has asked about. */
async function write(uri: vscode.Uri, manifest: string): Promise<void> {
  const isYaml = manifestFormat(uri.path) === 'yaml';
  const before = isYaml ? (unsavedDocument(uri)?.getText() ?? (await textOf(uri))) : '';
  await writeFileText(uri, before.trim() === '' ? manifest : `${before.trimEnd()}\n---\n${manifest}`);
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}
