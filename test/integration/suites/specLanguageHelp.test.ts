import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { firstCluster } from '../../support/anotherClient.js';
import { activateExtension, until } from '../cloud.js';
import { otherClient, specUri } from '../documents.js';
import {
  folds,
  format,
  hoverText,
  labelOf,
  mend,
  outline,
  problems,
  problemTexts,
  proposals,
  wordsOf,
  write,
} from '../language.js';

for (const language of ['json', 'yaml'] as const) {
  describe(`a spec document as ${language.toUpperCase()}`, () => {
    let document: vscode.TextDocument;
    let text: string;
    const isYaml = language === 'yaml';
    /** The text with another first line of fields. */
    const edited = (yamlLine: string, jsonField: string): string =>
      isYaml ? `${yamlLine}\n${text}` : text.replace('{\n', `{\n  ${jsonField},\n`);

    before(async () => {
      await activateExtension();
      const uri = specUri(await firstCluster(otherClient()));
      document = await vscode.workspace.openTextDocument(
        uri.with({ path: uri.path.replace(/json$/, language) }),
      );
      await vscode.window.showTextDocument(document);
      await until(() => document.languageId === (isYaml ? 'yaml' : 'jsonc'));
      text = document.getText();
    });
    after(async () => {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('proposes required fields first, with type and description', async () => {
      const items = await proposals(document, isYaml ? '|' : '{|}');
      const names = items.map(labelOf);
      assert.deepEqual(new Set(names.slice(0, 4)), new Set(['name', 'plan', 'version', 'nodePools']));
      const name = items.find((item) => labelOf(item) === 'name');
      assert.equal(name?.detail, 'string · required');
      assert.match(wordsOf(name), /Name of the cluster/);
    });

    it('never proposes $schema', async () => {
      const labels = (await proposals(document, isYaml ? '|' : '{|}')).map(labelOf);
      assert.ok(labels.includes('name'), labels.join('\n'));
      assert.ok(!labels.includes('$schema'), labels.join('\n'));
    });

    it('never proposes the words of the document itself', async () => {
      const items = await proposals(
        document,
        isYaml ? 'name: production\ndescription: prod|' : '{"name": "production", "description": "prod|"}',
      );
      const words = items.filter(({ kind }) => kind === vscode.CompletionItemKind.Text).map(labelOf);
      assert.deepEqual(words, []);
    });

    it('proposes values, defaults and whole examples', async () => {
      const plans = await proposals(document, isYaml ? 'plan: |' : '{"plan": |}');
      assert.ok(
        plans.map(labelOf).some((label) => label.includes('STANDARD')),
        plans.map(labelOf).join('\n'),
      );
      const items = await proposals(document, isYaml ? '|' : '|');
      const example = items.find(
        (item) =>
          labelOf(item) === 'With the checksum that was read' ||
          item.kind === vscode.CompletionItemKind.Snippet ||
          item.kind === vscode.CompletionItemKind.Module,
      );
      assert.ok(example, items.map(labelOf).join('\n'));
      const flag = (await proposals(document, isYaml ? 'del|' : '{"del|"}')).find(
        (item) => labelOf(item) === 'deletionProtection',
      );
      const insertText = flag?.insertText;
      assert.match(typeof insertText === 'string' ? insertText : (insertText?.value ?? ''), /false/);
    });

    it('shows description, type, limits and whether a field is required', async () => {
      await write(document, text);
      assert.match(await hoverText(document, 'name'), /Name of the cluster[\s\S]*`string` · `required`/);
    });

    it('reports problems and fields that only the API sets, and fixes them', async () => {
      await write(document, edited('id: x # theirs', '/* theirs */ "id": "x"'));
      await until(() => problems(document).length > 0);
      assert.match(problemTexts(document).join('\n'), /Only the API sets this field|id is not allowed/);
      await mend(document, 'Remove the field id');
      await until(() => problems(document).length === 0);
      await write(document, text.replace(/("?plan"?: "?)[A-Z_]+/, '$1STANDRAD'));
      await until(() => problems(document).length > 0);
      await mend(document, 'Use "STANDARD"');
      await until(() => problems(document).length === 0);
    });

    it('has an outline, folds and a formatter that keeps comments', async () => {
      await write(document, text);
      assert.ok((await outline(document)).includes('nodePools'));
      assert.ok((await folds(document)).length > 0);
      await write(document, isYaml ? `# why\nname:    x\n` : '{\n// why\n"name":    "x"}');
      await format(document);
      assert.equal(document.getText().trim(), isYaml ? '# why\nname: x' : '{\n  // why\n  "name": "x"\n}');
    });
  });
}
