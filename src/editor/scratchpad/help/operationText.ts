import * as vscode from 'vscode';
import type { Operation, OperationParameter } from '../../../schema/catalogue.js';
import { markdownCode, markdownText } from '../../../schema/markdown.js';
import { resolveSchema, type OpenApiDocument } from '../../../schema/openapi.js';
import { badgesInMarkdown, factsInMarkdown, factsInShort } from '../../../schema/schemaFacts.js';
import { madeMarkdown } from '../../shell/markdown.js';
import { retirementSentences } from '../../shell/retirementText.js';
import { labelText } from '../../shell/labelText.js';

/** Parameters that a text names; more are in the completions. */
const MOST_PARAMETERS = 30;

/** What the API document says of an operation: words, labels, its end and what comes after it, rights, and parameters. */
export function operationText(operation: Operation): vscode.MarkdownString {
  const { method, path, summary, description, badges } = operation;
  const parts = [
    `**${markdownCode(`${method} ${path}`)}**`,
    ...[...new Set([summary, description])].map((text) => markdownText(text ?? '')),
    badgesInMarkdown(badges) ?? '',
    ending(operation),
    rights(operation),
    parameterLines(operation),
  ];
  return madeMarkdown(parts.filter((part) => part !== '').join('\n\n'));
}

/** What the API document says of a parameter: its description, and what its values may be. */
export function parameterText(
  document: Pick<OpenApiDocument, 'raw'>,
  { name, description, schema, required }: OperationParameter,
): vscode.MarkdownString {
  const facts = factsInMarkdown({ description, ...resolveSchema(document, schema) }, required);
  return madeMarkdown([`**${markdownCode(name)}**`, facts ?? ''].filter((part) => part !== '').join('\n\n'));
}

function ending(operation: Operation): string {
  const { replacement } = operation.retirement ?? {};
  const sentences = retirementSentences(operation).map(markdownText);
  const after =
    replacement === undefined ? '' : `${vscode.l10n.t('Replaced by')} ${markdownCode(replacement)}`;
  return [...sentences, after].filter((part) => part !== '').join(' ');
}

function rights({ iamActions }: Operation): string {
  const names = iamActions.map(({ name }) => name).join(', ');
  return names === '' ? '' : markdownText(vscode.l10n.t('Needs the IAM action {0}.', names));
}

function parameterLines({ parameters }: Operation): string {
  const sorted = [...parameters].sort((a, b) => Number(b.required) - Number(a.required));
  return sorted
    .slice(0, MOST_PARAMETERS)
    .map(({ name, in: place, required, description, schema }) => {
      const facts = factsInShort({ ...(typeof schema === 'object' ? schema : {}) }, required);
      const head = [markdownCode(name), place, facts].filter((part) => part !== '').join(' · ');
      const [line = ''] = (description ?? '').split('\n', 1);
      return `- ${line === '' ? head : labelText(head, markdownText(line))}`;
    })
    .join('\n');
}
