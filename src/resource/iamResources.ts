import type { Api, QueryValue } from '../api/api.js';
import { isJsonObject } from '../api/jsonObject.js';
import { toApiPath, type ResourceAddress } from './address.js';
import type { Collection, OperationParameter } from '../schema/catalogue.js';
import { conditionsValue } from '../schema/queryFilters.js';
import { hasParameters, segmentsOf } from '../schema/pathTemplate.js';
import type { SchemaSource } from '../schema/schemaSource.js';

/** Where resources are looked for: an account's API and its documents. */
export interface IamSearch {
  readonly account: { readonly id: string };
  readonly api: Api;
  readonly schemas: Pick<SchemaSource, 'sections' | 'section' | 'readPaths'>;
}

/** What IAM says of a resource of any product. */
export interface IamResource {
  readonly urn: string;
  /** What people call it. */
  readonly name: string;
  /** By which its product knows it. */
  readonly id: string;
  /** For example `publicCloudProject`. */
  readonly type: string;
}

/** More than a person looks through; typing on narrows them. */
const FOUND_LIMIT = 20;

/**
 * Collections at the root whose members are named by URN, those of all resources first; a section whose document can't be
 * read has none.
 */
export async function collectionsOfUrns({
  schemas,
}: Pick<IamSearch, 'schemas'>): Promise<readonly Collection[]> {
  return (await rootCollections({ schemas }))
    .filter(isOfUrns)
    .sort((a, b) => Number(isOfOneKind(a)) - Number(isOfOneKind(b)));
}

/**
 * The API's list of all resources; `undefined` where it has none. Sections are read one by one until one has it, those first that were
 * read already: the documents of all others stay unread. A section that can't be read has none.
 */
export async function listOfAllResources({
  schemas,
}: Pick<IamSearch, 'schemas'>): Promise<Collection | undefined> {
  const read = new Set(schemas.readPaths());
  const sections = [...(await schemas.sections())].sort(
    (a, b) => Number(read.has(b.path)) - Number(read.has(a.path)),
  );
  for (const section of sections) {
    const found = (await rootCollections({ schemas }, ({ path }) => path === section.path)).find(
      (collection) => isOfUrns(collection) && !isOfOneKind(collection),
    );
    if (found) return found;
  }
  return undefined;
}

/**
 * Looks for resources in the API itself, by name, URN, or `key=value` of a tag, as far as its list of all resources has such filters.
 * Nothing is found where it has none. Throws what `Api.page` throws.
 */
export async function searchApi(
  connection: IamSearch,
  words: string,
  signal: AbortSignal,
): Promise<readonly IamResource[]> {
  const collection = await listOfAllResources(connection);
  if (!collection) return [];
  const queries = filtersFor(collection.list.parameters, words);
  const pages = await Promise.all(
    queries.map((query) =>
      connection.api.page({
        ...{ path: collection.path, itemsIn: collection.itemsIn, size: FOUND_LIMIT },
        ...{ query, signal, priority: 'user' as const },
      }),
    ),
  );
  const found = pages.flatMap(({ items }) => items).flatMap((raw) => parseIamResource(raw) ?? []);
  return [...new Map(found.map((one) => [one.urn, one])).values()].slice(0, FOUND_LIMIT);
}

/** Reads a member of the list of all resources; `undefined` for anything else. */
export function parseIamResource(raw: unknown): IamResource | undefined {
  if (!isJsonObject(raw) || typeof raw.urn !== 'string') return undefined;
  const [, , , , type = '', ...rest] = raw.urn.split(':');
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;
  const id = text(raw.name) ?? rest.join(':');
  return { urn: raw.urn, id, name: text(raw.displayName) ?? id, type: text(raw.type) ?? type };
}

/**
 * Where a resource of IAM is in its own product: in the list at the root of a section whose path is what its type is called
 * (`publicCloudProject`: `/publicCloud/project`), if the API answers there. `undefined` where there is none.
 */
export async function placeOfResource(
  connection: IamSearch,
  { type, id, urn }: IamResource,
): Promise<ResourceAddress | undefined> {
  const wanted = type.toLowerCase();
  const ownsType = ({ path }: { readonly path: string }): boolean =>
    wanted.startsWith(segmentsOf(path).join('').toLowerCase());
  const collections = (await rootCollections(connection, ownsType)).filter(({ path, item, identifier }) => {
    const called = segmentsOf(path).join('').toLowerCase();
    return item?.read !== undefined && identifier !== 'urn' && [wanted, `${wanted}resource`].includes(called);
  });
  for (const { path } of collections) {
    for (const name of new Set([id, urn.split(':').at(-1)?.split('/').at(-1) ?? id])) {
      const address = { account: connection.account.id, segments: [...segmentsOf(path), name] };
      if (await exists(connection.api, address)) return address;
    }
  }
  return undefined;
}

async function exists(api: Api, address: ResourceAddress): Promise<boolean> {
  const { status } = await api.send({ method: 'GET', path: toApiPath(address), priority: 'user' });
  return status >= 200 && status < 300;
}

/** One query for each way in which the words can be looked for. */
function filtersFor(
  parameters: readonly OperationParameter[],
  words: string,
): readonly Readonly<Record<string, QueryValue>>[] {
  const called = (pattern: RegExp): string | undefined =>
    parameters.find(({ in: place, name }) => place === 'query' && pattern.test(name))?.name;
  const [byName, byUrn, byTag] = [called(/name$/i), called(/urn$/i), called(/^(?:iam)?tags$/i)];
  const tag = /^([^\s=]+)=(\S.*)$/.exec(words);
  if (tag) {
    const [, key = '', value = ''] = tag;
    const condition = conditionsValue({ key, operator: 'EQ', value });
    return byTag === undefined ? [] : [{ [byTag]: condition }];
  }
  if (/^urn:/i.test(words)) return byUrn === undefined ? [] : [{ [byUrn]: words }];
  return [
    ...(byName === undefined ? [] : [{ [byName]: words }]),
    // URNs are filtered by patterns.
    ...(byUrn === undefined ? [] : [{ [byUrn]: `*${words}*` }]),
  ];
}

/** Whether something can be created in it: then it holds things of the same kind, and not all that there is. */
function isOfOneKind({ create }: Collection): boolean {
  return create !== undefined;
}

function isOfUrns({ identifier, item }: Collection): boolean {
  return identifier === 'urn' && item?.read !== undefined;
}

/** The collections at the root of sections; of a section whose document can't be read, none. */
async function rootCollections(
  { schemas }: Pick<IamSearch, 'schemas'>,
  isWanted: (section: { readonly path: string }) => boolean = () => true,
): Promise<readonly Collection[]> {
  const sections = (await schemas.sections()).filter(isWanted);
  const loaded = await Promise.allSettled(sections.map(({ path }) => schemas.section(path)));
  return loaded
    .flatMap((one) => (one.status === 'fulfilled' ? one.value.catalogue.collections : []))
    .filter(({ path }) => !hasParameters(path));
}
