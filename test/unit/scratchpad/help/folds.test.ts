import { describe, expect, it } from 'vitest';
import { foldsOf } from '../../../../src/scratchpad/help/folds.js';
import { semanticTokens } from '../../../../src/scratchpad/help/semanticTokens.js';
import { querySignature } from '../../../../src/scratchpad/help/querySignature.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';
import { shopIndex } from './shopApi.js';

const TEXT = `# one
# two
@a = b

### first
POST /v2/shop?x={{a}}
Content-Type: application/json

{
  "a": {
    "b": [
      1
    ]
  },
  "c": 1
}

### second
# @name two
get /v2/shop
`;

describe('what can be folded', () => {
  it('is each request, what is indented in a body, and comments of several lines', () => {
    const line = (offset: number): number => TEXT.slice(0, offset).split('\n').length;
    const folds = foldsOf(parseRequestFile(TEXT)).map(({ kind, span }) => [
      kind,
      line(span.start),
      line(span.end),
    ]);
    expect(folds.sort((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
      ['comment', 1, 2],
      ['request', 5, 16],
      ['body', 9, 15],
      ['body', 10, 13],
      ['body', 11, 12],
      ['request', 18, 20],
    ]);
  });
});

describe('the colours of words', () => {
  it('depend on the kind of the word', () => {
    const tokens = semanticTokens(parseRequestFile(TEXT));
    expect(tokens.map(({ span, type }) => `${TEXT.slice(span.start, span.end)} ${type}`)).toEqual([
      ...['a variable', 'POST keyword', 'x parameter', 'a variable', 'Content-Type property'],
      ...['@name decorator', 'two function', 'get keyword'],
    ]);
    expect(tokens[0]?.modifiers).toEqual(['declaration']);
  });
});

describe('the signature of a query', () => {
  it('has what is required first, and what isn’t in brackets', () => {
    const [list] = shopIndex.operations.filter((one) => one.method === 'GET' && one.path === '/shop/order');
    const signature = list && querySignature(list);
    expect(signature?.label).toBe('GET /shop/order?customer&[color]&[since]');
    expect(signature?.parameters.map(({ start, end }) => signature.label.slice(start, end))).toEqual([
      ...['customer', '[color]', '[since]'],
    ]);
  });

  it('is empty where there is no query', () => {
    const [item] = shopIndex.operations.filter(({ path }) => path === '/shop/order/{orderId}');
    expect(item && querySignature(item)).toBeUndefined();
  });
});
