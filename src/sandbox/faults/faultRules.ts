import { parseOpenApi } from '../../schema/openapi.js';
import { Refusal } from '../answers/refusal.js';
import { Models } from '../data/models.js';
import { Judge } from '../sections/judge.js';
import type { FaultRule } from './faults.js';

const text = { type: 'string' };
const number = { type: 'number', minimum: 0 };

function effect(kind: string, properties: object = {}, required: readonly string[] = []): object {
  const own = { kind: { enum: [kind] }, ...properties };
  return { type: 'object', properties: own, required: ['kind', ...required], additionalProperties: false };
}

const spread = {
  type: 'object',
  properties: { medianMs: number, p99Ms: number },
  required: ['medianMs', 'p99Ms'],
};

/** Every `FaultRule`, as JSON. */
const SCHEMA = {
  type: 'object',
  properties: {
    method: text,
    path: text,
    times: number,
    share: { ...number, maximum: 1 },
    effect: {
      oneOf: [
        effect('latency', { ms: { anyOf: [number, spread] } }, ['ms']),
        effect(
          'error',
          {
            status: number,
            class: text,
            message: text,
            details: { type: 'object', additionalProperties: text },
          },
          ['status'],
        ),
        effect('tooMany', { retryAfterS: number, form: { enum: ['seconds', 'date'] } }, ['retryAfterS']),
        effect('wrongJson', { value: {} }),
        effect('contentType', { type: text }, ['type']),
        effect('huge', { megabytes: number }),
        effect('hostile', {
          only: { enum: ['markup', 'bidi', 'proto', 'path', 'long'] },
          identifiers: { type: 'boolean' },
        }),
        ...['drop', 'truncate', 'html', 'endlessCursor', 'repeatedCursor', 'duplicates'].map((kind) =>
          effect(kind),
        ),
      ],
    },
  },
  required: ['effect'],
  additionalProperties: false,
};

/** Reads a fault from JSON. Throws a `Refusal` with 400 for anything else. */
export function readFaultRule(value: unknown): FaultRule {
  const judge = new Judge(new Models(parseOpenApi({ openapi: '3.0.0', info: {}, paths: {} })), 'request');
  if (judge.problems(SCHEMA, value).length === 0) return value as FaultRule;
  throw new Refusal(400, 'Client::BadRequest::InvalidBody', 'This is no fault that the sandbox knows');
}
