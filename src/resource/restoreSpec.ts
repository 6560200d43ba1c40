import type { Node } from 'jsonc-parser';
import { REDACTED } from '../api/redact.js';
import { isJsonObject } from '../api/jsonObject.js';
import { withoutPlaces } from './jsonEditing.js';
import { alignLists } from './listAlignment.js';
import { hideSecrets, type IsSecretField } from './secretFields.js';
import { nodeFinder } from './nodeFinder.js';
import { rewriteLeaves } from './rewriteLeaves.js';
import { rememberingSameSpec } from './sameSpec.js';
import { specValue } from './spec.js';
import type { FieldPath } from './specDiff.js';
import { jsonTree } from './jsonTree.js';

/** An earlier spec that can be put into a document. */
export interface RestoredSpec {
  readonly text: string;
  /** Secrets that nobody has any more, at their places in the earlier spec. They are left out of the text. */
  readonly missing: readonly FieldPath[];
}

/**
 * An earlier spec, kept with dots for its secrets, with the secrets that the present one holds at the same places. Members
 * of lists are recognised as in comparisons. Dots are never left in it: they would be sent as the secret.
 */
export function withPresentSecrets(earlier: string, present: string, isSecret: IsSecretField): RestoredSpec {
  const root = jsonTree(earlier);
  if (!root) return { text: earlier, missing: [] };
  const presentRoot = jsonTree(present);
  const find = presentRoot && nodeFinder(presentRoot);
  const earlierValue = specValue(earlier);
  const places = new PresentPlaces(hideSecrets(specValue(present), isSecret), earlierValue);
  const missing: FieldPath[] = [];
  const filled = rewriteLeaves(earlier, ({ path, value }) => {
    // Dots stand for what was known as a secret when it was kept, whatever field it is in.
    if (value !== REDACTED) return undefined;
    const there = places.of(path);
    const found = find && there ? find(there) : undefined;
    if (found && isHeld(found)) return present.slice(found.offset, found.offset + found.length);
    missing.push([...path]);
    return undefined;
  });
  return { text: missing.length === 0 ? filled : withoutPlaces(filled, missing), missing };
}

/** Whether a place holds a secret rather than nothing, or the dots of another reading. */
function isHeld({ type, value }: Node): boolean {
  return (type === 'string' || type === 'number') && value !== REDACTED;
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
