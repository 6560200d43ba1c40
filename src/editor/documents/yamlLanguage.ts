import * as vscode from 'vscode';
import { SymbolKind } from 'vscode-json-languageservice';
import { parseDocument } from 'yaml';
import { jsonOfYaml } from '../../resource/yamlSpec.js';
import { ourDiagnostic, rangeAt } from './diagnostics.js';
import { DRAFT_SCHEME, SCHEME } from './documentUri.js';
import { toRange } from './languageConversions.js';
import type { JudgedSpec, SpecSchemas } from './specSchemas.js';
import { yamlProposals, type YamlProposal } from './yamlCompletion.js';

const SELECTOR: vscode.DocumentSelector = [SCHEME, DRAFT_SCHEME].map((scheme) => ({
  scheme,
  language: 'yaml',
}));

/** What VS Code has built in for JSON and not for YAML: an outline, and formatting that keeps comments. */
export function registerYamlLanguage(schemas: SpecSchemas): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(SELECTOR, {
      provideDocumentSymbols: async (document) => {
        const judged = await schemas.judged(document);
        return judged?.service.findDocumentSymbols2(judged.text, judged.json).map(toSymbol);
      },
    }),
    vscode.languages.registerDocumentFormattingEditProvider(SELECTOR, {
      provideDocumentFormattingEdits: (document, { tabSize }) => {
        const parsed = parseDocument(document.getText(), { schema: 'core' });
        if (parsed.errors.length > 0) return [];
        const whole = new vscode.Range(
          new vscode.Position(0, 0),
          document.lineAt(document.lineCount - 1).range.end,
        );
        return [
          vscode.TextEdit.replace(whole, parsed.toString({ lineWidth: 0, indent: Math.max(tabSize, 2) })),
        ];
      },
    }),
  );
}

/** What YAML's parser says is wrong with a text, while it is typed. */
export function yamlFaults(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return jsonOfYaml(document.getText()).faults.map(({ message, ...place }) =>
    ourDiagnostic(rangeAt(document, place), vscode.l10n.t('Not valid YAML: {0}', message)),
  );
}

/** Fields and values that the schema allows at a place. */
export async function completeYaml(
  { service, text }: JudgedSpec,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[] | undefined> {
  const found = await yamlProposals(service, text, document.offsetAt(position));
  if (!found) return undefined;
  const range = new vscode.Range(document.positionAt(found.start), document.positionAt(found.end));
  return found.proposals.map((proposal, index) => toItem(proposal, range, index));
}

function toItem(proposal: YamlProposal, range: vscode.Range, index: number): vscode.CompletionItem {
  const isField = proposal.kind === 'field';
  const item = new vscode.CompletionItem(
    proposal.label,
    isField ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value,
  );
  item.insertText = proposal.text;
  item.range = range;
  item.sortText = `${proposal.isRequired ? '0' : '1'}${String(index).padStart(4, '0')}`;
  const { markdownDescription, description, type } = proposal.schema;
  const told = markdownDescription ?? description;
  if (told !== undefined) item.documentation = new vscode.MarkdownString(told);
  if (isField && type !== undefined) item.detail = Array.isArray(type) ? type.join(' | ') : type;
  if (isField && /[\s-]$/.test(proposal.text)) {
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return item;
}

/** What the language service calls the values of a spec. */
const SYMBOL_KINDS: Readonly<Record<number, vscode.SymbolKind>> = {
  [SymbolKind.Module]: vscode.SymbolKind.Module,
  [SymbolKind.Array]: vscode.SymbolKind.Array,
  [SymbolKind.String]: vscode.SymbolKind.String,
  [SymbolKind.Number]: vscode.SymbolKind.Number,
  [SymbolKind.Boolean]: vscode.SymbolKind.Boolean,
};

type Symbols = ReturnType<JudgedSpec['service']['findDocumentSymbols2']>;

function toSymbol({
  name,
  detail,
  kind,
  range,
  selectionRange,
  children,
}: Symbols[number]): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    name,
    detail ?? '',
    SYMBOL_KINDS[kind] ?? vscode.SymbolKind.Variable,
    toRange(range),
    toRange(selectionRange),
  );
  symbol.children = (children ?? []).map(toSymbol);
  return symbol;
}
