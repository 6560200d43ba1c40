import { Ajv, type ValidateFunction } from 'ajv';
import { propertiesOf, type OpenApiDocument, type OpenApiOperation } from '../schema/openapi.js';
import { Refusal } from './refusal.js';

/** Reads and checks request bodies by their schemas. */
export class Bodies {
  readonly #document: OpenApiDocument;
  readonly #validators = new Map<OpenApiOperation, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** The body as an object, without the fields that only the API sets. Throws a `Refusal` with 400 that names the fault. */
  read(operation: OpenApiOperation, text: string): Record<string, unknown> {
    const body = parseBody(text);
    const validate = this.#validator(operation);
    if (!validate(body)) {
      const [error] = validate.errors ?? [];
      const missing = error?.params['missingProperty'] as string | undefined;
      const path = `${error?.instancePath ?? ''}${missing === undefined ? '' : `/${missing}`}`
        .slice(1)
        .replaceAll('/', '.');
      throw new Refusal(
        400,
        'Client::BadRequest::InvalidBody',
        `${path || 'body'} ${error?.message ?? 'is not valid'}`,
        {
          path,
        },
      );
    }
    const properties = propertiesOf(this.#document, operation.requestSchema);
    return Object.fromEntries(
      Object.entries(body).filter(([name]) => properties[name]?.['readOnly'] !== true),
    );
  }

  #validator(operation: OpenApiOperation): ValidateFunction {
    let validate = this.#validators.get(operation);
    if (!validate) {
      const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
      const components = orNull(this.#document.raw['components']);
      validate = ajv.compile({ components, allOf: [orNull(operation.requestSchema ?? {})] });
      this.#validators.set(operation, validate);
    }
    return validate;
  }
}

/** OpenAPI 3.0 allows `nullable` beside a reference, JSON Schema's validators do not: it becomes a choice. */
function orNull(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(orNull);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'example' ? value : orNull(value)]),
  );
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

function parseBody(text: string): Record<string, unknown> {
  try {
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Said below, as for every other text that is no object.
  }
  throw new Refusal(400, 'Client::BadRequest::InvalidJSON', 'The body is not a JSON object');
}
