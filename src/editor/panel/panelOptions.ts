import type * as vscode from 'vscode';
import type { FormFieldView } from '../../protocol.js';
import type { ResourceAddress } from '../../resource/address.js';
import type { Task } from '../../resource/envelope.js';
import type { KnownAction } from '../../resource/ownActions.js';
import type { KeptSpec } from '../../resource/ownSaves.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import type { IgnoredDifferences } from '../shell/ignoredDifferences.js';
import type { SpecEdits } from './followedEdit.js';
import type { PanelCommands } from './panelCommands.js';
import type { PanelFailure } from './panelFacts.js';

export interface ResourcePanelsOptions {
  readonly extensionUri: vscode.Uri;
  readonly watcher: Pick<ResourceWatcher, 'watch' | 'readOlder'>;
  /** The specs that were kept of resources here, and what reports a new one. */
  readonly kept: KeptSpecs;
  /**
   * How an account, its schema version and what a resource is in are called now; `undefined` for the version is the account's default.
   */
  readonly describe: (address: ResourceAddress) => {
    readonly accountLabel: string;
    readonly path?: readonly string[];
    readonly schemaVersion: string | undefined;
  };
  /** A failure in one localised sentence without secrets, and what can be done about it. */
  readonly describeFailure: (failure: Error) => Pick<PanelFailure, 'message' | 'actions'>;
  /** What a waiting task needs to be given; `undefined` where that isn't known. Rejects with what reading throws. */
  readonly readForm: (
    address: ResourceAddress,
    task: Task,
    signal: AbortSignal,
  ) => Promise<readonly FormFieldView[] | undefined>;
  readonly log: Pick<vscode.LogOutputChannel, 'show' | 'warn'>;
  readonly commands: PanelCommands;
  readonly edits: SpecEdits;
  /** Whether a resource's end is reported, whether or not its panel can be seen. */
  readonly isWatched: (address: ResourceAddress) => boolean;
  readonly ignored: Pick<IgnoredDifferences, 'of' | 'ignore' | 'stop' | 'onDidChange'>;
  readonly reportFailure: (failure: unknown) => void;
  /** Called with every resource that is opened. */
  readonly onShow?: (address: ResourceAddress) => void;
}

/** Where that is kept which was seen, saved and done here. */
export interface KeptSpecs {
  entries(address: ResourceAddress): Promise<readonly KeptSpec[]>;
  actions(address: ResourceAddress): Promise<readonly KnownAction[]>;
  readonly onDidKeep: (listener: (address: ResourceAddress) => void) => { dispose(): unknown };
}
