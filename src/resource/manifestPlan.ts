import type { Api, ApiRequest } from '../api/api.js';
import { isNotFound } from '../api/failureKind.js';
import type { Collection, Item } from '../schema/catalogue.js';
import { addressOf, toApiPath, type ResourceAddress } from './address.js';
import { createResource, type Created } from './createResource.js';
import { conditionOf, type Condition } from './condition.js';
import { isJsonObject } from '../api/jsonObject.js';
import { parseResource } from './envelope.js';
import { changedFixedFields, fixedFieldsIn, type FixedField } from './fixedFields.js';
import { overlaySpec, type Manifest } from './manifest.js';
import { specValue, writableText } from './spec.js';
import { withEnvironment, type ReadVariable } from './environmentValues.js';
import { eitherSecret, secretFieldsOf, secretTextsIn, type IsSecretField } from './secretFields.js';
import { rebase, type SpecBase } from './specBase.js';
import { normalisedFields, withoutNormalised, type NormalisedField } from './normalised.js';
import { NONE_IGNORED, partIgnored, type IgnoredPaths } from './ignoredFields.js';
import { diffSpecs, isEmpty, type SpecChange } from './specDiff.js';
import { writeSpec } from './writeSpec.js';

/** What applying a manifest would do. `gone`: its identifier leads to nothing. `impossible`: the API can't do it. */
type PlannedAction = 'create' | 'update' | 'none' | 'gone' | 'impossible';

/** A manifest beside what the cloud has. */
export interface PlannedManifest {
  readonly manifest: Manifest;
  readonly action: PlannedAction;
  /** Why it is impossible, as the failure that was met; `undefined` when the API document simply has no such operation. */
  readonly failure?: unknown;
  /** What an update changes; everything of a creation is new. */
  readonly changes: readonly SpecChange[];
  /** Where the manifest says otherwise than the resource though the API took it: it made something else of it. */
  readonly normalised: readonly SpecChange[];
  /** Those of the differences that the user ignores. Alone they are nothing to be sent; a spec that is sent for others makes them, too. */
  readonly ignored: readonly SpecChange[];
  /** The resource's spec as the cloud has it, JSON text; empty for a creation. */
  readonly live: string;
  /** The spec that would be sent, JSON text, with what the environment holds. */
  readonly wanted: string;
  readonly displayName: string;
  readonly address: ResourceAddress | undefined;
  /** How the resource does; `undefined` where it was not read. */
  readonly condition: Condition | undefined;
  /** What an update is made on; `undefined` for a creation. */
  readonly base: SpecBase | undefined;
  /** The fields of the manifest that an update can't change and that the resource has otherwise. They are never sent. */
  readonly fixed: readonly FixedField[];
  /** What of it is shown nowhere: secret fields, and all that came from the environment. */
  readonly isSecret: IsSecretField;
  readonly item: Item | undefined;
  readonly collection: Collection | undefined;
  /** Whether a creation's body holds the spec as `targetSpec`. */
  readonly takesTarget: boolean;
}

/** What a path is known as, with the API document's word on how a collection's creation takes its body. */
export interface Located {
  readonly collection?: Collection;
  readonly takesTarget: boolean;
}

export interface PlanOptions {
  readonly api: Pick<Api, 'account' | 'request'>;
  /**
   * What a path below the branch is known as at a schema version, or at the picked one. Throws as `SchemaSource.forPath`
   * does.
   */
  readonly locate: (path: string, version: string | undefined, signal?: AbortSignal) => Promise<Located>;
  /** The value of `${env:NAME}`. */
  readonly readVariable: ReadVariable;
  /** What the API is known to make something else of, of a resource; nothing by default. */
  readonly normalisedOf?: (address: ResourceAddress) => readonly NormalisedField[];
  /** The places of a resource whose differences are ignored; none by default. */
  readonly ignoredOf?: (address: ResourceAddress) => IgnoredPaths;
  /** Called with the secrets in a manifest before anything is sent. */
  readonly onSecrets: (texts: readonly string[]) => void;
  readonly signal?: AbortSignal;
  /** How soon the resource is read, beside other requests; the user's own when it isn't given. */
  readonly priority?: ApiRequest['priority'];
}

/**
 * Compares one manifest with the cloud. Throws `UnresolvedVariable`, before anything is sent, and what `Api.request` throws,
 * but for a resource that is gone.
 */
