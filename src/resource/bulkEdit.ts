import type { Api } from '../api/api.js';
import type { Item } from '../schema/catalogue.js';
import { toApiPath, type ResourceAddress } from './address.js';
import { editingSpec, type SpecEdit } from './editSpec.js';
import { parseResource } from './envelope.js';
import { isLarge } from './jsonTree.js';
import { Slices } from './slices.js';
import { readSpecValue } from './spec.js';
import { rebase, type SpecBase } from './specBase.js';
import { diffSpecs, type SpecChange } from './specDiff.js';
import { conditionOf, type Condition } from './condition.js';

/** One of the resources that a bulk edit is for. */
export interface EditTarget {
  readonly address: ResourceAddress;
  readonly item: Item;
  /** How it is called where it was chosen. */
  readonly label: string;
}

/** A resource as it was read for a bulk edit. */
export interface ReadTarget {
  readonly base: SpecBase;
  /** How it does: the API refuses a change of what the cloud works on, and may refuse one of what isn't ready. */
  readonly condition: Condition;
}

/** Why a resource can't be changed by an edit. */
export type Obstacle =
  /** An earlier change is under way, or waits for a person. */
  | { readonly code: 'busy'; readonly condition: Condition }
  /** The spec has no such place. */
  | { readonly code: 'nowhere' }
  /** The spec is more than what is edited in one go. */
  | { readonly code: 'tooLarge' }
  /** The schema does not allow what would be made of it; what it says of that. */
  | { readonly code: 'schema'; readonly problems: readonly string[] };

/** What an edit would do to one resource. */
export type Verdict =
  | {
      readonly kind: 'change';
      /** The spec that would be sent, JSON text. */
      readonly wanted: string;
      readonly changes: readonly SpecChange[];
    }
  | { readonly kind: 'same' }
  | { readonly kind: 'cannot'; readonly obstacle: Obstacle };

/** What a schema finds wrong with a spec's text, in sentences. */
export type ProblemsOf = (spec: string) => Promise<readonly string[]>;

/** Reads one resource with the checksum that its change will be sent with. Throws what `Api.request` throws. */
export async function readTarget(
  api: Api,
  { address, item }: EditTarget,
  signal?: AbortSignal,
): Promise<ReadTarget> {
  const response = await api.request({
    method: 'GET',
    path: toApiPath(address),
    priority: 'user',
    ...(signal && { signal }),
  });
  return {
    base: rebase({ address, item }, response),
    condition: conditionOf(parseResource(response.json())),
  };
}

/** Judges an edit of one resource. Only what the edit itself would make wrong prevents it. */
export async function judgeEdit(
  { base, condition }: ReadTarget,
  edit: SpecEdit,
  problemsOf: ProblemsOf,
): Promise<Verdict> {
  if (isLarge(base.text)) return { kind: 'cannot', obstacle: { code: 'tooLarge' } };
  const slices = new Slices();
  const wanted = await slices.through(editingSpec(base.text, edit));
  if (wanted === undefined) return { kind: 'cannot', obstacle: { code: 'nowhere' } };
  const [before, after] = [
    await slices.through(readSpecValue(base.text)),
    await slices.through(readSpecValue(wanted)),
  ];
  await slices.rest();
  const changes = diffSpecs(before, after);
  await slices.rest();
  if (changes.length === 0) return { kind: 'same' };
  if (condition.kind === 'atWork' || condition.kind === 'waitingForYou') {
    return { kind: 'cannot', obstacle: { code: 'busy', condition } };
  }
  const problems = await problemsOf(wanted);
  if (problems.length === 0) return { kind: 'change', wanted, changes };
  const earlier = new Set(await problemsOf(base.text));
  const own = problems.filter((problem) => !earlier.has(problem));
  return own.length === 0
    ? { kind: 'change', wanted, changes }
    : { kind: 'cannot', obstacle: { code: 'schema', problems: own } };
}
