import * as vscode from 'vscode';
import { sentenceText } from '../shell/sentenceText.js';
import { showProgress } from '../shell/messages.js';
import { closeTabs } from '../shell/textsInMemory.js';

/** The scheme of both sides of what a save would change. */
const REVIEW_SCHEME = 'ovhapi-save';

/** What would be sent, beside what it was made on. */
export interface ReviewedSave {
  /** The document's path, whose language both sides have. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Of the comparison. */
  readonly title: string;
  /** What is asked, in one sentence or more; none where it was read before the comparison. */
  readonly question?: string;
}

interface Review {
  readonly left: vscode.Uri;
  readonly right: vscode.Uri;
  readonly save: ReviewedSave;
  readonly decide: (isWanted: boolean) => void;
}

/**
 * What saves would change, in the diff editor. Each save waits until it is sent or discarded: by the buttons above the comparison,
 * or by closing it.
 */
export class SaveReviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  /** By the address of the right side. */
  readonly #reviews = new Map<string, Review>();
  readonly #subscription: vscode.Disposable;
  #serial = 0;

  constructor() {
    // Comparisons of an earlier window: no save waits for their decision any more.
    void closeTabs((uris) => uris.some(({ scheme }) => scheme === REVIEW_SCHEME));
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(REVIEW_SCHEME, this),
      vscode.commands.registerCommand('ovhApi.save.send', (uri?: vscode.Uri) => {
        this.#decide(uri, true);
      }),
      vscode.commands.registerCommand('ovhApi.save.discard', (uri?: vscode.Uri) => {
        this.#decide(uri, false);
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) {
          if (input instanceof vscode.TabInputTextDiff) this.#decide(input.modified, false);
        }
      }),
    );
  }

  /** Shows what a save would change, and resolves with whether it is to be sent. */
  async decide(save: ReviewedSave): Promise<boolean> {
    this.#serial += 1;
    const side = (name: string): vscode.Uri =>
      vscode.Uri.from({ scheme: REVIEW_SCHEME, path: save.path, query: `${name}-${String(this.#serial)}` });
    const [left, right] = [side('before'), side('after')];
    const decision = new Promise<boolean>((resolve) => {
      this.#reviews.set(right.toString(), { left, right, save, decide: resolve });
    });
    try {
      await open({ left, right, save });
      if (save.question !== undefined) void this.#ask(right, save.question, decision);
      return await decision;
    } finally {
      this.#reviews.delete(right.toString());
      await closeTabs((uris) => uris.some((uri) => uri.toString() === right.toString()));
    }
  }

  /** A document is saved again while its review waits: that is shown, or given up where the document says something else by now. */
  async again({ path }: vscode.Uri, isSame: boolean): Promise<void> {
    for (const review of this.#reviews.values()) {
      if (review.save.path !== path) continue;
      if (isSame) await open(review);
      else review.decide(false);
    }
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const key = uri.toString();
    for (const { left, right, save } of this.#reviews.values()) {
      if (key === left.toString()) return save.before;
      if (key === right.toString()) return save.after;
    }
    return sentenceText(
      uri,
      vscode.l10n.t('These changes were already sent or discarded. Close this comparison, then save again.'),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const { decide } of this.#reviews.values()) decide(false);
  }

  /** The message ends with the decision: one with buttons would go on asking. */
  async #ask(right: vscode.Uri, title: string, decision: Promise<unknown>): Promise<void> {
    const location = vscode.ProgressLocation.Notification;
    await showProgress({ location, title, cancellable: true }, (_, token) => {
      token.onCancellationRequested(() => {
        this.#decide(right, false);
      });
      return decision;
    });
  }

  #decide(uri: vscode.Uri | undefined, isWanted: boolean): void {
    const shown = uri ?? vscode.window.activeTextEditor?.document.uri;
    const key = shown?.toString();
    for (const { left, right, decide } of this.#reviews.values()) {
      if (key === left.toString() || key === right.toString()) decide(isWanted);
    }
  }
}

async function open({ left, right, save }: Pick<Review, 'left' | 'right' | 'save'>): Promise<void> {
  await vscode.commands.executeCommand('vscode.diff', left, right, save.title, { preview: false });
}