export async function planManifest(manifest: Manifest, options: PlanOptions): Promise<PlannedManifest> {
  const { api, locate, signal, priority, onSecrets } = options;
  const { spec, values, isResolved } = withEnvironment(manifest.spec, options.readVariable);
  onSecrets(values);
  const { collection, takesTarget } = await locate(manifest.kind, manifest.version, signal);
  const isSecret = eitherSecret(secretFieldsOf(collection), isResolved);
  onSecrets(secretTextsIn(specValue(spec), isSecret));
  const nothing = {
    manifest,
    changes: [],
    normalised: [],
    ignored: [],
    live: '',
    wanted: spec,
    displayName: nameOf(manifest),
    address: undefined,
    condition: undefined,
    base: undefined,
    fixed: [],
    isSecret,
    item: collection?.item,
    collection,
    takesTarget,
  };
  if (manifest.id === undefined) {
    const changes = diffSpecs({}, specValue(spec));
    return { ...nothing, action: collection?.create ? 'create' : 'impossible', changes };
  }
  const item = collection?.item;
  if (!item?.read) return { ...nothing, action: 'impossible' };
  const address = memberAddress(api, manifest, manifest.id);
  let response;
  try {
    const path = toApiPath(address);
    response = await api.request({
      ...at(manifest),
      method: 'GET',
      path,
      signal,
      ...(priority && { priority }),
    });
  } catch (failure) {
    if (isNotFound(failure)) {
      return { ...nothing, address, action: 'gone', failure };
    }
    throw failure;
  }
  const base = rebase({ address, item }, response);
  const wanted = overlaySpec(base.text, writableText(spec, item));
  const { changes: all, normalised } = withoutNormalised(
    diffSpecs(specValue(base.text), specValue(wanted)),
    options.normalisedOf?.(address) ?? [],
  );
  const { counted, ignored } = partIgnored(all, options.ignoredOf?.(address) ?? NONE_IGNORED);
  const changes = counted.length === 0 ? [] : all;
  const fixed = changedFixedFields(fixedFieldsIn(specValue(spec), item.writable), base.fixed ?? []);
  const isInSync = changes.length === 0 && fixed.length === 0;
  const canUpdate = changes.length > 0 && item.update !== undefined;
  return {
    ...nothing,
    action: isInSync ? 'none' : canUpdate ? 'update' : 'impossible',
    changes,
    normalised,
    ignored,
    live: base.text,
    wanted,
    displayName: base.displayName,
    address,
    condition: conditionOf(parseResource(response.json())),
    base,
    fixed,
  };
}

/** What applying a manifest came to. */
export interface Applied extends Pick<Created, 'id' | 'address'> {
  /** What the API made something else of; `undefined` where its answer doesn't say. */
  readonly normalised?: readonly NormalisedField[] | undefined;
}

/**
 * Sends what was planned, once: an update against the reading that the plan was made of, so that another client's change
 * since then is not overwritten. Nothing is sent for what needs nothing, and nothing is ever deleted. Throws what
 * `createResource` and `writeSpec` throw.
 */
export async function applyPlanned(
  api: Api,
  planned: PlannedManifest,
  signal?: AbortSignal,
): Promise<Applied> {
  const { action, manifest, base, collection, address, wanted, takesTarget } = planned;
  if (action === 'update' && base) {
    const { text } = await writeSpec(api, base, wanted, { signal, isFollowed: true, by: 'plan' });
    return { id: manifest.id, address, normalised: learned(planned, text) };
  }
  if (action !== 'create' || !collection?.create) return { id: manifest.id, address };
  const created = await createResource(api, {
    collection,
    path: manifest.kind,
    takesTarget,
    spec: wanted,
    signal,
    isFollowed: true,
    ...(manifest.version === undefined ? {} : { schemaVersion: manifest.version }),
  });
  return { id: created.id, address: created.address, normalised: learned(planned, created.made) };
}

/** What the API made of a spec that it took; `undefined` where it shows no spec yet. */
function learned(
  { action, changes, wanted, isSecret }: PlannedManifest,
  made: string | undefined,
): readonly NormalisedField[] | undefined {
  const shown = made === undefined ? undefined : specValue(made);
  if (shown === undefined || isEmpty(shown)) return undefined;
  const asked = action === 'update' ? changes : [];
  return normalisedFields(specValue(wanted), shown, { asked, isSecret });
}

/** Where the member of a manifest's collection is. */
function memberAddress({ account }: Pick<Api, 'account'>, { kind }: Manifest, id: string): ResourceAddress {
  const parent = addressOf(account.id, kind);
  return { ...parent, segments: [...parent.segments, id] };
}

/** Each manifest is read and sent at the schema version that it was written for. */
function at({ version }: Manifest): Pick<ApiRequest, 'schemaVersion' | 'priority'> {
  return { priority: 'user', ...(version === undefined ? {} : { schemaVersion: version }) };
}

/** What a person would call a manifest that has no resource yet. */
function nameOf({ kind, id, spec }: Manifest): string {
  const value = specValue(spec);
  const name = isJsonObject(value) ? (value.name ?? value.displayName) : undefined;
  return typeof name === 'string' && name !== '' ? name : (id ?? kind.split('/').at(-1) ?? kind);
}
