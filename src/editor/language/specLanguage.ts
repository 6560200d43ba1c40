import * as vscode from 'vscode';
import { Slices } from '../../resource/slices.js';
import { ourDiagnostic, rangeAt } from './diagnostics.js';
import {
  placeInPart,
  rangeOfPart,
  type DocumentJudge,
  type JudgedPart,
  type PlaceInPart,
} from './judgedPart.js';
import { toCompletionItem, toDiagnostic, toHover } from './languageConversions.js';
import type { LiveLists } from './liveLists.js';
import { withoutExamples } from './liveValues.js';
import { schemaFaults } from './schemaFaults.js';
import { ValidationPause } from './validationPause.js';
import { completeYaml } from './yamlLanguage.js';
import { Pauses } from '../../resource/pauses.js';

export interface SpecLanguageOptions {
  readonly judge: DocumentJudge;
  /** Lists whose members are proposed by {@link registerLiveValues}, instead of examples. */
  readonly lists: LiveLists;
  /** What the collection of its diagnostics is called. */
  readonly name: string;
}

/**
 * Completion, hover and validation of documents by the schemas that the API documents give at the picked schema version.
 * In process, with no file and no network but the API's own.
 */
export class SpecLanguage implements vscode.Disposable {
  readonly #judge: DocumentJudge;
  readonly #lists: LiveLists;
  readonly #waiting = new Pauses();
  readonly #pauses = new WeakMap<vscode.TextDocument, ValidationPause>();
  readonly #diagnostics: vscode.DiagnosticCollection;
  readonly #disposables: readonly Pick<vscode.Disposable, 'dispose'>[];

  constructor({ judge, lists, name }: SpecLanguageOptions) {
    this.#judge = judge;
    this.#lists = lists;
    this.#diagnostics = vscode.languages.createDiagnosticCollection(name);
    this.#disposables = [
      this.#diagnostics,
      vscode.languages.registerCompletionItemProvider(
        judge.selector,
        { provideCompletionItems: (document, position) => this.#complete(document, position) },
        '"',
        ':',
        ' ',
      ),
      vscode.languages.registerHoverProvider(judge.selector, {
        provideHover: (document, position) => this.#hover(document, position),
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#validateSoon(document, 0);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#validateSoon(document, this.#pauses.get(document)?.ms ?? 0);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
      judge.onDidChange(() => {
        for (const document of vscode.workspace.textDocuments) this.#validateSoon(document, 0);
      }),
    ];
    for (const document of vscode.workspace.textDocuments) this.#validateSoon(document, 0);
  }

  dispose(): void {
    this.#waiting.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #validateSoon(document: vscode.TextDocument, delayMs: number): void {
    if (!this.#judge.handles(document)) return;
    const key = document.uri.toString();
    if (delayMs > 0) {
      this.#waiting.after(key, delayMs, () => this.#validate(document));
      return;
    }
    this.#waiting.end(key);
    void this.#validate(document);
  }

  async #validate(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const started = performance.now();
    const slices = new Slices();
    const parts = await this.#judge.parts(document);
    const found: vscode.Diagnostic[] = [];
    for (const part of parts) {
      await slices.rest();
      if (document.isClosed || document.version !== version) return;
      found.push(...faultsOf(part, document), ...(await problemsOf(part, document)));
    }
    const pause = this.#pauses.get(document) ?? new ValidationPause();
    this.#pauses.set(document, pause);
    pause.took(performance.now() - started);
    if (!document.isClosed && document.version === version) this.#diagnostics.set(document.uri, found);
  }

  async #complete(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[] | undefined> {
    const place = await placeInPart(this.#judge, document, position);
    if (!place) return undefined;
    const proposed = await completionsAt(place, document);
    const items = await withoutExamples(proposed, place, document, this.#lists);
    return items.length > 0 ? items : nothingElse(document, position);
  }

  async #hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const place = await placeInPart(this.#judge, document, position);
    if (!place) return undefined;
    const { part, offset } = place;
    const hover = await part.service.doHover(part.text, part.text.positionAt(offset), part.json);
    return hover ? toHover(hover, (range) => rangeOfPart(part, document, range)) : undefined;
  }

  #forget(uri: vscode.Uri): void {
    this.#waiting.end(uri.toString());
    this.#diagnostics.delete(uri);
  }
}

async function completionsAt(
  place: PlaceInPart,
  document: vscode.TextDocument,
): Promise<vscode.CompletionItem[]> {
  const { part, offset } = place;
  if (part.format === 'yaml') return completeYaml(place, document);
  const list = await part.service.doComplete(part.text, part.text.positionAt(offset), part.json);
  const items = list?.items ?? [];
  return items.map((item) => toCompletionItem(item, (range) => rangeOfPart(part, document, range)));
}

/** No text of a document holds it. */
const NEVER = '\u0000';

/**
 * Keeps the document's own words away, which VS Code proposes where nobody else proposes anything: a proposal that nothing before the
 * cursor matches, so that it is never shown. None where nothing is before the cursor: there it would match.
 */
function nothingElse(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
  const { firstNonWhitespaceCharacterIndex: start } = document.lineAt(position.line);
  if (position.character <= start) return [];
  const item = new vscode.CompletionItem('…');
  item.filterText = NEVER;
  item.insertText = '';
  item.range = new vscode.Range(position.with(undefined, start), position);
  return [item];
}

/** What is wrong with a part besides what its schema says. */
function faultsOf(part: JudgedPart, document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return part.faults.map(({ offset, length, message, isNotice }) =>
    ourDiagnostic(
      rangeAt(document, { offset: part.offset + offset, length }),
      message,
      isNotice === true ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Error,
    ),
  );
}

async function problemsOf(
  part: JudgedPart,
  document: vscode.TextDocument,
): Promise<readonly vscode.Diagnostic[]> {
  const found = await schemaFaults(part);
  return found.map((problem) => toDiagnostic(problem, rangeOfPart(part, document, problem.range)));
}
