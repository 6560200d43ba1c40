import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Catalogue, Item } from '../../src/schema/catalogue.js';
import { specSchema } from '../../src/schema/jsonSchema.js';
import {
  isJsonObject,
  parseOpenApi,
  type JsonObject,
  type OpenApiDocument,
} from '../../src/schema/openapi.js';
import { readCatalogue } from '../../src/schema/readCatalogue.js';
import { resolveDefinition } from '../../src/schema/template.js';

/** Which documents are searched: the published ones of two sections, or the largest one that there is. */
export type Source = 'shared' | 'stress';

/** The spec of some API documents whose text is the longest when it has every field, and that text. */
export interface LargestSpec {
  readonly document: OpenApiDocument;
  readonly item: Item;
  readonly schema: JsonObject;
  readonly text: string;
}

const FILES: Readonly<Record<Source, readonly (readonly [string, string])[]>> = {
  shared: [
    ['iam.json', '/iam'],
    ['publicCloud.json', '/publicCloud'],
  ],
  stress: [['telephony-v1-stress.json', '/telephony']],
};

/** Of each list and map, so that both texts have about 100 kB: the specs of the largest document are flat. */
const MEMBERS: Readonly<Record<Source, number>> = { shared: 60, stress: 1_000 };

/** Finds it in the documents beside the checkout, or else in one of the sandbox's own. */
export function largestSpec(source: Source): LargestSpec {
  const folder = join(import.meta.dirname, '../../../shared/openapi');
  const published = FILES[source].filter(([file]) => existsSync(join(folder, file)));
  const documents = published.map(([file, section]) => {
    const document = parseOpenApi(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    return { document, catalogue: readCatalogue(section, document) };
  });
  const found = (documents.length > 0 ? documents : [ownDocument()]).flatMap(({ document, catalogue }) =>
    items(catalogue).flatMap((item) => {
      const schema = specSchema(document, item);
      return schema ? [{ document, item, schema, text: filledText(schema, MEMBERS[source]) }] : [];
    }),
  );
  const [largest] = [...found].sort((a, b) => b.text.length - a.text.length);
  if (!largest) throw new Error('no document has a spec');
  return largest;
}

/** A text with every field that a schema has, and lists longer than people write them. */
function filledText(schema: JsonObject, members: number): string {
  const filled = valueOf(schema, schema, { name: 'spec', members, depth: 0 });
  return `${JSON.stringify(filled, null, 2)}\n`;
}

function ownDocument(): { readonly document: OpenApiDocument; readonly catalogue: Catalogue } {
  const file = join(import.meta.dirname, '../../src/sandbox/documents/managedPlatform-2.1.yaml');
  const document = parseOpenApi(parse(readFileSync(file, 'utf8')));
  return { document, catalogue: readCatalogue('/managedPlatform', document) };
}

function items({ collections, singletons }: Pick<Item, 'collections' | 'singletons'>): readonly Item[] {
  const own = [...collections.flatMap(({ item }) => item ?? []), ...singletons];
  return own.flatMap((item) => [item, ...items(item)]);
}

interface Filling {
  readonly name: string;
  readonly members: number;
  readonly depth: number;
}

/** A value with every field that a schema has. */
function valueOf(root: JsonObject, schema: unknown, { name, members, depth }: Filling): unknown {
  const model = resolveDefinition(root, schema);
  const below = (one: unknown, called: string): unknown =>
    valueOf(root, one, { name: called, members: depth > 1 ? 3 : members, depth: depth + 1 });
  if (Array.isArray(model.enum)) return (model.enum as readonly unknown[])[0];
  const type: unknown = Array.isArray(model.type) ? (model.type as readonly unknown[])[0] : model.type;
  if (type === 'array')
    return Array.from({ length: members }, (_, at) => below(model.items, `${name}-${at}`));
  if (isJsonObject(model.properties) && depth < 6) {
    return Object.fromEntries(Object.entries(model.properties).map(([key, one]) => [key, below(one, key)]));
  }
  if (isJsonObject(model.additionalProperties)) {
    const entries = Array.from({ length: members }, (_, at) => `key-${at}`);
    return Object.fromEntries(entries.map((key) => [key, below(model.additionalProperties, key)]));
  }
  if (type === 'integer' || type === 'number') return 1;
  return type === 'boolean' ? true : name;
}
