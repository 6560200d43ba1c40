import { yamlOfJson } from '../../resource/yamlSpec.js';
import type { Operation } from '../../schema/catalogue.js';
import { requestSchema } from '../../schema/jsonSchema.js';
import type { OpenApiDocument } from '../../schema/openapi.js';
import { templateFrom } from '../../schema/template.js';
import type { Block } from '../requestBlocks.js';

/** A body that an operation takes, as JSON of several lines. */
export interface BodyProposal {
  /** `undefined` for what is required and preset; else the name that the document gives an example. */
  readonly example: string | undefined;
  readonly json: string;
}

/** Characters of an example that is proposed. A longer one isn't useful as a proposal. */
const LONGEST_EXAMPLE = 20_000;

/** A body with what is required, then the document's examples; none for an operation without a body. */
export function bodyProposals(document: OpenApiDocument, operation: Operation): readonly BodyProposal[] {
  const schema = requestSchema(document, operation);
  if (!schema) return [];
  const examples = operation.requestExamples.flatMap(({ name, value }): readonly BodyProposal[] => {
    const json = JSON.stringify(value, null, 2);
    return json.length > LONGEST_EXAMPLE ? [] : [{ example: name, json }];
  });
  return [{ example: undefined, json: templateFrom(schema).trimEnd() }, ...examples];
}

/** A proposal as a body of its form is written. */
export function bodyText({ json }: BodyProposal, form: 'json' | 'yaml'): string {
  return form === 'yaml' ? yamlOfJson(json).trimEnd() : json;
}

/**
 * A new request of an operation: with the query parameters that are required, each `{identifier}` left to be filled in, and a
 * body with what is required.
 */
export function requestSkeleton(document: OpenApiDocument, operation: Operation): Block {
  const { method, path, parameters } = operation;
  const required = parameters.filter((one) => one.required);
  const query = required
    .filter((one) => one.in === 'query')
    .map(({ name }, index) => `${index === 0 ? '?' : '&'}${encodeURIComponent(name)}=`)
    .join('');
  const headers = required.filter((one) => one.in === 'header').map(({ name }) => `${name}: `);
  const [body] = bodyProposals(document, operation);
  const title = (operation.summary ?? `${method} ${path}`).replaceAll(/\s+/g, ' ').trim();
  const head = [`${method} /v2${path}${query}`, ...headers];
  return { title, text: `${[...head, ...(body ? ['', body.json] : [])].join('\n')}\n` };
}
