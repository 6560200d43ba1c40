import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { environmentId } from '../../src/api/environmentChoice.js';
import { endpointOf } from '../../src/api/endpoints.js';
import { addressOf, toUriPath } from '../../src/resource/address.js';
import { anotherClient, credentialOf } from '../support/anotherClient.js';
import type { ApiClient } from '../../src/api/apiClient.js';
import { until } from './cloud.js';

const variable = (name: string): string => process.env[name] ?? '';
const sandbox = {
  api: variable('OVH_ENDPOINT'),
  credentials: {
    applicationKey: variable('OVH_APPLICATION_KEY'),
    applicationSecret: variable('OVH_APPLICATION_SECRET'),
    consumerKey: variable('OVH_CONSUMER_KEY'),
  },
};

/** Another client of the account that the extension is signed in to. */
export function otherClient(): ApiClient {
  return anotherClient(sandbox);
}

/** The document of a resource's spec, by the resource's path below the branch. */
export function specUri(apiPath: string): vscode.Uri {
  const account = environmentId({
    endpoint: endpointOf(sandbox.api),
    credential: credentialOf(sandbox),
  } as Parameters<typeof environmentId>[0]);
  return vscode.Uri.from({ scheme: 'ovhapi', path: toUriPath(addressOf(account, apiPath), 'spec') });
}

/**
 * Saves a document whose save is refused. VS Code calls that saved, so that it shows no error of its own, and the document is an edit
 * again a moment later: docs/decisions/saving-by-a-command.md.
 */
export async function saveInVain(document: vscode.TextDocument): Promise<void> {
  const text = document.getText();
  await document.save();
  await until(() => document.isDirty);
  assert.equal(document.getText(), text);
}

/** Replaces the first match in a document's text. @throws Error when there is none. */
export async function replaceInDocument(
  document: vscode.TextDocument,
  find: string | RegExp,
  replacement: string,
): Promise<void> {
  const text = document.getText();
  const found = typeof find === 'string' ? find : find.exec(text)?.[0];
  const start = found === undefined ? -1 : text.indexOf(found);
  if (found === undefined || start < 0)
    throw new Error(
      `There is no ${String(find)} in ${document.uri.path}, of ${String(text.length)} characters: ${text.slice(0, 200)}`,
    );
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + found.length));
  edit.replace(document.uri, range, replacement);
  await vscode.workspace.applyEdit(edit);
}
