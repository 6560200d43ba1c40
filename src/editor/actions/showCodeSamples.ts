import * as vscode from 'vscode';
import type { CodeSample, Operation } from '../../schema/catalogue.js';
import { documentUri } from '../shell/documentUri.js';
import type { Responses } from '../scratchpad/responses.js';
import type { CollectionNode, ItemNode } from '../../resource/tree/nodes.js';
import { operationsOf } from '../../resource/tree/nodeFacts.js';
import { shownOperations } from '../explorer/shownOperations.js';

interface SampleRow extends vscode.QuickPickItem {
  readonly operation: Operation;
  readonly sample: CodeSample;
}

/** Shows one of the samples that the API document has for a row's operations, as a read-only document in its language. */
export async function showCodeSamples(responses: Responses, node: CollectionNode | ItemNode): Promise<void> {
  const rows = operationsOf(node, shownOperations()).flatMap((operation) =>
    operation.codeSamples.map((sample): SampleRow => ({
      label: sample.label,
      description: `${operation.method} ${operation.path}`,
      operation,
      sample,
    })),
  );
  const title = vscode.l10n.t('Code Samples');
  const picked = rows.length > 1 ? await vscode.window.showQuickPick(rows, { title }) : rows[0];
  if (!picked) return;
  const { operation, sample } = picked;
  const name = `${operation.method} ${operation.path} ${sample.label}`;
  const uri = responses.uri(documentUri(node.address, 'full'), name);
  responses.set(uri, sample.source);
  await inLanguage(await vscode.workspace.openTextDocument(uri), sample.language);
  await responses.show(uri);
}

/** Names of languages that VS Code calls otherwise. */
const LANGUAGES: Readonly<Record<string, string>> = {
  bash: 'shellscript',
  curl: 'shellscript',
  js: 'javascript',
  node: 'javascript',
  nodejs: 'javascript',
  sh: 'shellscript',
  shell: 'shellscript',
  ts: 'typescript',
};

async function inLanguage(document: vscode.TextDocument, name: string): Promise<void> {
  const wanted = LANGUAGES[name.toLowerCase()] ?? name.toLowerCase();
  const known = await vscode.languages.getLanguages();
  await vscode.languages.setTextDocumentLanguage(document, known.includes(wanted) ? wanted : 'plaintext');
}
