import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { FaultEffect } from '../../../src/sandbox/faults/faults.js';
import { clusters, firstCluster } from '../../support/anotherClient.js';
import { activateExtension, control, forget, requests, until } from '../cloud.js';
import { otherClient, replaceInDocument, saveInVain, specUri } from '../documents.js';

const refusals: readonly (readonly [string, FaultEffect])[] = [
  ['the connection breaks off', { kind: 'drop' }],
  [
    'the token has expired',
    { kind: 'error', status: 401, class: 'Client::Unauthorized::TokenExpired', message: 'Token expired' },
  ],
  [
    'a right is missing',
    { kind: 'error', status: 403, class: 'Client::Forbidden', message: 'User not granted for this request' },
  ],
  [
    'the API is under maintenance',
    { kind: 'error', status: 500, class: 'Server::InternalServerError::Maintenance' },
  ],
  ['a proxy answers in its place', { kind: 'html' }],
  ['it is asked too often', { kind: 'tooMany', retryAfterS: 3_600 }],
  ['the resource is gone', { kind: 'error', status: 404, class: 'Client::NotFound' }],
];

describe('an edit that the cloud does not take', () => {
  let document: vscode.TextDocument;
  before(async () => {
    await activateExtension();
    document = await vscode.workspace.openTextDocument(specUri(await firstCluster(otherClient())));
    await vscode.window.showTextDocument(document);
  });
  beforeEach(forget);
  after(async () => {
    await control().clearFaults();
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  for (const [index, [why, effect]] of refusals.entries()) {
    it(`because ${why} stays in its document, and is sent by the next save`, async () => {
      const text = `edit ${String(index)}`;
      await replaceInDocument(document, /"description": "[^"]*"/, `"description": "${text}"`);
      const fault = await control().inject({ method: 'PUT', effect });
      await saveInVain(document);
      assert.ok(document.getText().includes(text));
      const refused = (await requests('PUT')).length;
      assert.equal(refused, 1);
      await control().clearFaults(fault);
      assert.equal(await document.save(), true);
      assert.equal(document.isDirty, false);
      const sent = await requests('PUT');
      assert.ok(sent.at(-1)?.body.includes(text));
    });
  }

  it('is discarded by Revert, which shows the current spec with the changes of other clients', async () => {
    await replaceInDocument(document, /"description": "[^"]*"/, '"description": "mine"');
    await control().changeResource(await firstCluster(otherClient()), { description: 'theirs' });
    const bytes = await vscode.workspace.fs.readFile(document.uri);
    assert.ok(new TextDecoder().decode(bytes).includes('theirs'));
    assert.ok(document.getText().includes('mine'), 'a read took the edit away');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until(() => !document.isDirty && document.getText().includes('theirs'));
  });
});

describe('Save All', () => {
  it('sends each spec that was edited, once', async () => {
    await activateExtension();
    const paths = await clusters(otherClient(), 2);
    for (const path of paths) {
      const document = await vscode.workspace.openTextDocument(specUri(path));
      await vscode.window.showTextDocument(document, { preview: false });
      await replaceInDocument(document, /"description": "[^"]*"/, '"description": "saved with all"');
    }
    await forget();
    assert.equal(await vscode.workspace.saveAll(false), true);
    const sent = (await requests('PUT')).map(({ path }) => path.replace('/v2', ''));
    assert.deepEqual([...sent].sort(), [...paths].sort());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

describe('the spec of a resource without a target', () => {
  it('holds what its update takes, and is sent as just that', async () => {
    await activateExtension();
    const { items } = await otherClient().page({ path: '/access/resourceGroup', priority: 'user' });
    const [group] = items as readonly { readonly id: string }[];
    assert.ok(group);
    const uri = specUri(`/access/resourceGroup/${group.id}`);
    const document = await vscode.workspace.openTextDocument(uri);
    const fields = Object.keys(JSON.parse(document.getText()) as object);
    assert.ok(
      fields.includes('name') && !fields.includes('id') && !fields.includes('createdAt'),
      fields.join(),
    );
    await replaceInDocument(document, /"name": "[^"]*"/, '"name": "renamed"');
    await forget();
    assert.equal(await document.save(), true);
    const [sent] = await requests('PUT');
    const body = JSON.parse(sent?.body ?? '{}') as Record<string, unknown>;
    assert.equal(body.name, 'renamed');
    assert.ok(!('targetSpec' in body) && !('checksum' in body));
    assert.deepEqual(Object.keys(body), fields);
  });
});
