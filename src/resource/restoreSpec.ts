import { REDACTED } from '../api/redact.js';
import { isJsonObject } from '../api/jsonObject.js';
import { takingOut } from './jsonEditing.js';
import { stringAt } from './jsonScanner.js';
import { alignLists } from './listAlignment.js';
import { hideSecrets, type IsSecretField } from './secretFields.js';
import { rewritingLeaves } from './rewriteLeaves.js';
import { rememberingSameSpec } from './sameSpec.js';
import { atOnce, type Work } from './slices.js';
import { seekIn, SoughtValue } from './soughtValues.js';
import { readSpecValue } from './spec.js';
import type { FieldPath } from './specDiff.js';

/** An earlier spec that can be put into a document. */
export interface RestoredSpec {
  readonly text: string;
  /** Secrets that are lost, at their places in the earlier spec. They are left out of the text. */
  readonly missing: readonly FieldPath[];
}

/**
 * An earlier spec, kept with dots for its secrets, with the secrets that the present one holds at the same places. Members
 * of lists are recognised as in comparisons. Dots are never left in it: they would be sent as the secret.
 */
export function withPresentSecrets(earlier: string, present: string, isSecret: IsSecretField): RestoredSpec {
  return atOnce(restoringSecrets(earlier, present, isSecret));
}

/** As `withPresentSecrets`, in slices. */
export function* restoringSecrets(
  earlier: string,
  present: string,
  isSecret: IsSecretField,
): Work<RestoredSpec> {
  const hidden: FieldPath[] = [];
  // Dots replace what was known as a secret when it was kept, in any field.
  yield* rewritingLeaves(earlier, ({ path, value }) => {
    if (value === REDACTED) hidden.push([...path]);
    return undefined;
  });
  if (hidden.length === 0) return { text: earlier, missing: [] };
  const [was, is] = [yield* readSpecValue(earlier), yield* readSpecValue(present)];
  yield;
  const places = new PresentPlaces(hideSecrets(is, isSecret), was);
  yield;
  const root = new SoughtValue();
  const sought = hidden.map((path) => places.of(path)?.reduce((value, step) => value.at(step), root));
  yield;
  const text = yield* seekIn(present, root);
  const held = sought.map((value) => value && heldIn(text, value));
  const missing = hidden.filter((_, index) => held[index] === undefined);
  let next = 0;
  const filled = yield* rewritingLeaves(earlier, ({ value }) =>
    value === REDACTED ? held[next++] : undefined,
  );
  return { text: missing.length === 0 ? filled : yield* takingOut(filled, missing), missing };
}

/** How a secret is spelt; `undefined` for a place that holds nothing, or the dots of another reading. */
function heldIn(text: string, { from, to }: SoughtValue): string | undefined {
  const spelt = text.slice(from, to);
  if (!/^["\d-]/.test(spelt)) return undefined;
  return spelt.startsWith('"') && stringAt(text, from, to) === REDACTED ? undefined : spelt;
}

/** The place of a member in the present list, by the one in the earlier list. */
type Members = ReadonlyMap<number | undefined, number | undefined>;

/** Where the present spec has what the earlier one has. */
class PresentPlaces {
  readonly #present: unknown;
  readonly #earlier: unknown;
  readonly #isSame = rememberingSameSpec();
  /** Which members of a list the earlier one's became, by the pair of lists: all secrets of a list ask for the same. */
  readonly #members = new Map<unknown, Map<unknown, Members>>();

  constructor(present: unknown, earlier: unknown) {
    this.#present = present;
    this.#earlier = earlier;
  }

  /** `undefined` when the present spec has it no more. */
  of(path: FieldPath): FieldPath | undefined {
    const place: (string | number)[] = [];
    let [present, earlier] = [this.#present, this.#earlier];
    for (const part of path) {
      const at = typeof part === 'number' ? this.#memberOf(present, earlier, part) : part;
      if (at === undefined) return undefined;
      place.push(at);
      [present, earlier] = [childOf(present, at), childOf(earlier, part)];
    }
    return place;
  }

  #memberOf(present: unknown, earlier: unknown, index: number): number | undefined {
    if (!Array.isArray(present) || !Array.isArray(earlier)) return undefined;
    const known = this.#members.get(present) ?? new Map<unknown, Members>();
    this.#members.set(present, known);
    const places =
      known.get(earlier) ??
      new Map(alignLists(present, earlier, this.#isSame).pairs.map(({ was, is }) => [is, was]));
    known.set(earlier, places);
    return places.get(index);
  }
}

function childOf(value: unknown, part: string | number): unknown {
  if (Array.isArray(value)) return typeof part === 'number' ? value[part] : undefined;
  return isJsonObject(value) ? value[part] : undefined;
}
