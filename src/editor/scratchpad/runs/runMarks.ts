import * as vscode from 'vscode';
import { LANGUAGE, type RequestDocuments } from '../requestDocuments.js';
import type { RunStates } from './runStates.js';
import { markOf, runText, type RunMark } from './runText.js';

/** Drawn with one stroke each, in colours that can be distinguished from a light and from a dark ground. */
const SHAPES: Readonly<Record<RunMark, readonly [colour: string, path: string]>> = {
  sending: ['#3a8dde', 'M8 4v4l3 2M8 1.8a6.2 6.2 0 1 1-.01 0'],
  passed: ['#388a34', 'M3 8.5l3.5 3.5L13 4.5'],
  failed: ['#e0443a', 'M4 4l8 8M12 4l-8 8'],
  stopped: ['#808080', 'M4 8h8'],
};

const COLOURS: Readonly<Record<RunMark, string>> = {
  sending: 'descriptionForeground',
  passed: 'descriptionForeground',
  failed: 'editorError.foreground',
  stopped: 'descriptionForeground',
};

/** How each request was last run: a mark beside its line, and a few words at the line's end. */
export class RunMarks implements vscode.Disposable {
  readonly #documents: RequestDocuments;
  readonly #states: RunStates;
  readonly #types = new Map<RunMark, vscode.TextEditorDecorationType>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(documents: RequestDocuments, states: RunStates) {
    this.#documents = documents;
    this.#states = states;
    for (const mark of ['sending', 'passed', 'failed', 'stopped'] as const) {
      this.#types.set(mark, vscode.window.createTextEditorDecorationType(lookOf(mark)));
    }
    const draw = (uri: vscode.Uri): void => {
      for (const editor of vscode.window.visibleTextEditors) {
        if (editor.document.uri.toString() === uri.toString()) this.#draw(editor);
      }
    };
    this.#subscriptions = [
      states.onDidChange(draw),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === LANGUAGE) draw(document.uri);
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#draw(editor);
      }),
    ];
  }

  dispose(): void {
    for (const one of [...this.#subscriptions, ...this.#types.values()]) one.dispose();
  }

  #draw(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (document.languageId !== LANGUAGE) return;
    const marks = new Map<RunMark, vscode.DecorationOptions[]>();
    const file = this.#documents.file(document);
    for (const request of this.#states.has(document.uri) ? file.requests : []) {
      const run = this.#states.get(document.uri, file, request);
      if (!run) continue;
      const { range } = document.lineAt(document.positionAt(request.method.span.start));
      const contentText = runText(run.outcome);
      const mark = markOf(run.outcome);
      const after = { contentText, margin: '0 0 0 2em', color: new vscode.ThemeColor(COLOURS[mark]) };
      marks.set(mark, [...(marks.get(mark) ?? []), { range, renderOptions: { after } }]);
    }
    for (const [mark, type] of this.#types) editor.setDecorations(type, marks.get(mark) ?? []);
  }
}

function lookOf(mark: RunMark): vscode.DecorationRenderOptions {
  const [colour, path] = SHAPES[mark];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><path d="${path}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return {
    gutterIconPath: vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`),
    gutterIconSize: 'contain',
    isWholeLine: true,
  };
}
