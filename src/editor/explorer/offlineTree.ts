import * as vscode from 'vscode';
import type { Connection, Connections } from '../connections/connections.js';
import type { Reachability } from '../connections/reachability.js';
import type { ResourceTree } from './resourceTree.js';

export interface OfflineTreeOptions {
  readonly connections: Pick<Connections, 'active' | 'onDidChangeAnswers'>;
  readonly reachability: Reachability;
  readonly tree: Pick<ResourceTree, 'rootState' | 'onDidChangeRoot' | 'readUnreached'>;
  readonly view: Pick<vscode.TreeView<unknown>, 'message' | 'visible' | 'onDidChangeVisibility'>;
}

/** The first try comes soon, since most failures are short; later ones need no haste. In milliseconds. */
const FIRST_TRY_MS = 5_000;
const SLOWEST_TRY_MS = 60_000;

/**
 * Says over the tree that the API can't be reached while it can't, asks it now and then while it is visible, and has read
 * again what could not be read once it answers.
 */
export class OfflineTree implements vscode.Disposable {
  readonly #options: OfflineTreeOptions;
  readonly #subscription: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #abort = new AbortController();
  #delayMs = FIRST_TRY_MS;

  constructor(options: OfflineTreeOptions) {
    this.#options = options;
    const { connections, reachability, tree, view } = options;
    const show = (): void => {
      this.#show();
    };
    this.#subscription = vscode.Disposable.from(
      reachability.onDidChange(({ account, isReached }) => {
        if (account !== connections.active()?.account.id) return;
        this.#delayMs = FIRST_TRY_MS;
        if (isReached) tree.readUnreached();
        this.#show();
      }),
      connections.onDidChangeAnswers(show),
      tree.onDidChangeRoot(show),
      view.onDidChangeVisibility(show),
    );
    show();
  }

  dispose(): void {
    this.#stop();
    this.#subscription.dispose();
  }

  #show(): void {
    const { connections, reachability, tree, view } = this.#options;
    const connection = connections.active();
    this.#stop();
    if (!connection || reachability.isReached(connection.account.id)) {
      view.message = '';
      return;
    }
    // VS Code shows no welcome under a message, and the welcome says more.
    view.message =
      tree.rootState === 'ready'
        ? vscode.l10n.t(
            'Can’t reach {0}. Showing the last known sections; the rest is read when the API responds.',
            new URL(connection.account.endpoint.origin).host,
          )
        : '';
    if (view.visible) this.#tryLater(connection);
  }

  #tryLater({ api }: Connection): void {
    const { signal } = (this.#abort = new AbortController());
    const again = (): void => {
      this.#delayMs = Math.min(this.#delayMs * 2, SLOWEST_TRY_MS);
      this.#timer = setTimeout(ask, this.#delayMs);
    };
    const ask = (): void => {
      // An answer is reported by the log of requests; a failure is no news.
      api.send({ method: 'GET', path: '', schemaVersion: 'default', signal, priority: 'tree' }).then(
        () => undefined,
        () => {
          if (!signal.aborted) again();
        },
      );
    };
    this.#timer = setTimeout(ask, this.#delayMs);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }
}
