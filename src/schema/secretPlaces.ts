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
  if (!operations.find(request)) return !/^(?:\/v2)?$|\.json$/.test(request.path);
  return secretPlacesOf(operations, request, body)(place);
}

/** The places of one body that its document marks; none where no document describes the request. */
export function secretPlacesOf(
  operations: KnownOperations,
  request: RequestName,
  body: 'request' | 'response',
): IsMarkedSecret {
  const known = operations.find(request);
  const schema = body === 'request' ? known?.operation.requestSchema : known?.operation.responseSchema;
  return known === undefined || schema === undefined ? () => false : marksOf(known.document)(schema);
}

const read = new WeakMap<OpenApiDocument, ReturnType<typeof markedSecrets>>();

/** A trace asks for each place of a body: the models are read once for a document. */
function marksOf(document: OpenApiDocument): ReturnType<typeof markedSecrets> {
  const marks = read.get(document) ?? markedSecrets(document);
  read.set(document, marks);
  return marks;
}
