import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseStoredList,
  putFirst,
  search,
  storedList,
  without,
  type KnownResource,
} from '../../../src/resource/knownResource.js';

function known(path: string, name = path.split('/').at(-1) ?? '', urn?: string): KnownResource {
  return { kind: 'item', address: { account: 'me', segments: path.split('/').filter(Boolean) }, name, urn };
}

const production = known('/shop/order/7f3a', 'Production database', 'urn:v1:eu:resource:order:7f3a');
const staging = known('/shop/order/91bc', 'Staging database');
const web = known('/shop/order/55d0/line/web', 'Production web');
const all = [production, staging, web];

describe('a list of known resources', () => {
  it('has an entry once, the newest in front, and ends at its limit', () => {
    expect(putFirst(all, [known('/shop/order/91bc', 'Renamed')], 2).map(({ name }) => name)).toEqual([
      'Renamed',
      'Production database',
    ]);
  });

  it('loses an address', () => {
    expect(without(all, staging.address)).toEqual([production, web]);
  });

  it('is stored and read back as it was', () => {
    const segments = fc.array(
      fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => !/\p{Surrogate}/u.test(one)),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    const entry = fc.record({
      kind: fc.constantFrom<KnownResource['kind']>('item', 'collection'),
      address: fc.record({ account: fc.constant('me'), segments }),
      name: fc.string({ minLength: 1 }),
      urn: fc.option(fc.string(), { nil: undefined }),
    });
    fc.assert(
      fc.property(entry, (one) => {
        const stored: unknown = JSON.parse(JSON.stringify(storedList([one])));
        expect(parseStoredList(stored, 'me')).toEqual([one]);
      }),
    );
  });

  it('leaves out what is no entry, and keeps the rest', () => {
    const stored = [null, 1, {}, { path: '' }, { path: '/%zz' }, { path: '/shop/a%2Fb', name: 5 }];
    expect(parseStoredList(stored, 'me')).toEqual([
      { kind: 'item', address: { account: 'me', segments: ['shop', 'a/b'] }, name: 'a/b', urn: undefined },
    ]);
    expect(parseStoredList({ path: '/x' }, 'me')).toEqual([]);
  });
});

describe('searching known resources', () => {
  it.each([
    ['prod', [production, web]],
    ['prod data', [production]],
    ['web prod', [web]],
    ['91bc', [staging]],
    ['order/7f3a', [production]],
    ['eu:resource', [production]],
    ['stgdb', [staging]],
    ['nothing of this', []],
  ])('%s', (query, found) => {
    expect(new Set(search(all, query, 10))).toEqual(new Set(found));
  });

  it('finds no identifier and no URN by letters that are scattered in it', () => {
    const lab = known('/shop/project/d5e90c7f1b', 'Data science lab', 'urn:v1:eu:resource:project:acme/lab');
    expect(search([lab], 'prod', 10)).toEqual([]);
    expect(search([lab], 'lab d5e9', 10)).toEqual([lab]);
    expect(search([lab], 'dsl', 10)).toEqual([lab]);
  });

  it('gives the best ones first, and no more than requested', () => {
    expect(search([web, staging, production], 'production database', 1)).toEqual([production]);
  });

  it('finds a name or an identifier that is the query first, then names that begin so', () => {
    const web = known('/shop/order/1', 'web');
    const others = ['a web', 'webshop', 'my web', 'Web-01'].map((name, index) =>
      known(`/shop/order/${String(index + 2)}`, name),
    );
    const byId = known('/shop/line/web', 'Front');
    const found = search([...others, web, byId], 'WEB', 10).map(({ name }) => name);
    expect(new Set(found.slice(0, 2))).toEqual(new Set(['web', 'Front']));
    expect(new Set(found.slice(2, 4))).toEqual(new Set(['webshop', 'Web-01']));
    expect(search([...others, web], 'web', 1)).toEqual([web]);
  });
});
