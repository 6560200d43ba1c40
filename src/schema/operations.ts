import type { HttpMethod } from '../api/api.js';
import type { CodeSample, IamAction, Operation, OperationParameter, Retirement } from './catalogue.js';
import { isJsonObject, type JsonObject, type OpenApiOperation, type OpenApiParameter } from './openapi.js';
import { readBadges } from './sections.js';

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies HttpMethod[];

/** An operation of the document in the catalogue's terms. */
export function readOperation(operation: OpenApiOperation): Operation {
  const badges = readBadges(operation.raw['x-badges']);
  const parameters = operation.parameters.flatMap(readParameter);
  const retirement = readRetirement(operation.raw);
  return {
    method: isMethod(operation.method) ? operation.method : 'GET',
    path: operation.path,
    summary: operation.summary,
    description: operation.description,
    badges,
    iamActions: readIamActions(operation.raw['x-iam-actions']),
    parameters,
    requestSchema: operation.requestSchema,
    responseSchema: operation.responseSchema,
    requestExamples: operation.requestExamples,
    isPaged: parameters.some(
      (one) => one.in === 'header' && one.name.toLowerCase() === 'x-pagination-cursor',
    ),
    isDeprecated:
      operation.raw.deprecated === true ||
      retirement !== undefined ||
      badges.some(({ label }) => /deprecated/i.test(label)),
    retirement,
    codeSamples: readCodeSamples(operation.raw['x-code-samples'] ?? operation.raw['x-codeSamples']),
    isInternal: badges.some(({ label }) => /internal use/i.test(label)),
  };
}

function readParameter(parameter: OpenApiParameter): readonly OperationParameter[] {
  const { name, required, description, schema } = parameter;
  if (parameter.in !== 'path' && parameter.in !== 'query' && parameter.in !== 'header') return [];
  return [{ name, in: parameter.in, required, description, schema }];
}

function readIamActions(value: unknown): readonly IamAction[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((action) =>
    isJsonObject(action) && typeof action.name === 'string'
      ? [{ name: action.name, required: action.required !== false }]
      : [],
  );
}

function readRetirement(raw: JsonObject): Retirement | undefined {
  const retirement = {
    deprecatedAt: textOf(raw['x-deprecation-date']),
    deletedAt: textOf(raw['x-deletion-date']),
    replacement: textOf(raw['x-replacement-route']),
  };
  return Object.values(retirement).every((value) => value === undefined) ? undefined : retirement;
}

/** In the form that tools for OpenAPI documents share: https://spec.openapis.org/registry/extension/x-codeSamples */
function readCodeSamples(value: unknown): readonly CodeSample[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((sample) => {
    const { lang, label, source } = isJsonObject(sample) ? sample : {};
    const code = textOf(source);
    const language = textOf(lang) ?? textOf(label) ?? '';
    return code === undefined ? [] : [{ language, label: textOf(label) ?? language, source: code }];
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function isMethod(method: string): method is HttpMethod {
  return METHODS.includes(method);
}
