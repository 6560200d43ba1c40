import type { RequestName } from '../api/errors.js';
import { findByPath } from '../schema/findByPath.js';
import type { KnownOperations } from '../schema/knownOperations.js';
import { secretPlacesOf } from '../schema/secretPlaces.js';
import { secretFieldsOf, secretTextsIn } from './secretFields.js';
import { specValue } from './spec.js';

/** Characters of a body that are looked through, the longest spec among them. A longer one is not logged either. */
const LONGEST_BODY = 6_000_000;

/**
 * The secrets in the body of a request, or of its response, by their names and by what the API documents that were read mark:
 * for that operation, and for the spec of the resource or of the collection’s members that it writes.
 */
export function secretsInBody(
  operations: KnownOperations,
  request: RequestName,
  side: 'request' | 'response',
  text: string,
): readonly string[] {
  const isMarked = secretPlacesOf(operations, request, side);
  const catalogue = operations.sectionOf(request.path)?.catalogue;
  const { item, collection } = catalogue ? findByPath(catalogue, request.path) : {};
  const spec = item ?? collection;
  const isMarkedSecret: typeof isMarked = (place) =>
    isMarked(place) || spec?.isMarkedSecret(place[0] === 'targetSpec' ? place.slice(1) : place) === true;
  if (text.length > LONGEST_BODY) return [];
  return secretTextsIn(specValue(text), secretFieldsOf({ isMarkedSecret }));
}
