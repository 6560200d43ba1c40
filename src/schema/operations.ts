import type { HttpMethod } from '../api/api.js';
import type { IamAction, Operation, OperationParameter } from './catalogue.js';
import { isJsonObject, type OpenApiOperation, type OpenApiParameter } from './openapi.js';
import { readBadges } from './sections.js';

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies HttpMethod[];

/** An operation of the document in the catalogue's terms. */
export function readOperation(operation: OpenApiOperation): Operation {
  const badges = readBadges(operation.raw['x-badges']);
  const parameters = operation.parameters.flatMap(readParameter);
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
    isDeprecated: operation.raw.deprecated === true || badges.some(({ label }) => /deprecated/i.test(label)),
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

function isMethod(method: string): method is HttpMethod {
  return METHODS.includes(method);
}
