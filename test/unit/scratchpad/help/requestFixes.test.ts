import { describe, expect, it } from 'vitest';
import { checkOperation } from '../../../../src/scratchpad/help/checkOperation.js';
import { fileFixes } from '../../../../src/scratchpad/help/fileFixes.js';
import { requestFixes, type RequestFix } from '../../../../src/scratchpad/help/requestFixes.js';
import { checkRequestFile } from '../../../../src/scratchpad/checkRequestFile.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';
import { lastRequest, lastRoute, ORIGIN, shop, shopIndex } from './shopApi.js';

function mended(text: string, { edit: { span, text: own } }: RequestFix): string {
  return text.slice(0, span.start) + own + text.slice(span.end);
}

/** What the fixes of a text's last request make of it, the preferred ones first marked. */
function byDocument(text: string): readonly string[] {
  const route = lastRoute(text);
  if (!route) throw new Error(`it is not known where ${text} leads`);
  const context = {
    text,
    request: lastRequest(text).request,
    route,
    index: shopIndex,
    document: shop.document,
  };
  return checkOperation(context).flatMap((problem) =>
    requestFixes(problem, context).map((fix) => mended(text, fix)),
  );
}

function byFile(text: string, environment: readonly string[] = []): readonly string[] {
  const file = parseRequestFile(text);
  return checkRequestFile(file, ORIGIN).flatMap((problem) =>
    fileFixes(problem, file, environment).map((fix) => mended(text, fix)),
  );
}

describe('what the API document makes of a request', () => {
  it.each([
    ['GET /v2/shop/odrer/42', 'GET /v2/shop/order/42'],
    ['POST /v2/shop/order/{{a}}/cancle', 'POST /v2/shop/order/{{a}}/cancel'],
    ['DELETE /v2/shop/oder/42?x=y', 'DELETE /v2/shop/order/42?x=y'],
    ['PUT /v2/shop/order/42', 'GET /v2/shop/order/42'],
    ['GET /v2/shop/order', 'GET /v2/shop/order?customer='],
    ['GET /v2/shop/order?color=blue HTTP/1.1', 'GET /v2/shop/order?color=blue&customer= HTTP/1.1'],
    ['GET /v2/shop/order?customer=a&colr=blue', 'GET /v2/shop/order?customer=a&color=blue'],
    ['GET /v2/shop/order?customer=a&colour', 'GET /v2/shop/order?customer=a&color'],
    ['GET /v2/shop/order?customer=a&color=gren', 'GET /v2/shop/order?customer=a&color=green'],
    ['POST /v2/shop/order/42/cancel\nA: b', 'POST /v2/shop/order/42/cancel\nA: b\nX-Reason: '],
    ['DELETE /v2/shop/order/{{a}}', 'DELETE /v2/shop/order/{{a}}/cancel'],
    ['POST /v2/shop/order\r\nA: b\r\n', 'POST /v2/shop/order\r\nA: b\r\n\r\n{\r\n  "article": ""\r\n}\r\n'],
  ])('is what was meant first: %j', (text, wanted) => {
    expect(byDocument(text)[0]).toBe(wanted);
  });

  it('takes a parameter out with its mark', () => {
    expect(byDocument('GET /v2/shop/order?customer=a&nothing=b')).toContain('GET /v2/shop/order?customer=a');
    expect(byDocument('GET /v2/shop/order?nothing=b&customer=a')).toContain('GET /v2/shop/order?customer=a');
    expect(byDocument('GET /v2/shop/order/42?nothing=b')).toContain('GET /v2/shop/order/42');
  });

  it('is nothing where a variable holds several segments', () => {
    expect(byDocument('@base = /v2/shop/odrer\nGET {{base}}/42')).toEqual([]);
  });
});

describe('what a file alone makes of a request', () => {
  it.each([
    ['GTE /v2/shop', 'GET /v2/shop'],
    ['GET /v2/shop#top', 'GET /v2/shop%23top'],
    ['GET /v2/shop\n\nGET /v2/other', 'GET /v2/shop\n\n###\nGET /v2/other'],
    ['POST /v2/shop\n{"a": 1}', 'POST /v2/shop\n\n{"a": 1}'],
    ['GET /v2/shop\nAuthorization: x\nA: b', 'GET /v2/shop\nA: b'],
    ['@name = a\nGET /v2/{{nmae}}', '@name = a\nGET /v2/{{name}}'],
    [
      '# @name login\nGET /v2/a\n\n###\nGET /v2/{{logn.response.body.$.id}}',
      '# @name login\nGET /v2/a\n\n###\nGET /v2/{{login.response.body.$.id}}',
    ],
    ['GET /v2/{{a}}', '@a = \nGET /v2/{{a}}'],
    ['GET /v2/shop//order', 'GET /v2/shop/order'],
    ['GET /v2/shop/order/?a=b', 'GET /v2/shop/order?a=b'],
    ...[
      ['one.response.body.$..id', 'one.response.body.$.id'],
      ['one.response.body.$.items[*].id', 'one.response.body.$.items[0].id'],
      ['one.$.*.id', 'one.$[0].id'],
      ['one.request.body.$.id', 'one.response.body.$.id'],
      ["one.response.headers['x-next']", 'one.response.headers.x-next'],
    ].map(([written = '', wanted = '']) =>
      [written, wanted].map((use) => `# @name one\nGET /v2/a\n\n###\nGET /v2/b?c={{${use}}}`),
    ),
  ])('is what was meant first: %j', (text, wanted) => {
    expect(byFile(text)[0]).toBe(wanted);
  });

  it('is nothing for a slash in a variable, and for a place that is no path', () => {
    expect(byFile('@a = b/\nGET /v2/{{{a}}}/c')).toEqual([]);
    const named = '# @name one\nGET /v2/a\n\n###\n';
    expect(byFile(`${named}GET /v2/{{one.response.body.//reply[1]/@id}}`)).toEqual([]);
    expect(byFile(`${named}GET /v2/{{one.response.body.$[?(@.a)]}}`)).toEqual([]);
  });

  it('knows the names of the environment', () => {
    expect(byFile('GET /v2/{{regoin}}', ['region'])[0]).toBe('GET /v2/{{region}}');
  });
});
