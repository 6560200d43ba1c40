import * as vscode from 'vscode';

const SCHEME = 'ovhapi-version';

/** Older ones than so many were read and left long ago. */
const KEPT_TEXTS = 20;

/** Read-only documents about schema versions: comparisons and changelogs, in memory. */
export class VersionTexts implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      // A window that comes back asks for what an earlier one showed.
      provideTextDocumentContent: (uri) =>
        this.#texts.get(uri.toString()) ??
        vscode.l10n.t('This document is from an earlier session. Close it, then open it again.'),
    });
  }

  /** Opens Markdown under a name of its own, such as `iam v1.0 → v2.0`. */
  async show(name: string, markdown: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name.replaceAll('/', ' ').trim()}.md` });
    this.#texts.delete(uri.toString());
    this.#texts.set(uri.toString(), markdown);
    const [oldest] = this.#texts.keys();
    if (oldest !== undefined && this.#texts.size > KEPT_TEXTS) this.#texts.delete(oldest);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
