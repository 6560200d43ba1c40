import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { changeSpec, firstCluster } from '../../support/anotherClient.js';
import { activateExtension, forget, requests, until } from '../cloud.js';
import { otherClient, replaceInDocument, specUri } from '../documents.js';
import { problems, problemTexts } from '../language.js';

const MEGABYTE = 2 ** 20;
const closeAll = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');

describe('a spec of 5 MB', function () {
  this.timeout(180_000);
  let path: string;
  let document: vscode.TextDocument;
  const labels = Object.fromEntries(
    Array.from({ length: 70_000 }, (_, index) => [`label-${String(index).padStart(6, '0')}`, 'x'.repeat(60)]),
  );

  before(async () => {
    await activateExtension();
    path = await firstCluster(otherClient());
    await changeSpec(otherClient(), path, { labels });
  });
  after(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await closeAll();
    await changeSpec(otherClient(), path, { labels: {} });
  });

  it('opens', async () => {
    const uri = specUri(path);
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    assert.ok(document.getText().length > 5 * MEGABYTE, String(document.getText().length));
  });

  it('is edited while it says that it is too large to be checked', async () => {
    await until(() => problems(document).length > 0);
    await replaceInDocument(document, /"?label-069999"?: "?x+"?/, '"label-069999": "short"');
    assert.match(
      problemTexts(document).join(),
      /: Too large to be checked here: more than 500,000 characters/,
    );
  });

  it('is sent whole', async () => {
    await forget();
    assert.equal(await document.save(), true);
    const [sent] = await requests('PUT');
    const { targetSpec } = JSON.parse(sent?.body ?? '{}') as { targetSpec: { labels: object } };
    assert.deepEqual(targetSpec.labels, { ...labels, 'label-069999': 'short' });
  });
});

describe('200 open documents', function () {
  this.timeout(120_000);
  let uris: readonly vscode.Uri[];
  const documents: vscode.TextDocument[] = [];

  before(async () => {
    await activateExtension();
    const client = otherClient();
    const paths: string[] = [];
    for (const [list, field] of [
      ['/access/policy', 'id'],
      ['/access/resourceGroup', 'id'],
    ] as const) {
      const page = await client.page({ path: list, size: 120, priority: 'user' });
      paths.push(
        ...(page.items as readonly Record<string, string>[]).map((item) => `${list}/${item[field] ?? ''}`),
      );
    }
    uris = paths.slice(0, 200).map(specUri);
    assert.equal(uris.length, 200);
  });
  after(closeAll);

  for (const first of [0, 50, 100, 150]) {
    it(`open in tabs: 50 from ${String(first)} on`, async () => {
      for (const uri of uris.slice(first, first + 50)) {
        const document = await vscode.workspace.openTextDocument(uri);
        await vscode.window.showTextDocument(document, { preview: false });
        documents.push(document);
      }
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      assert.ok(tabs.length >= first + 50, String(tabs.length));
    });
  }

  it('are all checked, from the first to the last', async () => {
    for (const document of [documents[0]!, documents.at(-1)!]) {
      await vscode.window.showTextDocument(document);
      await replaceInDocument(document, '"name":', '"nme":');
      await until(() => problemTexts(document).some((one) => one.startsWith('"nme"')));
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await until(() => problems(document).length === 0);
    }
  });
});

describe('an identifier of any characters', () => {
  before(async () => {
    await activateExtension();
  });
  beforeEach(forget);
  after(closeAll);

  const identifiers = [
    'a/b',
    '.',
    '..',
    '50%',
    '%2F',
    '#',
    '?a=b&c#d',
    '%2e%2e',
    'x.current.json',
    'con.aux',
    'C:\\Windows',
    'a b\tc',
    'é ß 漢字',
    '😀👨‍👩‍👧',
    '\u202Egnp',
    '\u2028\u2029\u0085',
    'nul\u0000',
    '__proto__',
    '"\'<>`{}|^[]',
    'urn:v1:eu:resource:a/b#c',
    'long'.repeat(500),
  ];
  for (const identifier of identifiers) {
    it(`leads to exactly that resource: ${JSON.stringify(identifier).slice(0, 40)}`, async () => {
      const isDots = /^\.\.?$/.test(identifier);
      const segment = isDots ? identifier.replaceAll('.', '%2E') : encodeURIComponent(identifier);
      const uri = specUri(`/access/policy/${segment}`);
      assert.equal(vscode.Uri.parse(uri.toString()).path, uri.path);
      await assert.rejects(async () => vscode.workspace.fs.readFile(uri), vscode.FileSystemError);
      const asked = (await requests('GET')).map(({ path }) => path);
      assert.ok(
        asked.some((path) => path.endsWith(`/access/policy/${segment}`)),
        asked.join('\n'),
      );
    });
  }

  it('opens and is read byte for byte where there is such a resource', async () => {
    const client = otherClient();
    const page = await client.page({ path: '/access/permissionSet', size: 5, priority: 'user' });
    const [set] = page.items as readonly Record<string, string>[];
    const urn = Object.values(set ?? {}).find(
      (value) => typeof value === 'string' && value.startsWith('urn:'),
    );
    assert.ok(urn, JSON.stringify(set));
    const document = await vscode.workspace.openTextDocument(
      specUri(`/access/permissionSet/${encodeURIComponent(urn)}`),
    );
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(document.uri.toString()));
    assert.equal(new TextDecoder().decode(bytes), document.getText());
    assert.ok(document.getText().length > 2);
  });
});
