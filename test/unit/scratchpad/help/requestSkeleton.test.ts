import { describe, expect, it } from 'vitest';
import { bodyProposals, bodyText, requestSkeleton } from '../../../../src/scratchpad/help/requestSkeleton.js';
import { shop, shopIndex } from './shopApi.js';

function operation(method: string, path: string): (typeof shopIndex.operations)[number] {
  const found = shopIndex.operations.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`there is no ${method} ${path}`);
  return found;
}

function skeleton(method: string, path: string): string {
  const { title, text } = requestSkeleton(shop.document, operation(method, path));
  return `### ${title}\n${text}`;
}

describe('a new request', () => {
  it('has the query and the headers that are required', () => {
    expect(skeleton('GET', '/shop/order')).toBe('### List the orders\nGET /v2/shop/order?customer=\n');
    expect(skeleton('POST', '/shop/order/{orderId}/cancel')).toBe(
      '### Cancel an order\nPOST /v2/shop/order/{orderId}/cancel\nX-Reason: \n',
    );
  });

  it('has a body with what is required, without what only the API sets', () => {
    expect(skeleton('POST', '/shop/order')).toBe(
      '### Order something\nPOST /v2/shop/order\n\n{\n  "article": ""\n}\n',
    );
  });

  it('may have a body of the document’s examples, as JSON or YAML', () => {
    const [, lamp] = bodyProposals(shop.document, operation('POST', '/shop/order'));
    expect(lamp?.example).toBe('lamp');
    expect(lamp && bodyText(lamp, 'json')).toBe('{\n  "article": "lamp",\n  "count": 2\n}');
    expect(lamp && bodyText(lamp, 'yaml')).toBe('article: lamp\ncount: 2');
    expect(bodyProposals(shop.document, operation('GET', '/shop/order'))).toEqual([]);
  });
});
