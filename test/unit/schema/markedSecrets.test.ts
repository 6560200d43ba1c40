import { describe, expect, test } from 'vitest';
import { markedSecrets } from '../../../src/schema/markedSecrets.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, listOf, model, operation } from './documents.js';

const password = { type: 'string', format: 'password' };

const api = document(
  {},
  {
    Word: password,
    Door: { type: 'object', properties: { code: password, inside: model('Door'), name: { type: 'string' } } },
    Both: { allOf: [model('Door'), { properties: { pin: password } }] },
    Either: { oneOf: [{ properties: { a: password } }, { anyOf: [{ properties: { b: password } }] }] },
  },
);

describe('a place of a body', () => {
  test.each<[string, unknown, readonly (string | number)[], boolean]>([
    ['a named field', model('Door'), ['code'], true],
    ['another named field', model('Door'), ['name'], false],
    ['a model inside itself', model('Door'), ['inside', 'inside', 'code'], true],
    ['a reference to a marked model', { properties: { word: model('Word') } }, ['word'], true],
    [
      'a mark beside a reference',
      { properties: { d: { ...model('Door'), format: 'password' } } },
      ['d', 'name'],
      true,
    ],
    ['members of a list', { properties: { words: listOf(password) } }, ['words', 3], true],
    ['members of a list by a text', { properties: { words: listOf(password) } }, ['words', '3'], true],
    ['fields of members', listOf(model('Door')), [0, 'code'], true],
    ['entries of a map', { properties: { env: { additionalProperties: password } } }, ['env', 'x'], true],
    ['a named entry of a map', { properties: { n: {} }, additionalProperties: password }, ['n'], false],
    ['keys by a pattern', { patternProperties: { '^x': password } }, ['xy'], true],
    ['a part', model('Both'), ['pin'], true],
    ['a part that is a model', model('Both'), ['code'], true],
    ['an alternative', model('Either'), ['a'], true],
    ['an alternative of an alternative', model('Either'), ['b'], true],
    ['an alternative of members', listOf(model('Either')), [1, 'b'], true],
    ['what no schema names', model('Door'), ['other', 0, 'x'], false],
    ['a name that every object has', model('Door'), ['constructor'], false],
  ])('is secret or not by its mark in %s', (_, schema, place, isMarked) => {
    expect(markedSecrets(api)(schema)(place)).toBe(isMarked);
    expect(markedSecrets(api)({}, schema)(place)).toBe(isMarked);
  });
});

describe('places of one body', () => {
  test('are secret or not whatever place was looked up before, also by a path that is changed in between', () => {
    const both = model('Both');
    const places = [
      [],
      ['pin'],
      ['code'],
      ['name'],
      ['inside'],
      ['inside', 'code'],
      ['inside', 'name'],
      ['inside', 'inside', 'code'],
    ];
    const isMarked = markedSecrets(api)(both);
    const path: string[] = [];
    for (const before of places) {
      for (const place of places) {
        for (const next of [before, place]) {
          path.splice(0, path.length, ...next);
          expect([next, isMarked(path)]).toEqual([next, markedSecrets(api)(both)(next)]);
        }
      }
    }
  });
});

describe('a place that has names, indexes and other names', () => {
  test('has each kind secret or not by its own schema, whatever was looked up before', () => {
    const schema = { items: password, additionalProperties: {}, properties: { pin: password, 7: {} } };
    const isMarked = markedSecrets(api)(schema);
    const steps = ['x', 0, 'pin', 'y', '3', 'z', 5, '7', 'pin', '4'];
    expect(steps.filter((step) => isMarked([step]))).toEqual([0, 'pin', '3', 5, '7', 'pin', '4']);
  });
});

describe('a resource that is created', () => {
  const body = { type: 'object', properties: { word: password, name: { type: 'string' } } };
  const list = operation({ answer: listOf({ type: 'object', properties: { id: { type: 'string' } } }) });
  const { collections } = readCatalogue(
    '/s',
    document({
      '/s/thing': { get: list, post: operation({ body }) },
      '/s/thing/{id}': { get: operation({ answer: { type: 'object', properties: { id: {} } } }) },
      '/s/wrapped': { get: list, post: operation({ body: { properties: { targetSpec: body } } }) },
      '/s/listed': { get: list },
    }),
  );
  const marked = (name: string, ...place: readonly string[]): boolean | undefined =>
    collections.find(({ path }) => path === `/s/${name}`)?.isMarkedSecret(place);

  test('has the secrets that only its creation marks, whether it can be read afterwards or not', () => {
    expect(marked('thing', 'word')).toBe(true);
    expect(collections[0]?.item?.isMarkedSecret(['word'])).toBe(true);
    expect(marked('wrapped', 'word')).toBe(true);
    expect(marked('thing', 'name')).toBe(false);
    expect(marked('listed', 'word')).toBe(false);
  });
});
