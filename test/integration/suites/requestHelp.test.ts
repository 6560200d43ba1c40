import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { firstCluster } from '../../support/anotherClient.js';
import { activateExtension, until } from '../cloud.js';
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
  problemTexts,
  proposals,
  wholeOf,
  write,
} from '../language.js';

describe('the help of a request file', () => {
  let folder: string;
  let document: vscode.TextDocument;
  /** The path of a cluster. */
  let member: string;

  before(async () => {
    await activateExtension();
    member = await firstCluster(otherClient());
    folder = await mkdtemp(join(tmpdir(), 'ovhapi-requests-'));
    const file = join(folder, 'a.ovhapi.http');
    await writeFile(file, '');
    document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    await vscode.window.showTextDocument(document, { preview: false });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
  });

  const proposes = async (text: string, ...wanted: readonly string[]): Promise<void> => {
    const found = await labelsAndValues(document, text);
    for (const one of wanted) assert.ok(found.includes(one), `${one} is not among ${found.join(', ')}`);
  };

  /** Waits until something is said: what was said of the text before may still stand. */
  const isReported = (wanted: RegExp): Promise<void> =>
    until(() => wanted.test(problemTexts(document).join('\n')));

  it('proposes methods, sections, and the paths that take the method', async () => {
    await proposes('|', 'GET', 'DELETE');
    await proposes('GET |', '/v2/access', '/v2/rental');
    await proposes('GET /v2/re|', 'rental');
    await proposes('GET /v2/access/po|', 'policy', 'policy/{policyId}');
    const found = await labels(document, 'DELETE /v2/access/|');
    assert.deepEqual(
      found.filter((label) => label.startsWith('policy')),
      ['policy/{policyId}'],
    );
  });

  it('never proposes the words of the file itself', async () => {
    const items = await proposals(document, '# production\nGET /v2/access/policy\nX-Reason: prod|');
    const words = items.filter(({ kind }) => kind === vscode.CompletionItemKind.Text).map(labelOf);
    assert.deepEqual(words, []);
  });

  it('proposes what the list before an identifier has', async () => {
    const list = member.slice(0, member.lastIndexOf('/'));
    const id = member.slice(list.length + 1);
    await proposes(`GET /v2${list}/|`, id, '{clusterId}');
  });

  it('proposes query parameters with their values, headers, directives and variables', async () => {
    await proposes('GET /v2/access/policy?|', 'readOnly');
    await proposes('GET /v2/access/policy?readOnly=|', 'true', 'false');
    await proposes('GET /v2/access/policy\n|', 'X-Pagination-Size', 'Content-Type');
    await proposes('POST /v2/access/policy\nContent-Type: |', 'application/yaml');
    await proposes('# @|', 'expect', 'pages');
    await proposes(
      '@mine = 1\n# @name first\nGET /v2/access/policy\n\n###\nGET /v2/{{|',
      'mine',
      'first',
      '$uuid',
    );
  });

  it('proposes a whole body, and its fields and values by the schema', async () => {
    await proposes('POST /v2/access/policy\n\n|', 'Body with the required fields');
    const begun = 'POST /v2/access/policy\n\n# a comment\n{\n  "name": "{{$uuid}}",\n  |\n}';
    await proposes(begun, 'permissions');
    await proposes('POST /v2/access/policy\nContent-Type: application/yaml\n\nname: a\n|', 'permissions');
  });

  it('describes an operation and its parameters on hover', async () => {
    await write(
      document,
      'GET /v2/access/policy?readOnly=true\n\n###\nPOST /v2/access/policy\n\n{"priority": 1}',
    );
    assert.match(await hoverText(document, 'policy'), /GET \/access\/policy.*readOnly/s);
    assert.match(await hoverText(document, 'readOnly=true'), /readOnly.*boolean/s);
    assert.match(await hoverText(document, '"priority"'), /1000/);
  });

  it('marks what the picked version does not have, and where a body is not as its schema says', async () => {
    await write(
      document,
      'GET /v2/access/polcy\n\n###\nPATCH /v2/access/policy\n\n###\nGET /v2/nothing/here',
    );
    await until(() => problemTexts(document).length === 3);
    assert.deepEqual(problemTexts(document), [
      'polcy: The API has no path /access/polcy at this schema version.',
      'PATCH: /access/policy can’t be called with PATCH at this schema version, only with GET, POST.',
      'nothing: The API has no section /nothing at this schema version.',
    ]);
    const body =
      '{"name": "{{$uuid}}", "priority": "{{$randomInt}}", "nothing": 1, "identities": [{{$uuid}}]}';
    await write(document, `POST /v2/access/policy\n\n${body}`);
    await until(() => problemTexts(document).join('\n').includes('Property nothing is not allowed'));
    const told = problemTexts(document).join('\n');
    assert.match(told, /Missing property "description"/);
    assert.doesNotMatch(told, /Incorrect type/);
  });

  it('offers fixes for what it marks', async () => {
    await write(document, 'GET /v2/acess/policy');
    await isReported(/no section \/acess/);
    await mend(document, 'Use /access');
    assert.equal(document.getText(), 'GET /v2/access/policy');
    await write(document, 'GET /v2/access/policy?readOnly=ture');
    await isReported(/readOnly takes one of/);
    await mend(document, 'Use true');
    assert.equal(document.getText(), 'GET /v2/access/policy?readOnly=true');
    await write(document, 'GET /v2/rental/reference/template');
    await isReported(/replaced by/);
    await mend(document, 'Replace with /rental/reference/image');
    assert.equal(document.getText(), 'GET /v2/rental/reference/image');
    await write(document, 'POST /v2/access/policy');
    await isReported(/takes a body with/);
    await mend(document, 'Add a body with the required fields');
    assert.match(document.getText(), /^POST \/v2\/access\/policy\n\n\{\n {2}"[^]*"permissions"/);
  });

  it('shows what a query takes while it is written, required parameters first', async () => {
    await write(document, 'GET /v2/access/policy?readOnly=');
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      document.positionAt(document.getText().length),
    );
    const [signature] = help.signatures;
    assert.match(signature?.label ?? '', /^GET \/access\/policy\?/);
    const [start, end] = (signature?.parameters[help.activeParameter]?.label ?? [0, 0]) as [number, number];
    assert.equal(signature?.label.slice(start, end), '[readOnly]');
  });

  it('leads to names, renames them, and shows values beside them', async () => {
    await write(document, '@mine = here\nGET /v2/{{mine}}/a?b={{mine}}');
    const at = document.positionAt(document.getText().lastIndexOf('mine'));
    const [definition] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      at,
    );
    assert.equal(definition?.range.start.line, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      wholeOf(document),
    );
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['= here', '= here'],
    );
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      at,
      'ours',
    );
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), '@ours = here\nGET /v2/{{ours}}/a?b={{ours}}');
  });

  it('is formatted, folded, coloured and outlined', async () => {
    await write(
      document,
      'post  /v2/access/policy\n\n{"a": {"b": {{$uuid}}}}\n\n\n\n###second\nGET /v2/access/policy',
    );
    await format(document);
    assert.equal(
      document.getText(),
      'POST /v2/access/policy\n\n{\n  "a": {\n    "b": {{$uuid}}\n  }\n}\n\n### second\nGET /v2/access/policy',
    );
    assert.deepEqual(await outline(document), ['POST /v2/access/policy', 'second']);
    assert.deepEqual(
      (await folds(document)).map(([start]) => start).sort((a, b) => a - b),
      [0, 2, 3, 8],
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    assert.ok(tokens.data.length >= 15);
  });

  it('marks what is deprecated and names what replaces it', async () => {
    await write(document, 'GET /v2/rental/reference/template');
    await isReported(/replaced by \/rental\/reference\/image/);
    const [item] = (await proposals(document, 'GET /v2/rental/reference/te|')).filter(
      (one) => labelOf(one) === 'reference/template' || labelOf(one) === 'template',
    );
    assert.deepEqual(item?.tags, [vscode.CompletionItemTag.Deprecated]);
  });
});
