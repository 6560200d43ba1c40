import { describe, expect, it } from 'vitest';
import { checkOperation } from '../../../../src/scratchpad/help/checkOperation.js';
import { problemSentence } from '../../../../src/scratchpad/problemSentences.js';
import { lastRequest, lastRoute, shop, shopIndex } from './shopApi.js';

/** Problems as their sentence and the text that they are at. */
function check(text: string): readonly (readonly [string, string])[] {
  const route = lastRoute(text);
  if (!route) throw new Error(`it is not known where ${text} leads`);
  const { request } = lastRequest(text);
  const problems = checkOperation({ request, route, index: shopIndex, document: shop.document });
  return problems.map((problem) => [
    problemSentence(problem),
    text.slice(problem.span.start, problem.span.end),
  ]);
}

describe('a request that the API document has', () => {
  it.each([
    'GET /v2/shop/order?customer=a&color=blue&since=x',
    'GET /v2/shop/order?customer=a&color=blue,green',
    'GET /v2/shop/order?customer[id]=a',
    'GET /v2/shop/order?customer={{nobody}}&color={{nobody}}',
    'GET /v2/shop/order?{{nobody}}=a',
    'HEAD /v2/shop/order?customer=a',
    'POST /v2/shop/order\n\n{"article": "lamp"}',
    'POST /v2/shop/order/42/cancel\nx-reason: none',
  ])('has nothing said of it: %j', (text) => {
    expect(check(text)).toEqual([]);
  });
});

describe('a request that the API document has not', () => {
  it.each([
    ['GET /v2/shop/odrer/42', 'The API has no path /shop/odrer/42 at this schema version.', 'odrer/42'],
    ['GET /v2/shop/order/{{a}}/x', 'The API has no path /shop/order/…/x at this schema version.', 'x'],
    [
      'GET /v2/shop',
      'The path /shop is incomplete: the API has only longer paths that begin with it.',
      'shop',
    ],
    [
      'PUT /v2/shop/order/42',
      '/shop/order/{orderId} can’t be called with PUT at this schema version, only with GET, DELETE.',
      'PUT',
    ],
    ['GET /v2/shop/order?color=blue', 'The query parameter customer is required.', 'shop/order?color=blue'],
    ['POST /v2/shop/order/42/cancel', 'The header X-Reason is required.', 'shop/order/42/cancel'],
    [
      'GET /v2/shop/order?customer=a&colour=blue',
      'This operation has no query parameter colour.',
      'colour=blue',
    ],
    ['GET /v2/shop/order?customer=a&color=red', 'color takes one of these values: blue, green.', 'color=red'],
    ['POST /v2/shop/order', 'This operation takes a body with article.', 'POST'],
    [
      'DELETE /v2/shop/order/42',
      'This operation is deprecated. It is replaced by /v2/shop/order/{orderId}/cancel.',
      'DELETE /v2/shop/order/42',
    ],
  ])('has it said at its place: %j', (text, sentence, place) => {
    expect(check(text)).toEqual([[sentence, place]]);
  });

  it('can be sent all the same', () => {
    const text = 'PUT /v2/shop/order/42?a=b';
    const route = lastRoute(text);
    if (!route) throw new Error('the route is known');
    const { request } = lastRequest(text);
    const problems = checkOperation({ request, route, index: shopIndex, document: shop.document });
    expect(problems.map(({ severity }) => severity)).not.toContain('error');
  });
});
