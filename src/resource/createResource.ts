import type { Api, ApiResponse } from '../api/api.js';
import { ProtocolError } from '../api/errors.js';
import type { SchemaVersion } from '../schema/versions.js';
import type { Collection } from '../schema/catalogue.js';
import { addressOf, type ResourceAddress } from './address.js';
import { isJsonObject } from '../api/jsonObject.js';
import { parseResource } from './envelope.js';
import { specText } from './spec.js';

export interface Creation {
  readonly collection: Collection;
  /** The collection's path below the branch, encoded. */
  readonly path: string;
  /** Whether the body holds the spec as `targetSpec`. */
  readonly takesTarget: boolean;
  /** The new resource's spec, JSON text. */
  readonly spec: string;
  /** The picked one when absent. */
  readonly schemaVersion?: SchemaVersion;
  readonly signal?: AbortSignal | undefined;
  /** Whether the sender follows the new resource to the end of its tasks itself. */
  readonly isFollowed?: boolean;
}

/** What was created. All are `undefined` when the answer does not say how it is called. */
export type Created =
  | {
      readonly id: string;
      readonly name: string;
      readonly address: ResourceAddress;
      /** The spec that the answer holds, JSON text; `undefined` where it holds none. */
      readonly made?: string | undefined;
    }
  | {
      readonly id: undefined;
      readonly name: undefined;
      readonly address: undefined;
      readonly made?: undefined;
    };

/**
 * Asks for a new resource, once. Throws what `Api.request` throws, `ProtocolError` for an answer that should be the resource and
 * is not, and `RangeError` where nothing can be created.
 */
export async function createResource(api: Api, creation: Creation): Promise<Created> {
  const { collection, path, takesTarget, spec, schemaVersion, signal, isFollowed = false } = creation;
  if (!collection.create) throw new RangeError(`nothing can be created in ${path}`);
  const response = await api.request({
    method: collection.create.method,
    path,
    body: takesTarget ? `{"targetSpec":${spec.trim()}}` : spec.trim(),
    priority: 'user',
    signal,
    before: { isFollowed },
    ...(schemaVersion === undefined ? {} : { schemaVersion }),
  });
  const created = createdBy(response, addressOf(api.account.id, path), collection);
  if (created.id === undefined && response.text !== '' && answersMember(collection)) {
    const request = { method: collection.create.method, path };
    throw new ProtocolError(request, 'wrongShape', 'the answer is not the resource', response);
  }
  const { item } = collection;
  if (created.id === undefined || !item || !answersMember(collection)) return created;
  return { ...created, made: specText(response.text, item) };
}

/** What the response to a creation says of the new member of a list. Throws `ProtocolError` when it is not JSON. */
export function createdBy(
  response: ApiResponse,
  list: ResourceAddress,
  collection: Pick<Collection, 'identifier'>,
): Created {
  const json = response.text === '' ? undefined : response.json();
  const id = memberId(json, collection);
  if (id === undefined) return { id, name: undefined, address: undefined };
  const { displayName: name } = parseResource(json, id);
  return { id, name, address: { ...list, segments: [...list.segments, id] } };
}

/** Whether a creation is answered with what reading the new resource is. */
function answersMember({ create, item }: Collection): boolean {
  const [made, read] = [create?.responseSchema, item?.read?.responseSchema];
  return made !== undefined && JSON.stringify(made) === JSON.stringify(read);
}

/** What of a list's member goes into its path; `undefined` when nothing of it does. */
export function memberId(json: unknown, { identifier }: Pick<Collection, 'identifier'>): string | undefined {
  if (typeof json === 'string' || typeof json === 'number') return String(json);
  const own = identifier !== undefined && isJsonObject(json) ? json[identifier] : undefined;
  return typeof own === 'string' || typeof own === 'number' ? String(own) : parseResource(json).id;
}
