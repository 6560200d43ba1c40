import * as vscode from 'vscode';
import { fromUriPath } from '../../resource/address.js';
import { toCompletionItem, toDiagnostic, toHover } from './languageConversions.js';
import { isSpecScheme, SPEC_SELECTOR } from './documentUri.js';
import { schemaFaults } from './schemaFaults.js';
import type { SpecSchemas } from './specSchemas.js';
import { completeYaml, yamlFaults } from './yamlLanguage.js';

const VALIDATION_DELAY_MS = 200;
const SELECTOR = SPEC_SELECTOR;

export interface SpecLanguageOptions {
  readonly schemas: SpecSchemas;
}

/**
 * Completion, hover and validation of spec documents, by the schema that the section's API document gives at the picked
 * schema version. In process, with no file and no network but the API's own.
 */
export class SpecLanguage implements vscode.Disposable {
  readonly #options: SpecLanguageOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('ovhapi-schema');
  readonly #disposables: readonly Pick<vscode.Disposable, 'dispose'>[];

  constructor(options: SpecLanguageOptions) {
    this.#options = options;
    this.#disposables = [
      this.#diagnostics,
      vscode.languages.registerCompletionItemProvider(
        SELECTOR,
        { provideCompletionItems: (document, position) => this.#complete(document, position) },
        '"',
        ':',
        ' ',
      ),
      vscode.languages.registerHoverProvider(SELECTOR, {
        provideHover: (document, position) => this.#hover(document, position),
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        tolerateComments(document);
        this.#validateSoon(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#validateSoon(document, VALIDATION_DELAY_MS);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#diagnostics.delete(uri);
      }),
      options.schemas.onDidChange(() => {
        for (const document of vscode.workspace.textDocuments) this.#validateSoon(document, 0);
      }),
    ];
    for (const document of vscode.workspace.textDocuments) {
      tolerateComments(document);
      this.#validateSoon(document, 0);
    }
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #validateSoon(document: vscode.TextDocument, delayMs: number): void {
    if (!isSpecScheme(document.uri)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        void this.#validate(document);
      }, delayMs),
    );
  }

  async #validate(document: vscode.TextDocument): Promise<void> {
    const version = document.version;
    const known = await this.#options.schemas.judged(document);
    if (!known || document.isClosed || document.version !== version) return;
    const found = await schemaFaults(known);
    if (document.version !== version) return;
    const syntax = known.format === 'yaml' ? yamlFaults(document) : [];
    this.#diagnostics.set(document.uri, [...syntax, ...found.map(toDiagnostic)]);
  }

  async #complete(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[] | undefined> {
    const known = await this.#options.schemas.judged(document);
    if (known?.format === 'yaml') return completeYaml(known, document, position);
    const list = known && (await known.service.doComplete(known.text, position, known.json));
    return list?.items.map(toCompletionItem);
  }

  async #hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const known = await this.#options.schemas.judged(document);
    const hover = known && (await known.service.doHover(known.text, position, known.json));
    return hover ? toHover(hover) : undefined;
  }
}

/** People explain a change where they make it; what is sent holds no comments. */
function tolerateComments(document: vscode.TextDocument): void {
  if (!isSpecScheme(document.uri) || document.languageId !== 'json') return;
  if (fromUriPath(document.uri.path)?.view !== 'spec') return;
  void vscode.languages.setTextDocumentLanguage(document, 'jsonc');
}
