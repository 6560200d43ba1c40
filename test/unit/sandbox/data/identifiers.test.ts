import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifiersOf, usualWord } from '../../../../src/sandbox/data/identifiers.js';
import { Models } from '../../../../src/sandbox/data/models.js';
import { parseOpenApi } from '../../../../src/schema/openapi.js';

const models = new Models(parseOpenApi({ openapi: '3.0.0', info: {}, paths: {} }));
const schemas = {
  'a UUID': { type: 'string', format: 'uuid' },
  'a word': { type: 'string' },
  'a short word': { type: 'string', maxLength: 10 },
  'a number': { type: 'integer' },
  'a number from 7 on': { type: 'integer', minimum: 7 },
  'hexadecimal digits': { type: 'string', pattern: '^[0-9a-f]{32}$' },
  'a block of addresses': { type: 'string', format: 'ip-block' },
  'an address': { type: 'string', format: 'ipv4' },
  'a moment': { type: 'string', format: 'date-time' },
  'a telephone number': { type: 'string', format: 'phone-number' },
  'a network card': { type: 'string', format: 'mac-address' },
};

describe.each(Object.entries(schemas))('An identifier that is %s', (_, schema) => {
  const identifiers = identifiersOf({
    model: models.of(schema),
    name: 'id',
    listName: 'thing',
    word: usualWord,
  });
  const count = 120_000;

  it('leads back to its place in the list', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(count - 1), (list, index) => {
        expect(identifiers.indexOf(list, String(identifiers.at(list, index)), count)).toBe(index);
      }),
    );
  });

  it('is not one of a list that is too short for it', () => {
    expect(identifiers.indexOf(5, String(identifiers.at(5, 100)), 100)).toBeUndefined();
  });

  it('is different for each of many', () => {
    const many = new Set(Array.from({ length: 20_000 }, (_, index) => identifiers.at(9, index)));
    expect(many.size).toBe(20_000);
  });

  it('is not any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const index = identifiers.indexOf(3, text, count);
        expect(index === undefined || String(identifiers.at(3, index)) === text).toBe(true);
      }),
    );
  });
});

describe('An identifier with few values', () => {
  it('gives a list no more members than that', () => {
    const few = identifiersOf({
      model: models.of({ type: 'string', enum: ['a', 'b'] }),
      name: 'id',
      listName: 'thing',
      word: usualWord,
    });
    expect([few.most, few.at(1, 0), few.at(1, 1), few.indexOf(1, 'b', 2)]).toEqual([2, 'a', 'b', 1]);
  });
});
