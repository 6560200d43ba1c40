import type { FailureAction, FormFieldView } from '../../protocol.js';
import type { Condition } from '../../resource/condition.js';
import type { Task } from '../../resource/envelope.js';
import type { FixedField } from '../../resource/fixedFields.js';
import type { FourWayField } from '../../resource/fourWay.js';
import type { KeyFact } from '../../resource/keyFacts.js';
import type { IgnoredPaths } from '../../resource/ignoredFields.js';
import type { SpecChange } from '../../resource/specDiff.js';
import type { KnownAction } from '../../resource/ownActions.js';
import type { KnownChange } from '../../resource/ownSaves.js';
import type { KeptHistory } from '../../resource/snapshot.js';
import type { StateComparison } from '../../resource/stateComparison.js';
import type { TaskForPerson } from '../../resource/tasksForPerson.js';
import type { TimelineEntry } from '../../resource/timeline.js';

/** What was read of the resource. */
export interface PanelReading {
  readonly displayName: string;
  readonly status: string | undefined;
  /** Its plainest fields, without secrets. */
  readonly keyFacts?: readonly KeyFact[];
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether the API has actions on it. */
  readonly hasActions?: boolean;
  readonly condition: Condition;
  /** `undefined` when it has no envelope. */
  readonly targetSpec: unknown;
  /** The current state; of a resource without envelope its whole body. */
  readonly currentState: unknown;
  /** Whether it is an envelope that asks for nothing: its state is the API's alone. */
  readonly isStateOnly: boolean;
  /** From the current state to the spec, each list in the order to be shown. */
  readonly comparison: StateComparison;
  /** Of a resource that is too large to be shown whole, how many changes are pending: `comparison` has the first of each list. */
  readonly pendingCounts?: Readonly<Record<SpecChange['kind'], number>> | undefined;
  /** What of it would be pending, but is ignored. */
  readonly ignored?: readonly SpecChange[];
  /** The outermost fields that only a creation can set. */
  readonly fixed: readonly FixedField[];
  /** The newest first; `undefined` when the API keeps none. */
  readonly history: readonly TimelineEntry[] | undefined;
  /** Which lists of it the API keeps. */
  readonly kept: KeptHistory;
  /** Whether there is more of it than was read. */
  readonly hasOlder: boolean;
  /** Whether any of those lists could be read. */
  readonly isHistoryRead: boolean;
  /** The task that keeps the resource from being as it should, because it failed. */
  readonly failedTask: Task | undefined;
  /** The tasks that go no further without a person. */
  readonly needsPerson: readonly TaskForPerson[];
  /** Whether the API has actions on a task. */
  readonly hasTaskActions: boolean;
  /** Whether its tasks have an address of their own. */
  readonly opensTasks: boolean;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** What is compared field by field. */
export type ComparedFields = Pick<
  PanelReading,
  'targetSpec' | 'currentState' | 'comparison' | 'ignored' | 'fixed'
>;

/** Why the last reading brought nothing. */
export interface PanelFailure {
  /** One localised sentence. */
  readonly message: string;
  readonly actions: readonly FailureAction[];
  /** The API knows the resource no longer. */
  readonly isGone: boolean;
  /** When it first failed, in milliseconds since 1970. */
  readonly since: number;
}

/** What came of reading the older part of a history. */
export interface OlderReading {
  readonly isReading: boolean;
  /** One localised sentence. */
  readonly failure: string | undefined;
}

/** Everything that the panel's view is made of. */
export interface PanelFacts {
  /** The resource's place, `/<account>/<segment>…`. */
  readonly place: string;
  /** Decoded, the identifier last. */
  readonly segments: readonly string[];
  /** What all but the last of `segments` are called, where that is known. */
  readonly path?: readonly string[];
  readonly accountLabel: string;
  /** `undefined` when the account's own default applies. */
  readonly schemaVersion: string | undefined;
  /** BCP 47 tag, for times. */
  readonly locale: string;
  /** The last successful reading. */
  readonly reading: PanelReading | undefined;
  readonly failure: PanelFailure | undefined;
  /** Whether it is polled fast because a task runs. */
  readonly isLive: boolean;
  /** What of its spec was changed, as far as it is known here, newest first. */
  readonly changes?: readonly KnownChange[];
  /** What else was done to it here, newest first. */
  readonly actions?: readonly KnownAction[];
  readonly older?: OlderReading;
  /** The fields of an open document with unsaved changes. */
  readonly edited?: readonly FourWayField[] | undefined;
  /** The places whose differences are ignored; none by default. */
  readonly ignored?: IgnoredPaths;
  /** What waiting tasks need to be given, as far as it was read, by their identifiers. */
  readonly forms?: ReadonlyMap<string, readonly FormFieldView[]>;
}

/** Whether two are the same but for when the resource was read. */
export function isSameBut(before: PanelFacts, after: PanelFacts): boolean {
  const { reading: one, ...was } = before;
  const { reading: other, ...is } = after;
  const names = Object.keys(is) as (keyof typeof is)[];
  if (!names.every((name) => was[name] === is[name])) return false;
  if (one === undefined || other === undefined) return one === other;
  return (Object.keys(other) as (keyof typeof other)[]).every(
    (name) => name === 'readAt' || one[name] === other[name],
  );
}
