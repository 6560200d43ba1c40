import * as vscode from 'vscode';
import { nameOf } from '../../api/answers.js';
import type { ApiRequest, ApiResponse } from '../../api/api.js';
import { CancelledError } from '../../api/errors.js';
import { secretFieldsOf, type IsSecretField } from '../../resource/secretFields.js';
import { KnownOperations } from '../../schema/knownOperations.js';
import type { SchemaSource } from '../../schema/schemaSource.js';
import { isSecretPlace, secretPlacesOf } from '../../schema/secretPlaces.js';
import { stoppable } from '../shell/stoppable.js';

/**
 * What of a request's body is secret: by its names, and by the API document of its section, which is read first where it
 * wasn't before. Throws `CancelledError` when the person stopped that.
 */
export async function requestSecrets(
  schemas: Pick<SchemaSource, 'forPath'>,
  { method, path, branch = 'v2', body }: ApiRequest,
): Promise<IsSecretField> {
  const byName = secretFieldsOf(undefined);
  if (branch !== 'v2' || body === undefined) return byName;
  const request = nameOf({ method, path });
  const operations = new KnownOperations();
  try {
    const title = vscode.l10n.t('Reading the schemas…');
    const { section } = await stoppable(title, (signal) => schemas.forPath(request.path, signal));
    operations.learn(section);
  } catch (failure) {
    if (failure instanceof CancelledError) throw failure;
    // Without its document a request can be sent all the same.
    return byName;
  }
  if (!operations.find(request)) return byName;
  return secretFieldsOf({
    isMarkedSecret: (place) => isSecretPlace(operations, request, 'request', place.map(String)),
  });
}

/**
 * What of a response's body is secret, by its names and by the API document of its section; `undefined` where none describes it: any
 * of its values may be one. Throws what reading the document throws.
 */
export async function responseSecrets(
  schemas: Pick<SchemaSource, 'forPath'>,
  { method, path }: Pick<ApiResponse, 'method' | 'path'>,
): Promise<IsSecretField | undefined> {
  const [, below] = /^\/v2(\/.*)$/s.exec(path) ?? [];
  if (below === undefined) return undefined;
  const request = nameOf({ method, path: below });
  const operations = new KnownOperations();
  operations.learn((await schemas.forPath(request.path)).section);
  if (!operations.find(request)) return undefined;
  const isMarked = secretPlacesOf(operations, request, 'response');
  return secretFieldsOf({ isMarkedSecret: (place) => isMarked(place.map(String)) });
}
