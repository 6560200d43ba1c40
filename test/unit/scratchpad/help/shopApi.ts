import { parseOpenApi } from '../../../../src/schema/openapi.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import type { LoadedSection } from '../../../../src/schema/schemaSource.js';
import { OperationIndex } from '../../../../src/scratchpad/help/operationIndex.js';
import { routeOf, type Route } from '../../../../src/scratchpad/help/route.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';
import type { RequestFile, ScratchRequest } from '../../../../src/scratchpad/requestFile.js';
import { noSources } from '../../../../src/scratchpad/sources.js';
import { Variables } from '../../../../src/scratchpad/variables.js';

export const ORIGIN = 'https://eu.api.ovh.com';

const text = { schema: { type: 'string' } };
const identifier = { name: 'orderId', in: 'path', required: true, ...text };
const color = { type: 'string', enum: ['blue', 'green'] };

/** A made section of a shop: what the tests of the help for requests need. */
const DOCUMENT = {
  openapi: '3.0.0',
  info: { title: 'shop', version: '1' },
  paths: {
    '/shop/order': {
      get: {
        summary: 'List the orders',
        parameters: [
          { name: 'customer', in: 'query', required: true, ...text },
          { name: 'color', in: 'query', schema: color },
          { name: 'since', in: 'query', ...text },
          { name: 'X-Pagination-Size', in: 'header', schema: { type: 'integer' } },
        ],
        responses: {},
      },
      post: {
        summary: 'Order something',
        description: 'Lamps and chairs are sent within a week.',
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Order' },
              examples: { lamp: { value: { article: 'lamp', count: 2 } } },
            },
          },
        },
        responses: {},
      },
    },
    '/shop/order/{orderId}': {
      get: { summary: 'Get an order', parameters: [identifier], responses: {} },
      delete: {
        summary: 'Cancel an order',
        parameters: [identifier],
        responses: {},
        deprecated: true,
        'x-replacement-route': '/v2/shop/order/{orderId}/cancel',
      },
    },
    '/shop/order/{orderId}/cancel': {
      post: {
        summary: 'Cancel an order',
        parameters: [identifier, { name: 'X-Reason', in: 'header', required: true, ...text }],
        responses: {},
      },
    },
    '/shop/order/latest': { get: { summary: 'Get the latest order', responses: {} } },
    '/shop/order/{orderId}/secret': {
      get: { parameters: [identifier], 'x-badges': [{ label: 'Internal use only' }], responses: {} },
    },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        required: ['article', 'id'],
        properties: {
          id: { type: 'string', readOnly: true },
          article: { type: 'string', description: 'What is ordered' },
          count: { type: 'integer', minimum: 1 },
          color,
        },
      },
    },
  },
};

const document = parseOpenApi(DOCUMENT);

/** The made section as it is read from an API. */
export const shop: LoadedSection = {
  section: '/shop',
  asked: 'default',
  document,
  catalogue: readCatalogue('/shop', document),
};

export const shopIndex = new OperationIndex(shop.catalogue.operations);

/** The last request of a text. */
export function lastRequest(written: string): {
  readonly file: RequestFile;
  readonly request: ScratchRequest;
} {
  const file = parseRequestFile(written);
  const request = file.requests.at(-1);
  if (!request) throw new Error(`there is no request in ${written}`);
  return { file, request };
}

/** Where the last request of a text leads. */
export function lastRoute(written: string): Route | undefined {
  const { file, request } = lastRequest(written);
  return routeOf(request.target, new Variables(file, noSources), ORIGIN);
}
