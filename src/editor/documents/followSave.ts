import * as vscode from 'vscode';
import { addressKey } from '../../resource/address.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import { displayLine } from '../panel/displayText.js';
import type { SpecBase } from '../../resource/specBase.js';
import { waitUntilReady } from './waitUntilReady.js';

export interface SaveFollowerOptions {
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  readonly openPanel: (address: SpecBase['address']) => void;
  readonly note: (failure: unknown) => void;
}

const SHOWN_MS = 8_000;

/** Follows what the cloud makes of a save to its end and says how that was, whether or not a panel is open. */
export class SaveFollower implements vscode.Disposable {
  readonly #options: SaveFollowerOptions;
  readonly #following = new Map<string, AbortController>();
  /** What the status bar says of an earlier save. */
  #told: vscode.Disposable | undefined;

  constructor(options: SaveFollowerOptions) {
    this.#options = options;
  }

  /** Begins to follow; what was followed of the same resource before is part of it. `base` is what the cloud answered. */
  async follow(base: SpecBase): Promise<void> {
    if (!base.item.isEnvelope) return;
    this.#told?.dispose();
    const key = addressKey(base.address);
    this.#following.get(key)?.abort();
    const abort = new AbortController();
    this.#following.set(key, abort);
    try {
      const { watcher } = this.#options;
      const readiness = await waitUntilReady(watcher, base.address, abort.signal, () => undefined);
      if (readiness.kind === 'ready') await this.#tell(base, readiness.snapshot);
    } catch (failure) {
      this.#options.note(failure);
    } finally {
      if (this.#following.get(key) === abort) this.#following.delete(key);
    }
  }

  dispose(): void {
    this.#told?.dispose();
    for (const abort of this.#following.values()) abort.abort();
    this.#following.clear();
  }

  async #tell(base: SpecBase, snapshot: ResourceSnapshot): Promise<void> {
    const reason = failureIn(snapshot, base.failedTasks ?? []);
    if (reason === undefined) {
      this.#told = vscode.window.setStatusBarMessage(
        `$(check) ${vscode.l10n.t('{0} is as it was saved.', base.displayName)}`,
        SHOWN_MS,
      );
      return;
    }
    const show = vscode.l10n.t('Show Resource');
    const answer = await vscode.window.showErrorMessage(
      vscode.l10n.t('The cloud could not do what was saved for {0}: {1}', base.displayName, reason),
      show,
    );
    if (answer === show) this.#options.openPanel(base.address);
  }
}

/** Why it came to rest in an error that was not there before; `undefined` when it did not. */
function failureIn(
  { resource, tasks = [] }: ResourceSnapshot,
  failedBefore: readonly string[],
): string | undefined {
  const failed = resource.currentTasks.find(
    ({ id, status }) => status?.toUpperCase() === 'ERROR' && !failedBefore.includes(id),
  );
  if (!failed) return resource.status === 'ERROR' && failedBefore.length === 0 ? resource.status : undefined;
  const task = tasks.find(({ id }) => id === failed.id);
  const words = task?.errors.join(' ') || task?.message || failed.type || failed.id;
  return displayLine(words);
}
