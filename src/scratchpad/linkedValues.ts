/** Characters of a document in which links are looked for. */
const LONGEST_LINKED = 2_000_000;
/** Links that one document has. */
const MOST_LINKS = 2_000;

/** A string of a JSON text that may lead to a resource. */
export interface LinkedValue {
  /** Where the value is, without its quotes. */
  readonly start: number;
  readonly end: number;
  /** What it names: a path below the branch, a URN, or a value that may be an identifier, which `known` says. */
  readonly target:
    | { readonly kind: 'path'; readonly path: string }
    | { readonly kind: 'urn'; readonly urn: string }
    | { readonly kind: 'identifier'; readonly id: string };
}

/** A string, with the colon that makes a name of it. */
const STRING = /"(?<value>(?:[^"\\\n]|\\.)*)"(?<colon>\s*:)?/g;
/** A scalar that is the whole of a list's member or of a field, alone on its line as people and printers write it. */
const SCALAR =
  /^[ \t]*(?:- +)*(?:[\w.-]+:[ \t]+)?(?<quote>["']?)(?<value>[^\s"'#]+)\k<quote>[ \t]*(?:#.*)?$/dgm;

/**
 * The values of a JSON or YAML text, with or without comments, that may lead to a resource: paths of the second branch, also as
 * addresses at the account's own origin, URNs of resources, and the identifiers that `isKnown` knows. Names of fields are no values.
 */
export function linkedValues(
  text: string,
  origin: string,
  isKnown: (id: string) => boolean,
  format: 'json' | 'yaml' = 'json',
): readonly LinkedValue[] {
  if (text.length > LONGEST_LINKED) return [];
  const found: LinkedValue[] = [];
  const pattern = format === 'yaml' ? SCALAR : STRING;
  const bodyStart = text.startsWith('//#region') ? text.indexOf('\n//#endregion') : 0;
  pattern.lastIndex = Math.max(0, bodyStart);
  for (let match = pattern.exec(text); match && found.length < MOST_LINKS; match = pattern.exec(text)) {
    const { value = '', colon } = match.groups ?? {};
    const target = colon === undefined ? targetOf(value, origin, isKnown) : undefined;
    // Indices of groups take twice as long, and a string's value comes right after its quote.
    const [start, end] = match.indices?.groups?.value ?? [match.index + 1, match.index + 1 + value.length];
    if (target) found.push({ start, end, target });
  }
  return found;
}

function targetOf(
  value: string,
  origin: string,
  isKnown: (id: string) => boolean,
): LinkedValue['target'] | undefined {
  const own = value.startsWith(`${origin}/`) ? value.slice(origin.length) : value;
  const [, path] = /^\/v2(\/[^\s?#\\]+)$/.exec(own) ?? [];
  if (path !== undefined) return { kind: 'path', path };
  if (/^urn:v\d+:[\w-]+:resource:[^\s\\]+$/.test(value)) return { kind: 'urn', urn: value };
  return value !== '' && isKnown(value) ? { kind: 'identifier', id: value } : undefined;
}
