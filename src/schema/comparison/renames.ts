import { isJsonObject } from '../openapi.js';
import { isEqual } from './equal.js';

type Named = readonly [name: string, definition: unknown];

/** More are not compared with each other: each is with each. */
const MOST_CANDIDATES = 50;

/**
 * What was only renamed, as new names by old ones. The evidence has to be strong: an equal definition that says more than a
 * type, or a name that differs in its spelling only; and no other candidate on either side.
 */
export function renamedPairs(
  gone: readonly Named[],
  come: readonly Named[],
  mayPair: (from: string, to: string) => boolean = () => true,
): ReadonlyMap<string, string> {
  if (gone.length === 0 || come.length === 0 || gone.length * come.length > MOST_CANDIDATES ** 2) {
    return new Map();
  }
  const isPair = ([from, was]: Named, [to, is]: Named): boolean =>
    mayPair(from, to) && isEqual(was, is) && (saysMuch(was) || spelling(from) === spelling(to));
  const partners = (one: Named, others: readonly Named[], isThe: typeof isPair): readonly Named[] =>
    others.filter((other) => isThe(one, other));
  const pairs = gone.flatMap((one) => {
    const [partner, another] = partners(one, come, isPair);
    if (!partner || another) return [];
    return partners(partner, gone, (a, b) => isPair(b, a)).length === 1
      ? [[one[0], partner[0]] as const]
      : [];
  });
  return new Map(pairs);
}

function spelling(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** A description, a list of values or a separate model are hardly twice the same by chance. */
function saysMuch(definition: unknown): boolean {
  if (!isJsonObject(definition)) return false;
  const { description, enum: values, $ref, allOf, properties, pattern } = definition;
  return (
    (typeof description === 'string' && description.length > 0) ||
    [values, $ref, allOf, properties, pattern].some((one) => one !== undefined)
  );
}
