import { describe, expect, it } from 'vitest';
import { quick } from '../../hostile/bounds.js';
import { lastRoute, ORIGIN } from './shopApi.js';

/** Segments as their text and what is written there; `…` for one that isn't known. */
function segments(text: string): readonly (readonly [string, string])[] | undefined {
  return lastRoute(text)?.segments.map(({ text: own, span, isOpen }) => [
    isOpen ? '…' : own,
    text.slice(span.start, span.end),
  ]);
}

describe('the route of a request', () => {
  it.each<[string, readonly (readonly [string, string])[]]>([
    [
      'GET /v2/shop/order',
      [
        ['shop', 'shop'],
        ['order', 'order'],
      ],
    ],
    [
      '/shop/order/',
      [
        ['shop', 'shop'],
        ['order', 'order'],
      ],
    ],
    [`GET ${ORIGIN}/v2/shop`, [['shop', 'shop']]],
    [
      'GET /v2/shop\n  /order\n  ?a=b HTTP/1.1',
      [
        ['shop', 'shop'],
        ['order', 'order'],
      ],
    ],
    [
      '@id = a/b\nGET /v2/shop/{{id}}/x',
      [
        ['shop', 'shop'],
        ['a%2Fb', '{{id}}'],
        ['x', 'x'],
      ],
    ],
    [
      '@base = /v2/shop\nGET {{base}}/order',
      [
        ['shop', '{{base}}'],
        ['order', 'order'],
      ],
    ],
    [
      'GET /v2/shop/{{later.id}}/x',
      [
        ['shop', 'shop'],
        ['…', '{{later.id}}'],
        ['x', 'x'],
      ],
    ],
    [
      'GET /v2/shop/n-{{$prompt Which}}',
      [
        ['shop', 'shop'],
        ['…', 'n-{{$prompt Which}}'],
      ],
    ],
    [
      'GET /v2/shop/{orderId}',
      [
        ['shop', 'shop'],
        ['…', '{orderId}'],
      ],
    ],
  ])('has its segments at their places: %j', (text, wanted) => {
    expect(segments(text)).toEqual(wanted);
  });

  it.each(['GET {{nobody}}/shop', 'GET /v2/{{{nobody}}}', 'GET https://example.org/v2/shop', 'GET shop'])(
    'is not known where %j leads',
    (text) => {
      expect(lastRoute(text)).toBeUndefined();
    },
  );

  it('distinguishes the branches', () => {
    expect(
      ['GET /v1/me', 'GET /1.0/me', 'GET /v2/me', 'GET /me'].map((text) => lastRoute(text)?.branch),
    ).toEqual([...['v1', 'v1', 'v2', 'v2']]);
  });

  it('has the parameters of its query, decoded, at their places', () => {
    const text = '@a = x y\nGET /v2/shop?name=a%20b\n  &b={{a}}&c={{nobody}}&{{nobody}}=1';
    const { query, hasOpenQuery } = lastRoute(text) ?? { query: [] };
    expect(
      query.map(({ name, value, span, isOpen }) => [
        name,
        isOpen ? '…' : value,
        text.slice(span.start, span.end),
      ]),
    ).toEqual([
      ['name', 'a b', 'name=a%20b'],
      ['b', 'x y', 'b={{a}}'],
      ['c', '…', 'c={{nobody}}'],
    ]);
    expect(hasOpenQuery).toBe(true);
  });

  it.each(['{{a}}/', '/a', '&a=b', '{{$uuid}}'])('is found fast, or not at all, for many of %j', (part) => {
    // A file with more uses of variables isn’t read at all.
    for (const times of [2_000, part.includes('{{') ? 9_000 : 100_000]) {
      const text = `@a = b\nGET /v2/shop?x${part.repeat(times)}`;
      quick(() => lastRoute(text));
      quick(() => lastRoute(text.replace('?x', '/')));
    }
  });
});
