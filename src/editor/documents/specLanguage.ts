import * as vscode from 'vscode';
import {
  ErrorCode,
  getLanguageService,
  TextDocument,
  type Diagnostic,
  type JSONDocument,
  type LanguageService,
} from 'vscode-json-languageservice';
import { CancelledError } from '../../api/errors.js';
import { fromUriPath, toApiPath } from '../../resource/address.js';
import { specSchema } from '../../schema/jsonSchema.js';
import type { Connections } from '../connections.js';
import { toCompletionItem, toDiagnostic, toHover } from './languageConversions.js';
import { SCHEME } from './specFileSystem.js';

/** The language service's codes for what makes a text no JSON. */
const FIRST_OF_SYNTAX: number = ErrorCode.UnexpectedEndOfComment;
const LAST_OF_SYNTAX: number = ErrorCode.SchemaResolveError - 1;
const VALIDATION_DELAY_MS = 200;
const SELECTOR: vscode.DocumentSelector = { scheme: SCHEME };

export interface SpecLanguageOptions {
  readonly connections: Connections;
  readonly note: (failure: unknown) => void;
}

interface Known {
  readonly service: LanguageService;
  readonly text: TextDocument;
  readonly json: JSONDocument;
}

/**
 * Completion, hover and validation of spec documents, by the schema that the section's API document gives at the picked
 * schema version. In process, with no file and no network but the API's own.
 */
export class SpecLanguage implements vscode.Disposable {
  readonly #options: SpecLanguageOptions;
  readonly #schemas = new Map<string, Promise<LanguageService | undefined>>();
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
        this.#validateSoon(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#validateSoon(document, VALIDATION_DELAY_MS);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#diagnostics.delete(uri);
      }),
      options.connections.onDidChange(() => {
        this.#schemas.clear();
        for (const document of vscode.workspace.textDocuments) this.#validateSoon(document, 0);
      }),
    ];
    for (const document of vscode.workspace.textDocuments) this.#validateSoon(document, 0);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #validateSoon(document: vscode.TextDocument, delayMs: number): void {
    if (document.uri.scheme !== SCHEME) return;
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
    const known = await this.#known(document);
    if (!known || document.isClosed || document.version !== version) return;
    const found = await known.service.doValidation(known.text, known.json, { comments: 'ignore' });
    if (document.version !== version) return;
    this.#diagnostics.set(document.uri, found.filter(isOfSchema).map(toDiagnostic));
  }

  async #complete(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[] | undefined> {
    const known = await this.#known(document);
    const list = known && (await known.service.doComplete(known.text, position, known.json));
    return list?.items.map(toCompletionItem);
  }

  async #hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const known = await this.#known(document);
    const hover = known && (await known.service.doHover(known.text, position, known.json));
    return hover ? toHover(hover) : undefined;
  }

  async #known(document: vscode.TextDocument): Promise<Known | undefined> {
    const service = await this.#service(document.uri);
    if (!service) return undefined;
    const text = TextDocument.create(document.uri.toString(), 'jsonc', document.version, document.getText());
    return { service, text, json: service.parseJSONDocument(text) };
  }

  #service(uri: vscode.Uri): Promise<LanguageService | undefined> {
    const key = uri.toString();
    const known = this.#schemas.get(key);
    if (known) return known;
    const loading = this.#load(uri).catch((failure: unknown) => {
      // Without a schema the document is still a document; the next look tries again.
      this.#schemas.delete(key);
      if (!(failure instanceof CancelledError)) this.#options.note(failure);
      return undefined;
    });
    this.#schemas.set(key, loading);
    return loading;
  }

  async #load(uri: vscode.Uri): Promise<LanguageService | undefined> {
    const document = fromUriPath(uri.path);
    const connection = document && this.#options.connections.get(document.address.account);
    if (!document || !connection || document.view !== 'spec') return undefined;
    const { item, section } = await connection.schemas.forPath(toApiPath(document.address));
    const schema = item && specSchema(section.document, item);
    if (!schema) return undefined;
    const service = getLanguageService({});
    service.configure({
      validate: true,
      schemas: [{ uri: 'ovhapi-schema:/spec', fileMatch: ['*'], schema }],
    });
    return service;
  }
}

/** VS Code's own JSON support already tells where a text is no JSON. */
function isOfSchema({ code }: Diagnostic): boolean {
  return typeof code !== 'number' || code < FIRST_OF_SYNTAX || code > LAST_OF_SYNTAX;
}
