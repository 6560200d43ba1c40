import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { readEdition } from '../../../src/sandbox/sections/editions.js';
import { BoundedPattern } from '../../../src/schema/patterns.js';
import { groundOn } from '../sandbox/ground.js';
import { listOf, model, openApi, operation } from '../schema/documents.js';
import type { JsonObject } from '../../../src/schema/openapi.js';
import { quick } from './bounds.js';

const HOSTILE = ['^(a+)+$', '^(a|a)*$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$', '(a{1,30}){1,30}b$'];
const LONG = `${'a'.repeat(60)}!`;

describe('a pattern of an API document', () => {
  test.each(HOSTILE)(
    '%s is checked within a bound, and a text that takes too long counts as valid',
    (source) => {
      const pattern = new BoundedPattern(source);
      quick(() => {
        for (let look = 0; look < 100; look += 1) pattern.test(LONG);
      });
    },
  );

  test.each([
    ['^[a-z]+$', 'abc', 'a1'],
    ['^(\\d{1,3}\\.){3}\\d{1,3}$', '10.0.0.1', '10.0.0'],
    ['^([a-z]+-)*[a-z]+$', 'a-b-c', 'a--b'],
    ['^.{300}$', 'x'.repeat(300), 'x'.repeat(299)],
  ])('%s still says what matches it', (source, right, wrong) => {
    const pattern = new BoundedPattern(source);
    expect([pattern.test(right), pattern.test(wrong)]).toEqual([true, false]);
  });

  test('that is invalid says so', () => {
    expect(() => new BoundedPattern('(')).toThrow(SyntaxError);
  });
});

/** A section with one list of things, whose names have a schema of their own. */
function sectionOf(name: JsonObject, schemas: Readonly<Record<string, JsonObject>> = {}): JsonObject {
  const spec = { type: 'object', properties: { name } };
  const thing = { type: 'object', properties: { id: { type: 'string' }, targetSpec: spec } };
  const body = { type: 'object', properties: { targetSpec: spec } };
  return openApi(
    {
      '/s/thing': { get: operation({ answer: listOf(thing) }), post: operation({ answer: thing, body }) },
      '/s/thing/{id}': { get: operation({ answer: thing }), put: operation({ answer: thing, body }) },
    },
    schemas,
  );
}

/** Everything that a sandbox does with a document: it makes things, answers with them, and checks what is sent. */
function play(document: JsonObject): void {
  const ground = groundOn(readEdition(document), { resources: 3 });
  const [first] = ground.list('/s/thing');
  const path = `/s/thing/${String(first?.id)}`;
  for (const name of [LONG, 'a'.repeat(100_000)]) {
    try {
      ground.call('PUT', path, { body: { targetSpec: { name } } });
    } catch {
      // Refused or not, it was answered.
    }
  }
}

describe('a sandbox of a document', () => {
  test.each([...HOSTILE, '((((a*)*)*)*)*', '(a{1000000}){1000000}', '(?=(b+)+c)a', '(?!(a+)+$)a+$'])(
    'whose names match %s answers',
    (pattern) => {
      quick(() => {
        play(sectionOf({ type: 'string', pattern }));
      });
    },
  );

  test.each<[string, Record<string, JsonObject>]>([
    [
      'a model that has itself as a part three times',
      { M0: { allOf: [model('M0'), model('M0'), model('M0')] } },
    ],
    [
      '20 models with 5 fields of the next',
      Object.fromEntries(
        Array.from({ length: 20 }, (_, at) => [
          `M${at}`,
          {
            type: 'object',
            properties: Object.fromEntries(
              ['a', 'b', 'c', 'd', 'e'].map((name) => [
                name,
                at === 19 ? { type: 'string' } : model(`M${at + 1}`),
              ]),
            ),
          },
        ]),
      ),
    ],
  ])('of %s answers', (_, schemas) => {
    quick(() => {
      play(sectionOf(model('M0'), schemas));
    });
  });

  test('in YAML whose aliases unfold to gigabytes shares the values of its aliases', () => {
    const text = Array.from({ length: 30 }, (_, at) =>
      at === 0 ? 'a0: &a0 [x]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`,
    ).join('\n');
    quick(() => parse(text, { maxAliasCount: -1 }) as unknown);
  });
});
