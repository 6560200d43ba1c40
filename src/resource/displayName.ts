type Json = Readonly<Record<string, unknown>>;

/** The parts of a resource in which it may be named. */
export interface NamedParts {
  readonly raw: Json;
  readonly target: Json;
  readonly state: Json;
  readonly iam: Json;
  readonly id: string | undefined;
}

/** Identifiers without a meaning for people: a UUID, or hexadecimal digits of that length or more. */
const BARE_IDENTIFIER = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{24,})$/i;

/** Whether a text is an identifier without a meaning for people. */
export function isBareIdentifier(text: string): boolean {
  return BARE_IDENTIFIER.test(text);
}

/** Fields that hold what people call a thing where it has no name: an e-mail address, a domain, a network address. */
const ADDRESS_FIELD =
  /^(?:.*(?:email|fqdn|domain|hostname)(?:name|address)?|login|username|(?:external)?ip|cidr)$/i;

/** An e-mail address, a name in the DNS, or an IP address with or without its prefix: what such a field holds, no flag. */
const ADDRESS = /^[^\s/]{1,255}(?:\/\d{1,3})?$/;

/** Names that a resource has of another system, or of its kind. */
const OTHER_NAME = /^(?:label|title|path|.+Name)$/;

/**
 * What people call a resource, by shape: what they name it in its spec, its other names, an address that it is known by, the
 * name that IAM keeps, a description, and only then its identifier. A name that is itself a bare identifier says nothing.
 * Empty where it has none of all that.
 */
export function displayNameOf({ raw, target, state, iam, id }: NamedParts): string {
  const usable = (value: unknown): string | undefined => {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || text === '' || text === id) return undefined;
    return isBareIdentifier(text) ? undefined : text;
  };
  const parts = [target, state, raw];
  return (
    usable(target.displayName) ??
    usable(target.name) ??
    usable(raw.displayName) ??
    usable(raw.name) ??
    usable(state.displayName) ??
    usable(state.name) ??
    fieldOf(parts, ADDRESS_FIELD, (value) => matching(usable(value), ADDRESS)) ??
    usable(iam.displayName) ??
    fieldOf(parts, OTHER_NAME, usable) ??
    usable(target.description) ??
    usable(raw.description) ??
    usable(state.description) ??
    id ??
    ''
  );
}

function fieldOf(
  parts: readonly Json[],
  field: RegExp,
  usable: (value: unknown) => string | undefined,
): string | undefined {
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) {
      const text = typeof value === 'string' && field.test(name) ? usable(value) : undefined;
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

function matching(text: string | undefined, pattern: RegExp): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined;
}
