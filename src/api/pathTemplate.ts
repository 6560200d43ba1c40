/**
 * An identifier as one segment of a path, whatever is in it: URNs hold `:` and `/`. `.` and `..` are encoded as well, since URL
 * normalisation would eat them (RFC 3986, 5.2.4); half a surrogate pair, which has no encoding, becomes U+FFFD.
 */
export function encodeIdentifier(identifier: string): string {
  const encoded = encodeURIComponent(identifier.replace(/\p{Surrogate}/gu, '\uFFFD'));
  return encoded === '.' || encoded === '..' ? encoded.replaceAll('.', '%2E') : encoded;
}

/** The names between braces, in their order: `['projectId', 'id']` for `/project/{projectId}/cluster/{id}`. */
export function parameterNames(template: string): readonly string[] {
  return [...template.matchAll(/\{([^{}/]+)\}/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

/**
 * Puts identifiers into a template's braces, each as one segment. Throws `RangeError` when one is missing, or empty: the
 * path of an item without its identifier is the path of its list.
 */
export function fillPath(template: string, identifiers: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{([^{}/]+)\}/g, (_, name: string) => {
    const identifier = Object.hasOwn(identifiers, name) ? identifiers[name] : undefined;
    if (!identifier) throw new RangeError(`the path ${template} needs a value for ${name}`);
    return encodeIdentifier(identifier);
  });
}
