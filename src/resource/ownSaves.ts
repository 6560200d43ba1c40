import type { WrittenBy } from '../api/api.js';
import { atOnce, type Work } from './slices.js';
import { readSpecValue } from './spec.js';
import { diffSpecs, type SpecChange } from './specDiff.js';

/** A spec that was kept here, as it was seen or saved. */
export interface KeptSpec {
  /** Milliseconds since the epoch; no two of a resource have the same. */
  readonly at: number;
  readonly why: 'seen' | 'saved';
  /** The spec as JSON, with dots for its secrets. */
  readonly text: string;
  /** The tasks that carry it out, as far as the API named them when it took the save. */
  readonly tasks?: readonly string[] | undefined;
  /** What saved it, where that was not its own document. */
  readonly by?: WrittenBy | undefined;
}

/** A change of the spec that is known here: saved by this editor, or found to be there. */
export interface KnownChange {
  /** Milliseconds since the epoch: when it was saved, or found. */
  readonly at: number;
  readonly why: 'seen' | 'saved';
  /** From what was kept before it; `undefined` where nothing was. */
  readonly changes: readonly SpecChange[] | undefined;
  /** Since when at the latest it was so, of a change that was only found: when the spec was last seen without it. */
  readonly since: number | undefined;
  readonly tasks: readonly string[];
  readonly by?: WrittenBy | undefined;
}

/** The changes between the specs that were kept of a resource, newest first. The first that was ever seen reports none. */
export function knownChanges(kept: readonly KeptSpec[]): readonly KnownChange[] {
  return atOnce(readingChanges(kept));
}

/** As `knownChanges`, in slices. */
export function* readingChanges(kept: readonly KeptSpec[]): Work<readonly KnownChange[]> {
  const inOrder = [...kept].sort((a, b) => a.at - b.at);
  const known: KnownChange[] = [];
  let before: { readonly spec: KeptSpec; readonly value: unknown } | undefined;
  for (const spec of inOrder) {
    const value = yield* readSpecValue(spec.text);
    yield;
    let changes = before && diffSpecs(before.value, value, { ignoreOrder: true });
    yield;
    // The cloud may list members in an order of its own, but a person who saves another order does it on purpose.
    if (before && changes?.length === 0 && spec.why === 'saved') changes = diffSpecs(before.value, value);
    const change = knownChange(spec, changes, before?.spec);
    if (change) known.push(change);
    before = { spec, value };
  }
  return known.reverse();
}

function knownChange(
  { at, why, tasks = [], by }: KeptSpec,
  changes: readonly SpecChange[] | undefined,
  before: KeptSpec | undefined,
): KnownChange | undefined {
  const isReported = why === 'saved' ? changes?.length !== 0 : changes !== undefined && changes.length > 0;
  if (!isReported) return undefined;
  return { at, why, changes, since: why === 'seen' ? before?.at : undefined, tasks, by };
}
