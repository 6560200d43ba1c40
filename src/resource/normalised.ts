import { createHash } from 'node:crypto';
import { jsonText } from './exactNumber.js';
import { sortedFields } from './listAlignment.js';
import { holdsSecret, type IsSecretField } from './secretFields.js';
import { diffSpecs, isEmpty, type SpecChange } from './specDiff.js';

/**
 * A field that the API took and keeps otherwise than it was requested: it leaves out what is `null`, sorts a list, writes a
 * number in another way. Known by a digest, so that no value is kept.
 */
export type NormalisedField = string;

/** More than a spec has; what is beyond stays a difference, as it would be without this. */
const MOST_FIELDS = 200;

/**
 * What the API made something else of, by the answer to a write that it took. What it left as it was is no such thing: it may
 * not have followed yet; unless nothing was requested where there was nothing. Nothing of secrets: not even a digest of them.
 * @param sent the spec that was sent.
 * @param made the spec that the answer holds.
 * @param asked the changes that the write was to make; none for a creation.
 */
export function normalisedFields(
  sent: unknown,
  made: unknown,
  { asked, isSecret }: { readonly asked: readonly SpecChange[]; readonly isSecret: IsSecretField },
): readonly NormalisedField[] {
  const undone = new Set(asked.map(digestOf));
  return diffSpecs(made, sent)
    .filter(({ path, before, after }) => ![before, after].some((value) => holdsSecret(value, isSecret, path)))
    .filter((change) => isHarmless(change) || !undone.has(digestOf(change)))
    .slice(0, MOST_FIELDS)
    .map(digestOf);
}

/** The same to a reader: nothing for nothing, or a list in another order. */
function isHarmless({ before, after }: SpecChange): boolean {
  if ((before === undefined || isEmpty(before)) && isEmpty(after)) return true;
  return diffSpecs({ value: before }, { value: after }, { ignoreOrder: true }).length === 0;
}

/** Parts the changes that a spec would make from those that the API is known to make undone. */
export function withoutNormalised(
  changes: readonly SpecChange[],
  known: readonly NormalisedField[],
): { readonly changes: readonly SpecChange[]; readonly normalised: readonly SpecChange[] } {
  if (known.length === 0) return { changes, normalised: [] };
  const digests = new Set(known);
  const isKnown = (change: SpecChange): boolean => digests.has(digestOf(change));
  return {
    changes: changes.filter((change) => !isKnown(change)),
    normalised: changes.filter(isKnown),
  };
}

/** The same only for the same values at the same place: a change of either is a difference again. */
function digestOf({ kind, path, before, after }: SpecChange): NormalisedField {
  const text = [
    kind,
    JSON.stringify(path),
    jsonText(sortedFields(before)),
    jsonText(sortedFields(after)),
  ].join('\n');
  return createHash('sha256').update(text).digest('base64url');
}
