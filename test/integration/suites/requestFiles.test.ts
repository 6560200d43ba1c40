import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activateExtension, forget, requests, until } from '../cloud.js';

describe('a request file', () => {
  let document: vscode.TextDocument;
  before(async () => {
    await activateExtension();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    document = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(folder.uri, 'first-requests.ovhapi.http'),
    );
    await vscode.window.showTextDocument(document);
  });
  beforeEach(forget);
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const lenses = async (): Promise<readonly vscode.CodeLens[]> =>
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);

  const send = async (line: string): Promise<unknown> => {
    const lens = (await lenses()).find(
      ({ range, command }) =>
        command?.command === 'ovhApi.scratchpad.send' && document.lineAt(range.start).text.startsWith(line),
    );
    assert.ok(lens?.command, `no lens over ${line}`);
    return vscode.commands.executeCommand(
      lens.command.command,
      ...((lens.command.arguments ?? []) as unknown[]),
    );
  };

  it('has its own language', () => {
    assert.equal(document.languageId, 'ovhapi-http');
  });

  it('has a lens to send over each of its requests', async () => {
    const sends = (await lenses()).filter(({ command }) => command?.command === 'ovhApi.scratchpad.send');
    assert.equal(sends.length, document.getText().match(/^(GET|POST) /gm)?.length);
  });

  it('shows the answer of a request beside it, through the same door as all others', async () => {
    await send('GET /v2/managedPlatform/project');
    await until(() =>
      vscode.window.visibleTextEditors.some(
        (editor) =>
          editor.document.uri.scheme === 'ovhapi-response' && /\b200\b/.test(editor.document.getText()),
      ),
    );
    const sent = (await requests('GET')).filter(({ path }) => path === '/v2/managedPlatform/project');
    assert.deepEqual(
      sent.map(({ status }) => status),
      [200],
    );
  });

  it('offers the paths of the API where one is typed', async () => {
    const { positionAt } = document;
    const at =
      document.getText().indexOf('GET /v2/managedPlatform/project') + 'GET /v2/managedPlatform/pro'.length;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      positionAt.call(document, at),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(
      labels.some((label) => label === 'project'),
      labels.slice(0, 10).join(' '),
    );
  });
});
