import type { FailureAction } from '../../protocol.js';

/** One step from the actual state to the desired one. A number in the path is a list's index. */
export interface PanelChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly path: readonly (string | number)[];
  /** What is real. */
  readonly before?: unknown;
  /** What is asked. */
  readonly after?: unknown;
}

/** What the panel shows of a task. Times are as the API wrote them; statuses are an open set. */
export interface PanelTask {
  readonly id: string;
  readonly type: string | undefined;
  readonly status: string | undefined;
  readonly message: string | undefined;
  readonly createdAt: string | undefined;
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
  readonly progress: readonly { readonly name: string; readonly status: string | undefined }[];
  readonly errors: readonly string[];
}

/** What the panel shows of an event. */
export interface PanelEvent {
  readonly createdAt: string | undefined;
  /** As sent. */
  readonly type: string | undefined;
  readonly kind: string | undefined;
  readonly message: string | undefined;
}

/** One entry of the history. */
export type PanelHistoryEntry =
  | { readonly kind: 'task'; readonly task: PanelTask }
  | { readonly kind: 'event'; readonly event: PanelEvent };

/** What was read of the resource. */
export interface PanelReading {
  readonly displayName: string;
  readonly status: string | undefined;
  /** `undefined` when it has no envelope. */
  readonly targetSpec: unknown;
  /** The actual state; of a resource without envelope its whole body. */
  readonly currentState: unknown;
  /** From the actual state to the desired one, in the order to be shown. */
  readonly changes: readonly PanelChange[];
  /** The newest first; `undefined` when the API keeps none. */
  readonly history: readonly PanelHistoryEntry[] | undefined;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** Why the last reading brought nothing. */
export interface PanelFailure {
  /** One localised sentence. */
  readonly message: string;
  readonly actions: readonly FailureAction[];
  /** When it first failed, in milliseconds since 1970. */
  readonly since: number;
}

/** Everything that the panel's view is made of. */
export interface PanelFacts {
  /** The resource's place, `/<account>/<segment>…`. */
  readonly place: string;
  /** Decoded, the identifier last. */
  readonly segments: readonly string[];
  readonly accountLabel: string;
  /** `undefined` when the account's own default applies. */
  readonly schemaVersion: string | undefined;
  /** The last successful reading. */
  readonly reading: PanelReading | undefined;
  readonly failure: PanelFailure | undefined;
  /** Whether it is polled fast because a task runs. */
  readonly isLive: boolean;
}
