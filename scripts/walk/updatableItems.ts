import type { Api } from '../../src/api/api.js';
import { addressOf, type ResourceAddress } from '../../src/resource/address.js';
import { memberId } from '../../src/resource/createResource.js';
import {
  requiredQuery,
  type Catalogue,
  type Collection,
  type Item,
  type Operation,
} from '../../src/schema/catalogue.js';
import { resolveSchema, type OpenApiDocument } from '../../src/schema/openapi.js';

/** A resource that can be updated, or why none of its kind was found. */
export interface UpdatableResource {
  readonly item: Item;
  readonly address: ResourceAddress | undefined;
  /** What its reading requires. */
  readonly query: Readonly<Record<string, string>>;
}

interface Finding {
  readonly api: Api;
  readonly document: OpenApiDocument;
  readonly found: UpdatableResource[];
}

/** One real resource of each kind that can be updated, found through the lists above it. */
export async function updatableResources(
  api: Api,
  document: OpenApiDocument,
  catalogue: Catalogue,
): Promise<readonly UpdatableResource[]> {
  const finding: Finding = { api, document, found: [] };
  await visit(finding, catalogue, '');
  return finding.found;
}

/** `base`: the encoded path of what holds these; `undefined` where no resource above was found. */
async function visit(
  finding: Finding,
  { collections, singletons }: Pick<Item, 'collections' | 'singletons'>,
  base: string | undefined,
  template = '',
): Promise<void> {
  for (const item of singletons) {
    await visitItem(finding, item, below(base, item.path, template));
  }
  for (const collection of collections) {
    if (!collection.item) continue;
    const list = below(base, collection.path, template);
    const id = list === undefined ? undefined : await firstMember(finding, collection, list);
    const path = id === undefined ? undefined : `${list ?? ''}/${encodeURIComponent(id)}`;
    await visitItem(finding, collection.item, path);
  }
}

async function visitItem(finding: Finding, item: Item, path: string | undefined): Promise<void> {
  if (item.update && item.read) {
    const address = path === undefined ? undefined : addressOf(finding.api.account.id, path);
    const query = queryOf(finding.document, item.read);
    finding.found.push({ item, address, query });
  }
  await visit(finding, item, path, item.path);
}

/** A path of the document below a real one: what follows the real one's template has no parameters of its own. */
function below(base: string | undefined, path: string, template: string): string | undefined {
  return base === undefined ? undefined : `${base}${path.slice(template.length)}`;
}

async function firstMember(
  { api, document }: Finding,
  collection: Collection,
  path: string,
): Promise<string | undefined> {
  const { items } = await api.page({ path, query: queryOf(document, collection.list) });
  for (const member of items) {
    const id = memberId(member, collection);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** A value for each query parameter without which the operation is refused. */
function queryOf(document: OpenApiDocument, operation: Operation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    requiredQuery(operation).map(({ name, schema }) => [name, queryValue(resolveSchema(document, schema))]),
  );
}

function queryValue({ enum: values, format, type }: ReturnType<typeof resolveSchema>): string {
  const [first] = Array.isArray(values) ? (values as readonly unknown[]) : [];
  if (typeof first === 'string') return first;
  if (format === 'date-time') return new Date().toISOString();
  if (type === 'integer' || type === 'number') return '1';
  return 'some';
}
