import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { firstCluster } from '../../support/anotherClient.js';
import { activateExtension, forget, requests, until } from '../cloud.js';
import { otherClient } from '../documents.js';
import {
  folds,
  format,
  hoverText,
  labelOf,
  labels,
  labelsAndValues,
  mend,
  outline,
  problems,
  problemTexts,
  proposals,
  write,
} from '../language.js';

describe('the language of a manifest file', () => {
  let folder: string;
  let yaml: vscode.TextDocument;
  let json: vscode.TextDocument;
  /** The path of a cluster, and of its collection. */
  let member: string;
  let kind: string;
  let id: string;
  const open = async (name: string): Promise<vscode.TextDocument> => {
    const file = join(folder, name);
    await writeFile(file, '');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  };

  before(async () => {
    await activateExtension();
    member = await firstCluster(otherClient());
    [kind, id] = [member.slice(0, member.lastIndexOf('/')), member.slice(member.lastIndexOf('/') + 1)];
    folder = await mkdtemp(join(tmpdir(), 'ovhapi-manifests-'));
    yaml = await open('a.ovhapi.yaml');
    json = await open('b.ovhapi.json');
  });
  after(async () => {
    for (const document of [yaml, json]) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
  });

  it('proposes what a manifest says of itself, in an empty one', async () => {
    for (const [document, text] of [
      [yaml, '|'],
      [yaml, 'kind: /a\nspec: {}\n---\n|'],
      [json, '{|}'],
      [json, '[{"kind": "/a", "spec": {}}, {|}]'],
    ] as const) {
      const own = (await labels(document, text)).slice(0, 5);
      assert.deepEqual(own, ['kind', 'id', 'version', 'endpoint', 'spec'], text);
    }
  });

  it('proposes kinds step by step, with the identifiers that are there', async () => {
    const project = kind.split('/')[3] ?? '';
    for (const [document, before, behind] of [
      [yaml, 'kind: ', ''],
      [json, '{"kind": "', '"}'],
    ] as const) {
      const first = await labelsAndValues(document, `${before}|${behind}`);
      assert.ok(first.includes('/access/resourceGroup'), first.join('\n'));
      assert.ok(first.includes('/managedPlatform/project/'), first.join('\n'));
      const second = await labelsAndValues(document, `${before}/managedPlatform/project/|${behind}`);
      assert.ok(second.includes(`/managedPlatform/project/${project}/`), second.join('\n'));
      const third = await labelsAndValues(
        document,
        `${before}/managedPlatform/project/${project}/|${behind}`,
      );
      assert.ok(third.includes(kind), third.join('\n'));
    }
  });

  it('proposes the identifiers of its kind, and its version', async () => {
    assert.ok((await labelsAndValues(yaml, `kind: ${kind}\nid: |\n`)).includes(id));
    assert.ok((await labelsAndValues(json, `{"kind": "${kind}", "id": "|"}`)).includes(id));
    const [version] = await labels(yaml, `kind: ${kind}\nversion: |\n`);
    assert.match(version ?? '', /^\d+\.\d+$/);
  });

  it('never proposes the words of the file itself', async () => {
    for (const [file, text] of [
      [yaml, `kind: ${kind}\nspec:\n  name: production\n  description: prod|\n`],
      [json, `{"kind": "${kind}", "spec": {"name": "production", "description": "prod|"}}`],
    ] as const) {
      const items = await proposals(file, text);
      const words = items.filter(({ kind: one }) => one === vscode.CompletionItemKind.Text).map(labelOf);
      assert.deepEqual(words, []);
    }
  });

  it('proposes the fields of the spec of its kind, required ones first, and the document’s examples', async () => {
    const head = 'kind: /access/resourceGroup\nspec: {}\n---\n';
    const items = await proposals(yaml, `${head}kind: ${kind}\nspec:\n  |\n`);
    const names = items.map(labelOf);
    assert.ok(names.slice(0, 5).includes('nodePools'), names.join('\n'));
    assert.ok(
      items.some(({ kind: one }) => one === vscode.CompletionItemKind.Snippet),
      'no example',
    );
    const pools = await labels(yaml, `kind: ${kind}\nspec:\n  nodePools:\n    - |\n`);
    assert.ok(pools.includes('flavor'), pools.join('\n'));
    const inJson = await labels(json, `[{"kind": "${kind}", "spec": {"nodePools": [{|}]}}]`);
    assert.ok(inJson.includes('flavor'), inJson.join('\n'));
  });

  it('proposes what the API lists, and asks for it once', async () => {
    const text = `kind: ${kind}\nspec:\n  nodePools:\n    - flavor: |\n`;
    const listed = (await proposals(yaml, text)).filter(
      ({ detail }) => detail?.startsWith('from /') === true,
    );
    assert.ok(listed.length > 0);
    await forget();
    assert.ok((await labels(yaml, `${text}\n# again\n`)).length > 0);
    const asked = await requests('GET');
    assert.deepEqual(
      asked.filter(({ path }) => path.includes('/reference/')),
      [],
    );
  });

  it('proposes environment variables for a secret: the one of the same name, and all of them once a name is begun', async () => {
    const spec = (field: string, value: string): string =>
      `kind: /access/audit/stream\nspec:\n  name: ours\n  ${field}: ${value}|\n`;
    const named = (of: readonly string[]): readonly string[] => of.filter((one) => one.startsWith('${env:'));
    assert.deepEqual(named(await labels(yaml, spec('secret', ''))), ['${env:SECRET}']);
    const begun = named(await labels(yaml, spec('secret', '${')));
    // The suites are told this in their environment.
    assert.ok(begun.includes('${env:OVHAPI_SUITE_REPORT}'), begun.join('\n'));
    assert.equal(begun[0], '${env:SECRET}');
    assert.deepEqual(named(await labels(yaml, spec('name', '${'))), []);
    assert.deepEqual(named(await labels(json, '{"kind": "/access/audit/stream", "spec": {"secret": "|"}}')), [
      '${env:SECRET}',
    ]);
  });

  it('shows description, type and limits, of its own fields too', async () => {
    await write(yaml, `---\nkind: ${kind}\nspec:\n  name: some-name\n`);
    assert.match(await hoverText(yaml, 'name:'), /Name of the cluster[\s\S]*`string` · `required`/);
    assert.match(await hoverText(yaml, 'kind'), /path of the collection[\s\S]*Stable production version/);
    await write(json, `[{"kind": "${kind}", "spec": {"name": "some-name"}}]`);
    assert.match(await hoverText(json, '"name"'), /Name of the cluster/);
  });

  it('checks each manifest by its own kind as you type', async () => {
    const text = 'kind: /access/resourceGroup\nspec:\n  name: our-group\n  resources: []\n';
    await write(yaml, `${text}---\nkind: ${kind}\nid: ${id}\nspec:\n  descripton: x\n  nodePools: 5\n`);
    await until(() => problemTexts(yaml).some((one) => one.startsWith('5: ')));
    assert.deepEqual(problemTexts(yaml), [
      'descripton: Property descripton is not allowed.',
      '5: Incorrect type. Expected "array".',
    ]);
    await write(json, `[{"kind": "${kind}", "spec": {"colour": 1}, /* why */ "version": 2.1,}]`);
    // Until it is judged, what was said of the text before stands.
    await until(() => problemTexts(json).some((one) => one.startsWith('"colour": ')));
    assert.ok(problemTexts(json).some((one) => one.includes('Missing property "nodePools"')));
    assert.equal(json.languageId, 'jsonc');
  });

  it('requires of a manifest with an identifier only what it changes, and of a new one every required field', async () => {
    await write(yaml, `kind: ${kind}\nid: ${id}\nspec:\n  description: x\n`);
    await until(() => problems(yaml).length === 0);
    await write(yaml, `kind: ${kind}\nspec:\n  description: x\n`);
    await until(() => problemTexts(yaml).some((one) => one.includes('Missing property "name"')));
  });

  it('marks a kind or version that doesn’t exist, and offers a fix for a typing error', async () => {
    await write(yaml, `kind: ${kind.replace('cluster', 'clutser')}\nspec: {}\n`);
    await until(() => problemTexts(yaml).some((one) => one.includes('has no collection')));
    await mend(yaml, `Use ${kind}`);
    assert.equal(yaml.getText(), `kind: ${kind}\nspec: {}\n`);
    await write(yaml, `kind: ${kind}\nid: ${id}\nversion: "9.9"\nspec: {}\n`);
    await until(() => problems(yaml).length > 0);
    await write(yaml, 'kind: /nowhere\nspec: {}\n');
    await until(() => problemTexts(yaml).some((one) => one.includes('no section')));
    await write(yaml, 'kind: [\n');
    await until(() => problemTexts(yaml).some((one) => one.includes('Not valid YAML')));
  });

  it('fixes problems in either language, and keeps comments', async () => {
    await write(yaml, `# ours\nkind: ${kind}\nid: ${id}\nspec:\n  descripton: x # why\n  id: y\n`);
    await until(() => problems(yaml).length === 2);
    await mend(yaml, 'Rename descripton to description');
    await mend(yaml, 'Remove the field id');
    assert.equal(yaml.getText(), `# ours\nkind: ${kind}\nid: ${id}\nspec:\n  description: x # why\n`);
    await until(() => problems(yaml).length === 0);
    await write(
      json,
      `[\n  {"spec": {}}, // here\n  {"kind": "${kind}", "id": "${id}", "spec": {"colour": 1}}\n]`,
    );
    await until(() => problems(json).length === 2);
    await mend(json, 'Remove the field colour');
    await mend(json, 'Add the missing field kind');
    assert.ok(json.getText().includes('// here'));
    assert.ok(json.getText().includes('"spec": {}'));
  });

  it('has an outline, folds and a formatter', async () => {
    const text = `kind: ${kind}\nid: ${id}\nspec:\n  nodePools:\n    - name: a\n      labels: {}\n---\nkind: /access/resourceGroup\nspec:\n  name: b\n`;
    await write(yaml, text);
    const names = await outline(yaml);
    assert.ok(names.includes(`cluster/${id}`), names.join('\n'));
    assert.ok(names.includes('access/resourceGroup'), names.join('\n'));
    assert.ok(names.includes('nodePools'));
    const ranges = (await folds(yaml)).map(String);
    for (const fold of ['0,5', '2,5', '3,5', '4,5', '7,9', '8,9'])
      assert.ok(ranges.includes(fold), ranges.join(' '));
    await write(yaml, `# ours\nkind:    ${kind}\nspec: {}\n---\nkind:   /b # b\nspec:\n      a:   1\n`);
    await format(yaml);
    assert.equal(yaml.getText(), `# ours\nkind: ${kind}\nspec: {}\n---\nkind: /b # b\nspec:\n  a: 1\n`);
  });
});
