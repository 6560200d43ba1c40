import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { firstCluster } from '../../support/anotherClient.js';
import { activateExtension, until } from '../cloud.js';
import { otherClient, replaceInDocument, specUri } from '../documents.js';

const whole = (document: vscode.TextDocument): vscode.Range =>
  new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));

describe('the language of a spec document', () => {
  let document: vscode.TextDocument;
  before(async () => {
    await activateExtension();
    document = await vscode.workspace.openTextDocument(specUri(await firstCluster(otherClient())));

    await vscode.window.showTextDocument(document);
    await until(() => document.languageId === 'jsonc');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const fixes = async (): Promise<readonly vscode.CodeAction[]> =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      whole(document),
      vscode.CodeActionKind.QuickFix.value,
    );

  it('reports an unknown field and fixes it', async () => {
    await replaceInDocument(document, '"description":', '"descripton":');
    await until(() => vscode.languages.getDiagnostics(document.uri).length > 0);
    const rename = (await fixes()).find(({ title }) => title === 'Rename descripton to description');
    assert.ok(rename?.edit);
    await vscode.workspace.applyEdit(rename.edit);
    await until(() => vscode.languages.getDiagnostics(document.uri).length === 0);
    assert.match(document.getText(), /"description":/);
  });

  it('allows comments', async () => {
    await replaceInDocument(document, '"description":', '// why\n  "description":');
    await replaceInDocument(document, '"description":', '"descriptio":');
    await until(() => vscode.languages.getDiagnostics(document.uri).length > 0);
    const messages = vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
    assert.ok(!messages.some((message) => /comment/i.test(message)), messages.join('\n'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('completes a value with what the API lists', async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    const flavor = '"flavor": "';
    const at = document.getText().indexOf(flavor) + flavor.length;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(at),
    );
    const listed = list.items.filter(({ detail }) => detail?.startsWith('from /') === true);
    assert.ok(listed.length > 0, list.items.map(({ label }) => JSON.stringify(label)).join('\n'));
  });

  it('shows the current value beside a field while the change is pending', async () => {
    await replaceInDocument(document, /"description": "[^"]*"/, '"description": "asked for"');
    const labels = async (): Promise<readonly string[]> =>
      (
        await vscode.commands.executeCommand<vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          document.uri,
          whole(document),
        )
      ).map(({ label }) => (typeof label === 'string' ? label : ''));
    await until(async () => (await labels()).some((label) => label.startsWith('cloud: ')));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
