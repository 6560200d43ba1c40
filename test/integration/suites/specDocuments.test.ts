import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { clusters, firstCluster } from '../../support/anotherClient.js';
import { activateExtension, forget, requests, until } from '../cloud.js';
import { otherClient, replaceInDocument, saveInVain, specUri } from '../documents.js';
import { wholeOf } from '../language.js';

describe('a spec document', () => {
  let document: vscode.TextDocument;
  before(async () => {
    await activateExtension();
    const uri = specUri(await firstCluster(otherClient()));
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
  });
  beforeEach(forget);
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('holds the spec that a save would send, as JSON, and nothing else of the resource', () => {
    const spec = JSON.parse(document.getText()) as Record<string, unknown>;
    assert.ok('nodePools' in spec);
    assert.ok(!('currentState' in spec) && !('resourceStatus' in spec));
  });

  it('costs one request to open, and has its language from the beginning', async () => {
    const [path = ''] = (await clusters(otherClient(), 2)).slice(1);
    const languages: string[] = [];
    const uri = specUri(path);
    const events = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((one) => {
        if (one.uri.toString() === uri.toString()) languages.push(one.languageId);
      }),
      vscode.workspace.onDidCloseTextDocument((one) => {
        if (one.uri.toString() === uri.toString()) languages.push('closed');
      }),
    );
    await forget();
    const opened = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(opened);
    await vscode.commands.executeCommand('vscode.executeInlayHintProvider', uri, wholeOf(opened));
    events.dispose();
    await vscode.window.showTextDocument(document);
    const asked = (await requests('GET'))
      .map((one) => one.path)
      .filter((one) => one.startsWith(`/v2${path}`));
    assert.deepEqual(asked, [`/v2${path}`]);
    assert.deepEqual(languages, ['jsonc']);
  });

  it('can be read through the workspace’s file system', async () => {
    const bytes = await vscode.workspace.fs.readFile(document.uri);
    assert.equal(new TextDecoder().decode(bytes), document.getText());
  });

  it('is refused when it is no JSON, with a diagnostic, and nothing is sent', async () => {
    await replaceInDocument(document, '"nodePools":', '"nodePools"');
    await saveInVain(document);
    const errors = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    assert.ok(errors.length > 0);
    assert.deepEqual(await requests('PUT'), []);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('sends nothing when nothing changed', async () => {
    await vscode.workspace.fs.writeFile(document.uri, new TextEncoder().encode(document.getText()));
    assert.deepEqual(await requests('PUT'), []);
  });

  it('is sent once with the checksum it was read at, and is clean afterwards', async () => {
    await replaceInDocument(document, /"description": "[^"]*"/, '"description": "saved by a suite"');
    assert.equal(await document.save(), true);
    assert.equal(document.isDirty, false);
    const sent = await requests('PUT');
    assert.equal(sent.length, 1);
    const body = JSON.parse(sent[0]!.body) as { checksum?: string; targetSpec: { description: string } };
    assert.equal(typeof body.checksum, 'string');
    assert.equal(body.targetSpec.description, 'saved by a suite');
  });

  it('reads as the cloud has it after the save', async () => {
    const bytes = await vscode.workspace.fs.readFile(document.uri);
    assert.match(new TextDecoder().decode(bytes), /saved by a suite/);
  });

  it('shows the whole resource and its current state as read-only documents beside it', async () => {
    for (const view of ['full', 'current']) {
      const uri = document.uri.with({ path: document.uri.path.replace(/\.spec\/.*$/, `.${view}.json`) });
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      assert.doesNotThrow(() => void JSON.parse(text), view);
      await assert.rejects(
        async () => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('{}')),
        view,
      );
    }
    assert.deepEqual(await requests('PUT'), []);
  });

  it('that does not exist says so', async () => {
    const uri = document.uri.with({
      path: document.uri.path.replace(/[^/]+\.spec\/.*$/, 'no-such-cluster.json'),
    });
    await assert.rejects(async () => vscode.workspace.fs.readFile(uri), vscode.FileSystemError);
  });

  it('follows what another document of the resource saved, and its own edit is saved on top of that', async () => {
    const yaml = await vscode.workspace.openTextDocument(
      document.uri.with({ path: document.uri.path.replace(/\.json$/, '.yaml') }),
    );
    const save = async (description: string): Promise<void> => {
      await replaceInDocument(yaml, /description: .*/, `description: ${description}`);
      assert.equal(await yaml.save(), true);
    };
    await save('by its sibling');
    await until(() => document.getText().includes('by its sibling'));
    await replaceInDocument(document, /"desiredNodes": \d+/, '"desiredNodes": 19');
    await save('by its sibling again');
    // A question would wait for an answer, and the save with it.
    assert.equal(await document.save(), true);
    const sent = (await requests('PUT')).at(-1)?.body ?? '';
    assert.ok(sent.includes('by its sibling again') && sent.includes('"desiredNodes":19'), sent);
    await until(() => document.getText().includes('by its sibling again'));
  });

  it('can be YAML, which is sent as JSON with the checksum', async () => {
    const uri = document.uri.with({ path: document.uri.path.replace(/\.json$/, '.yaml') });
    const yaml = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(yaml);
    assert.equal(yaml.languageId, 'yaml');
    assert.match(yaml.getText(), /^nodePools:$/m);
    await replaceInDocument(yaml, /description: .*/, 'description: saved as YAML # why');
    assert.equal(await yaml.save(), true);
    const [sent] = await requests('PUT');
    const body = JSON.parse(sent!.body) as { checksum?: string; targetSpec: { description: string } };
    assert.equal(typeof body.checksum, 'string');
    assert.equal(body.targetSpec.description, 'saved as YAML');
    await forget();
    await replaceInDocument(yaml, 'description:', 'description: [');
    await saveInVain(yaml);
    assert.deepEqual(await requests('PUT'), []);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
