import * as vscode from 'vscode';
import { manifestParts } from '../../resource/manifestParts.js';
import { parseYaml } from '../../resource/yamlText.js';
import { rangeAt } from './diagnostics.js';
import type { DocumentJudge, JudgedPart, PlaceInPart } from './judgedPart.js';
import { yamlProposals, type YamlProposal } from '../../resource/yamlCompletion.js';
import { foldsOf, symbolsOf } from './yamlOutline.js';
import { emptyMarkdown, madeMarkdown } from '../shell/markdown.js';

/** Documents of a judge that are written in YAML. */
export interface YamlLanguageOptions {
  readonly judge: DocumentJudge;
  readonly selector: vscode.DocumentSelector;
  /** What a part is called where a document may have several; without it, a document's own fields are its outline. */
  readonly nameOf?: (part: JudgedPart) => string;
}

/**
 * What VS Code has built in for JSON and not for YAML: an outline, folding by what belongs together, and formatting that
 * keeps comments.
 */
export function registerYamlLanguage({ judge, selector, nameOf }: YamlLanguageOptions): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols: async (document) =>
        (await judge.parts(document)).flatMap((part) => symbolsOf(part, document, nameOf?.(part))),
    }),
    vscode.languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: async (document) =>
        (await judge.parts(document)).flatMap((part) => foldsOf(part, document)),
    }),
    vscode.languages.registerDocumentFormattingEditProvider(selector, {
      provideDocumentFormattingEdits: (document, { tabSize }) =>
        yamlStretches(document.getText()).flatMap(({ offset, text }) => {
          const formatted = formattedYaml(text, Math.max(tabSize, 2));
          const range = rangeAt(document, { offset, length: text.length });
          return formatted === undefined ? [] : [vscode.TextEdit.replace(range, formatted)];
        }),
    }),
  );
}

/** The documents of a YAML text, each without the marker before it and the line break behind that. */
function yamlStretches(text: string): readonly { readonly offset: number; readonly text: string }[] {
  return manifestParts(text, 'yaml').map((part) => {
    const lead = /^[ \t]*\r?\n/.exec(part.text)?.[0].length ?? 0;
    return { offset: part.offset + lead, text: part.text.slice(lead) };
  });
}

/** `undefined` for a text that is to be left alone: it is empty, formatted already, or no YAML. */
function formattedYaml(text: string, indent: number): string | undefined {
  const parsed = parseYaml(text);
  if (parsed.errors.length > 0 || parsed.contents === null) return undefined;
  const formatted = parsed.toString({ lineWidth: 0, indent });
  return formatted === text ? undefined : formatted;
}

/** Fields, values and examples that the schema allows at a place. */
export async function completeYaml(
  { part, offset }: PlaceInPart,
  document: vscode.TextDocument,
): Promise<vscode.CompletionItem[]> {
  const found = await yamlProposals(part.service, part.text, offset);
  if (!found) return [];
  const range = rangeAt(document, { offset: part.offset + found.start, length: found.end - found.start });
  return found.proposals.map((proposal, index) => toItem(proposal, range, index));
}

const KINDS: Readonly<Record<YamlProposal['kind'], vscode.CompletionItemKind>> = {
  field: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  example: vscode.CompletionItemKind.Snippet,
};

function toItem(proposal: YamlProposal, range: vscode.Range, index: number): vscode.CompletionItem {
  const { kind, label, text, isRequired, schema } = proposal;
  const item = new vscode.CompletionItem(label, KINDS[kind]);
  item.insertText = text;
  // Its lines are indented already.
  item.keepWhitespace = true;
  item.range = range;
  const place = schema.suggestSortText ?? `${isRequired ? '0' : '1'}${String(index).padStart(4, '0')}`;
  item.sortText = kind === 'field' ? place : `2${String(index).padStart(4, '0')}`;
  if (kind === 'example') {
    item.detail = vscode.l10n.t('example');
    item.documentation = emptyMarkdown().appendCodeblock(text.trim(), 'yaml');
    return item;
  }
  const { markdownDescription, description, completionDetail } = schema;
  if (markdownDescription !== undefined) item.documentation = madeMarkdown(markdownDescription);
  else if (description !== undefined) item.documentation = emptyMarkdown().appendText(description);
  if (kind === 'field' && completionDetail !== undefined) item.detail = completionDetail;
  if (kind === 'field' && /[\s-]$/.test(text)) {
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return item;
}
