import { parseOpenApi, type JsonObject, type OpenApiDocument } from '../../../src/schema/openapi.js';

/** A schema that refers to a model of the document. */
export function model(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

export function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

interface OperationParts {
  readonly answer?: JsonObject;
  readonly body?: JsonObject;
  readonly [extension: `x-${string}`]: unknown;
  readonly parameters?: readonly unknown[];
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly examples?: JsonObject;
}

/** One operation in the words of OpenAPI 3.0. */
export function operation({ answer, body, examples, ...rest }: OperationParts = {}): JsonObject {
  return {
    ...rest,
    ...(body && {
      requestBody: { content: { 'application/json': { schema: body, ...(examples && { examples }) } } },
    }),
    responses: {
      200: answer
        ? { description: '', content: { 'application/json': { schema: answer } } }
        : { description: '' },
    },
  };
}

/** A document of the given paths (`{'/s/thing': {get: operation()}}`) and models. */
export function openApi(
  paths: Readonly<Record<string, JsonObject>>,
  schemas: Readonly<Record<string, JsonObject>> = {},
  version = '1.0',
): JsonObject {
  return { openapi: '3.0.0', info: { title: 's', version }, paths, components: { schemas } };
}

export function document(...parts: Parameters<typeof openApi>): OpenApiDocument {
  return parseOpenApi(openApi(...parts));
}

/** Models of a resource with a desired and an actual state. */
export const envelopeModels: Readonly<Record<string, JsonObject>> = {
  'thing.Thing': {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid', readOnly: true },
      currentState: model('thing.State'),
      targetSpec: { allOf: [model('thing.Spec')], description: 'What is asked for', readOnly: true },
      currentTasks: { ...listOf({ type: 'object' }), readOnly: true },
    },
  },
  'thing.State': { type: 'object', properties: { size: { type: 'integer' }, address: { type: 'string' } } },
  'thing.Spec': {
    type: 'object',
    properties: { name: { type: 'string' }, size: { type: 'integer' } },
    required: ['size'],
  },
  'thing.Update': {
    type: 'object',
    properties: { checksum: { type: 'string' }, targetSpec: model('thing.Spec') },
    required: ['targetSpec'],
  },
};
