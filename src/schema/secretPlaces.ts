import type { RequestName } from '../api/errors.js';
import type { KnownOperations } from './knownOperations.js';
import { markedSecrets, type IsMarkedSecret } from './markedSecrets.js';
import type { OpenApiDocument } from './openapi.js';

/**
 * Whether a place of a body, given as keys from the outside in, holds a secret: the API documents that were read mark such
 * places by `format: password`. Where none describes the request, any place may hold one, but in the index and the documents
 * themselves. `request.path` is encoded, with its branch or below it.
 */
export function isSecretPlace(
  operations: KnownOperations,
  request: RequestName,
  body: 'request' | 'response',
  place: readonly string[],
): boolean {
  const known = operations.find(request);
  return known ? marksIn(known, body)(place) : !/^(?:\/v2)?$|\.json$/.test(request.path);
}

/** The places of one body that its document marks; none where no document describes the request. */
export function secretPlacesOf(
  operations: KnownOperations,
  request: RequestName,
  body: 'request' | 'response',
): IsMarkedSecret {
  const known = operations.find(request);
  return known ? marksIn(known, body) : () => false;
}

function marksIn(
  { operation, document }: NonNullable<ReturnType<KnownOperations['find']>>,
  body: 'request' | 'response',
): IsMarkedSecret {
  const schema = body === 'request' ? operation.requestSchema : operation.responseSchema;
  return schema === undefined ? () => false : marksOf(document)(schema);
}

const read = new WeakMap<OpenApiDocument, ReturnType<typeof markedSecrets>>();

/** A trace asks for each place of a body: the models are read once for a document. */
function marksOf(document: OpenApiDocument): ReturnType<typeof markedSecrets> {
  const marks = read.get(document) ?? markedSecrets(document);
  read.set(document, marks);
  return marks;
}
