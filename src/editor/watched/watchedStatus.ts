import * as vscode from 'vscode';
import { displayLine } from '../../resource/displayText.js';
import { isConverging, type WatchedResources } from './watchedResources.js';

/** The status bar item that counts the watched resources that the cloud is working on, and opens their view. */
export class WatchedStatus implements vscode.Disposable {
  readonly #watched: WatchedResources;
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: vscode.Disposable;

  constructor(watched: WatchedResources) {
    this.#watched = watched;
    this.#item = vscode.window.createStatusBarItem('ovhApi.watched', vscode.StatusBarAlignment.Left, 19);
    this.#item.name = vscode.l10n.t('OVHcloud watched resources');
    this.#item.command = 'ovhApi.watched.focus';
    this.#subscription = watched.onDidChange(() => {
      this.#show();
    });
    this.#show();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const names = this.#watched
      .list()
      .filter(({ state, condition }) => state === 'read' && condition && isConverging(condition))
      .map(({ known }) => displayLine(known.name));
    if (names.length === 0) {
      this.#item.hide();
      return;
    }
    const count = vscode.l10n.t('{0} converging', names.length);
    this.#item.text = `$(sync~spin) ${count}`;
    this.#item.tooltip = [vscode.l10n.t('Watched resources that the cloud is working on:'), ...names].join(
      '\n',
    );
    const label = vscode.l10n.t('{0}: {1}', count, names.join(', '));
    this.#item.accessibilityInformation = { label, role: 'button' };
    this.#item.show();
  }
}
