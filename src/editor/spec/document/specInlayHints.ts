import * as vscode from 'vscode';
import { conditionOf } from '../../../resource/condition.js';
import { fromUriPath, sameAddress, type ResourceAddress } from '../../../resource/address.js';
import { isLarge } from '../../../resource/jsonTree.js';
import { hideSecrets, type IsSecretField } from '../../../resource/secretFields.js';
import type { ResourceSnapshot } from '../../../resource/snapshot.js';
import { stateHints, stateHintsOfYaml, type KnownState } from '../../../resource/stateHints.js';
import type { ResourceWatcher, Watch, WatchListener } from '../../../resource/watch.js';
import { SCHEME } from '../../shell/documentUri.js';
import { formatAt } from '../../shell/specFormat.js';
import { shownValue } from '../../changes/saveConfirmation.js';

const SHOWN_CHARACTERS = 40;

const UNREAD: KnownState = {
  ...{ currentState: undefined, targetSpec: undefined },
  condition: { kind: 'unsettled', status: undefined },
};

interface Watched {
  readonly address: ResourceAddress;
  readonly watch: Watch;
  state: KnownState;
  isSecret: IsSecretField;
}

/** Shows beside each field of a spec that the cloud does not follow yet what the cloud has instead. */
export class SpecInlayHints implements vscode.InlayHintsProvider, vscode.Disposable {
  readonly #watcher: Pick<ResourceWatcher, 'watch'>;
  readonly #justRead: (uri: vscode.Uri) => ResourceSnapshot | undefined;
  readonly #watched = new Map<string, Watched>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: readonly Pick<vscode.Disposable, 'dispose'>[];
  readonly onDidChangeInlayHints = this.#changed.event;

  /** `read`: what a document was just read from. */
  constructor(
    watcher: Pick<ResourceWatcher, 'watch'>,
    read: (uri: vscode.Uri) => ResourceSnapshot | undefined,
  ) {
    this.#watcher = watcher;
    this.#justRead = read;
    this.#disposables = [
      this.#changed,
      vscode.languages.registerInlayHintsProvider({ scheme: SCHEME }, this),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        this.#watchVisible();
      }),
    ];
    this.#watchVisible();
  }

  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    const watched = this.#watched.get(document.uri.toString());
    if (!watched) return [];
    // What is too large to be judged, which a mark says, is too large to be compared at each keystroke.
    if (isLarge(document.getText())) return [];
    const hintsOf = formatAt(document.uri) === 'yaml' ? stateHintsOfYaml : stateHints;
    const hints = hintsOf(document.getText(), watched.state);
    return hints.flatMap(({ offset, path, actual }) => {
      const position = document.positionAt(offset);
      if (!range.contains(position)) return [];
      const hint = new vscode.InlayHint(
        position,
        actual === undefined
          ? vscode.l10n.t('not applied yet')
          : vscode.l10n.t(
              'cloud: {0}',
              shownValue(hideSecrets(actual, watched.isSecret, path), SHOWN_CHARACTERS),
            ),
      );
      hint.paddingLeft = true;
      hint.tooltip = vscode.l10n.t('The resource’s current state. The spec has another value.');
      return [hint];
    });
  }

  dispose(): void {
    for (const { watch } of this.#watched.values()) watch.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Nothing is polled for a document that isn't visible. */
  #watchVisible(): void {
    const visible = new Map(
      vscode.window.visibleTextEditors
        .filter(({ document }) => document.uri.scheme === SCHEME)
        .map(({ document }) => [document.uri.toString(), document.uri]),
    );
    for (const [key, { watch }] of this.#watched) {
      if (visible.has(key)) continue;
      watch.dispose();
      this.#watched.delete(key);
    }
    for (const [key, uri] of visible) {
      const known = fromUriPath(uri.path);
      if (known?.view !== 'spec' || this.#watched.has(key)) continue;
      this.#begin(uri, known.address);
    }
  }

  #begin(uri: vscode.Uri, address: ResourceAddress): void {
    const key = uri.toString();
    const onReading = ({ resource, tasks, isSecret }: ResourceSnapshot): void => {
      const watched = this.#watched.get(key);
      const { currentState, targetSpec } = resource;
      const state = { currentState, targetSpec, condition: conditionOf(resource, tasks) };
      // A listener may be reported before its watch is known.
      if (watched && sameAddress(watched.address, address)) Object.assign(watched, { state, isSecret });
      else early = { state, isSecret };
      this.#changed.fire();
    };
    let early: Pick<Watched, 'state' | 'isSecret'> = { state: UNREAD, isSecret: () => true };
    const listener: WatchListener = (reading) => {
      if (!(reading instanceof Error)) onReading(reading);
    };
    const watch = this.#watcher.watch(address, listener, { known: this.#justRead(uri) });
    this.#watched.set(key, { address, watch, ...early });
  }
}
