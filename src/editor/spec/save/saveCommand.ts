import * as vscode from 'vscode';
import { DRAFT_SCHEME, SCHEME } from '../../shell/documentUri.js';
import { documentOf } from '../../shell/documentOf.js';
import { isMerge } from './mergeEditor.js';
import { SaveRefusal } from '../document/saveRefusal.js';
import type { SaveReports } from './saveRefusals.js';

/** What turns a save of one scheme's documents into a request. */
export interface CloudSender {
  /** Sends a document's text, so that VS Code's own save only needs to be informed. Throws `SaveRefusal`. */
  send(uri: vscode.Uri, text: string): Promise<void>;
  /** The text was taken, and more was typed meanwhile: the document stays an edit. */
  typedMeanwhile(uri: vscode.Uri): Promise<void>;
  readonly reports: SaveReports;
}

/**
 * The save command of specs and drafts, which has VS Code's own key there: it sends first and has VS Code save what was taken.
 * A save that ends otherwise is reported in one sentence of ours, and one that the person stopped in the status bar; VS Code's own
 * way would be an error that names the file system.
 */
export class SaveCommand {
  readonly #senders: Readonly<Record<string, CloudSender>>;
  /** The texts that are being sent, by document. */
  readonly #sending = new Map<string, string>();

  readonly #onAgain: (uri: vscode.Uri, isSame: boolean) => Promise<void>;

  /** @param onAgain called with a document that is saved again while its save is under way, and with whether its text is the same. */
  constructor(
    senders: { readonly specs: CloudSender; readonly drafts: CloudSender },
    onAgain: (uri: vscode.Uri, isSame: boolean) => Promise<void>,
  ) {
    this.#onAgain = onAgain;
    this.#senders = { [SCHEME]: senders.specs, [DRAFT_SCHEME]: senders.drafts };
  }

  /** Saves a document, by default the one in front. */
  async run(uri = uriInFront()): Promise<void> {
    if (uri) await this.save(uri);
    else await saveAsUsual();
  }

  /** Saves an open document; one that isn't ours as VS Code does. */
  async save(uri: vscode.Uri): Promise<void> {
    const sender = this.#senders[uri.scheme];
    const document = documentOf(uri);
    // VS Code knows of edits that it calls saved to extensions: what was typed during a automatic save.
    if (!sender || document?.isDirty !== true) {
      await saveAsUsual();
      return;
    }
    const text = document.getText();
    const sending = this.#sending.get(uri.toString());
    if (sending !== undefined) await this.#onAgain(uri, sending === text);
    // Pressed twice: the first save says how it ends.
    if (sending === text) return;
    this.#sending.set(uri.toString(), text);
    sender.reports.begin(uri);
    try {
      await sender.send(uri, text);
    } catch (failure) {
      if (!(failure instanceof SaveRefusal)) throw failure;
      void sender.reports.report(failure, uri);
      return;
    } finally {
      if (this.#sending.get(uri.toString()) === text) this.#sending.delete(uri.toString());
    }
    if (document.getText() === text) await document.save();
    else await sender.typedMeanwhile(uri);
  }
}

async function saveAsUsual(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.save');
}

/** The document that VS Code's own save would save: of a comparison the side that can be edited, of a merge its result. */
function uriInFront(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  if (isMerge(input)) return input.result;
  if (input instanceof vscode.TabInputText) return input.uri;
  return vscode.window.activeTextEditor?.document.uri;
}
