import * as vscode from 'vscode';
import { sentenceText } from '../shell/sentenceText.js';

/** The scheme of both sides of a plan that is shown before it is sent. */
const REVIEW_SCHEME = 'ovhapi-save';

/** What would be sent, beside what it was made on. */
export interface ReviewedPlan {
  /** The document's path, whose language both sides have. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Of the comparison. */
  readonly title: string;
  /** What is asked, in one sentence or more. */
  readonly question: string;
}

interface Review {
  readonly left: vscode.Uri;
  readonly right: vscode.Uri;
  readonly plan: ReviewedPlan;
  readonly decide: (isWanted: boolean) => void;
}

/**
 * Plans in the diff view. Each waits there until somebody sends it or does not: by the buttons above the comparison or of
 * the message, or by closing the comparison.
 */
export class PlanReviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  /** By the address of the right side. */
  readonly #reviews = new Map<string, Review>();
  readonly #subscription: vscode.Disposable;
  #serial = 0;

  constructor() {
    // Of an earlier window: nobody waits for their decision any more.
    void closeComparisons(({ modified }) => modified.scheme === REVIEW_SCHEME);
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(REVIEW_SCHEME, this),
      vscode.commands.registerCommand('ovhApi.plan.send', (uri?: vscode.Uri) => {
        this.#decide(uri, true);
      }),
      vscode.commands.registerCommand('ovhApi.plan.discard', (uri?: vscode.Uri) => {
        this.#decide(uri, false);
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) {
          if (input instanceof vscode.TabInputTextDiff) this.#decide(input.modified, false);
        }
      }),
    );
  }

  /** Shows a plan and resolves with whether it is to be sent. */
  async decide(plan: ReviewedPlan): Promise<boolean> {
    this.#serial += 1;
    const side = (name: string): vscode.Uri =>
      vscode.Uri.from({ scheme: REVIEW_SCHEME, path: plan.path, query: `${name}-${String(this.#serial)}` });
    const [left, right] = [side('before'), side('after')];
    const decision = new Promise<boolean>((resolve) => {
      this.#reviews.set(right.toString(), { left, right, plan, decide: resolve });
    });
    try {
      await vscode.commands.executeCommand('vscode.diff', left, right, plan.title, { preview: false });
      void this.#ask(right, plan.question);
      return await decision;
    } finally {
      this.#reviews.delete(right.toString());
      await closeComparisons(({ modified }) => modified.toString() === right.toString());
    }
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const key = uri.toString();
    for (const { left, right, plan } of this.#reviews.values()) {
      if (key === left.toString()) return plan.before;
      if (key === right.toString()) return plan.after;
    }
    return sentenceText(
      uri,
      vscode.l10n.t('This plan was already sent or discarded. Close it, then save again.'),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const { decide } of this.#reviews.values()) decide(false);
  }

  /** A message that is closed, or fades, decides nothing: the comparison has the same buttons. */
  async #ask(right: vscode.Uri, question: string): Promise<void> {
    const send = vscode.l10n.t('Send');
    const discard = vscode.l10n.t('Don’t Send');
    const answer = await vscode.window.showInformationMessage(question, send, discard);
    if (answer !== undefined) this.#decide(right, answer === send);
  }

  #decide(uri: vscode.Uri | undefined, isWanted: boolean): void {
    const shown = uri ?? vscode.window.activeTextEditor?.document.uri;
    const key = shown?.toString();
    for (const { left, right, decide } of this.#reviews.values()) {
      if (key === left.toString() || key === right.toString()) decide(isWanted);
    }
  }
}

async function closeComparisons(isMeant: (input: vscode.TabInputTextDiff) => boolean): Promise<void> {
  const { tabGroups } = vscode.window;
  const tabs = tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && isMeant(input));
  await tabGroups.close(tabs);
}
