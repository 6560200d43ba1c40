import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { isJsonObject, parseOpenApi, type OpenApiDocument } from '../../../src/schema/openapi.js';

export const documentsFolder = join(import.meta.dirname, '../../../src/sandbox/documents');

export interface NamedDocument {
  readonly file: string;
  readonly section: string;
  readonly document: OpenApiDocument;
}

/** The sandbox's own documents, as it serves them. */
export function ownDocuments(): readonly NamedDocument[] {
  return readdirSync(documentsFolder)
    .sort()
    .map((file) => ({
      file,
      section: file.slice(0, file.lastIndexOf('-')),
      document: parseOpenApi(parse(readFileSync(join(documentsFolder, file), 'utf8'))),
    }));
}

/** For whom a value is: a request holds no read-only field, a fragment may lack required ones. */
export type Reading = 'request' | 'response' | 'fragment';

/** Compiles a schema of a document so strictly that a field which the document doesn't name is a fault. */
export function compileSchema(
  document: OpenApiDocument,
  schema: unknown,
  reading: Reading,
): ValidateFunction {
  const hasSeveralParts = Object.values(document.schemas).some(
    ({ allOf }) => Array.isArray(allOf) && allOf.length > 1,
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  for (const format of ['ip-block', 'ipv4-block']) ajv.addFormat(format, /^[0-9a-f.:]+\/\d{1,3}$/);
  ajv.addFormat('mac-address', /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
  return ajv.compile({
    components: strictSchema(document.raw.components, reading, hasSeveralParts),
    allOf: [strictSchema(schema, reading, hasSeveralParts)],
  });
}

function strictSchema(schema: unknown, reading: Reading, hasSeveralParts = false): unknown {
  if (Array.isArray(schema)) return schema.map((part) => strictSchema(part, reading, hasSeveralParts));
  if (!isJsonObject(schema)) return schema;
  const strict: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [
      key,
      key === 'enum' ? part : strictSchema(part, reading, hasSeveralParts),
    ]),
  );
  if (isJsonObject(schema.properties)) {
    const properties = Object.entries(schema.properties).filter(
      ([, property]) => reading !== 'request' || !isJsonObject(property) || property.readOnly !== true,
    );
    strict.properties = Object.fromEntries(
      properties.map(([name, one]) => [name, strictSchema(one, reading, hasSeveralParts)]),
    );
    // Parts of `allOf` do not know each other's fields.
    if (!hasSeveralParts) strict.additionalProperties = false;
  }
  if (reading === 'fragment' && Array.isArray(schema.required)) delete strict.required;
  // OpenAPI 3.0 says beside a limit that it is excluded, JSON Schema says the limit there.
  if (schema.exclusiveMinimum === true) {
    strict.exclusiveMinimum = strict.minimum;
    delete strict.minimum;
  }
  if (schema.nullable !== true) return strict;
  delete strict.nullable;
  return { anyOf: [{ type: 'null' }, strict] };
}
