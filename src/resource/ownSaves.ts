import type { WrittenBy } from '../api/api.js';
import { specValue } from './spec.js';
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

/** The changes between the specs that were kept of a resource, newest first. The first that was ever seen tells of none. */
export function knownChanges(kept: readonly KeptSpec[]): readonly KnownChange[] {
  const inOrder = [...kept].sort((a, b) => a.at - b.at);
  const changes: KnownChange[] = [];
  let before: KeptSpec | undefined;
  for (const spec of inOrder) {
    const change = changeFrom(before, spec);
    if (change) changes.push(change);
    before = spec;
  }
  return changes.reverse();
}

function changeFrom(before: KeptSpec | undefined, spec: KeptSpec): KnownChange | undefined {
  const { at, why, tasks = [], by } = spec;
  const changes = before && diffSpecs(specValue(before.text), specValue(spec.text), { ignoreOrder: true });
  const isTold = why === 'saved' ? changes?.length !== 0 : changes !== undefined && changes.length > 0;
  if (!isTold) return undefined;
  return { at, why, changes, since: why === 'seen' ? before?.at : undefined, tasks, by };
}
