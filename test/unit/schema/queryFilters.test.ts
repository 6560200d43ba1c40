import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestPath } from '../../../src/api/requestPath.js';
import { conditionsValue, queryFiltersOf, textsValue } from '../../../src/schema/queryFilters.js';

const document = {
  raw: {
    components: {
      schemas: {
        Condition: {
          type: 'object',
          properties: {
            operator: { allOf: [{ $ref: '#/components/schemas/Operator' }], nullable: true },
            value: { type: 'string' },
          },
        },
        Operator: { type: 'string', enum: ['EQ', 'EXISTS'] },
      },
    },
  },
};

function filters(schema: unknown, place: 'query' | 'header' | 'path' = 'query'): unknown {
  const parameter = { name: 'by', in: place, required: false, description: 'Only these', schema };
  return queryFiltersOf(document, { parameters: [parameter] }).map(({ input }) => input);
}

describe("a list's own filters", () => {
  it.each([
    [{ type: 'string' }, [{ kind: 'text' }]],
    [{ type: 'integer' }, [{ kind: 'text' }]],
    [{ type: 'boolean' }, [{ kind: 'choice', values: ['true', 'false'] }]],
    [{ $ref: '#/components/schemas/Operator' }, [{ kind: 'choice', values: ['EQ', 'EXISTS'] }]],
    [{ type: 'array', items: { type: 'string' } }, [{ kind: 'texts' }]],
    [
      { type: 'array', items: { $ref: '#/components/schemas/Operator' } },
      [{ kind: 'choice', values: ['EQ', 'EXISTS'] }],
    ],
    [
      {
        type: 'object',
        additionalProperties: { type: 'array', items: { $ref: '#/components/schemas/Condition' } },
      },
      [{ kind: 'conditions', operators: ['EQ', 'EXISTS'] }],
    ],
    [{ type: 'object' }, []],
    [{ type: 'array', items: { type: 'object' } }, []],
    [undefined, []],
  ])('%j', (schema, expected) => {
    expect(filters(schema)).toEqual(expected);
  });

  it('are in the query alone', () => {
    expect(filters({ type: 'string' }, 'header')).toEqual([]);
    expect(filters({ type: 'string' }, 'path')).toEqual([]);
  });
});

describe("a filter's value", () => {
  const sent = (value: ReturnType<typeof textsValue>): URLSearchParams =>
    new URL(
      requestPath({ method: 'GET', path: '/x' }, { path: '/x', query: { by: value } }),
      'https://a.example',
    ).searchParams;

  it('of several texts repeats the name', () => {
    expect(sent(textsValue(' a, b&c ,,d=e')).getAll('by')).toEqual(['a', 'b&c', 'd=e']);
  });

  it('of conditions is a map in JSON, as the tag filters are documented', () => {
    const value = conditionsValue({ key: 'env', operator: 'EQ', value: 'production' });
    expect(sent(value).get('by')).toBe('{"env":[{"operator":"EQ","value":"production"}]}');
    expect(conditionsValue({ key: 'env', operator: 'EXISTS', value: undefined })).toBe(
      '{"env":[{"operator":"EXISTS"}]}',
    );
  });

  it('arrives as it was meant, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (key, value) => {
        const query = sent(conditionsValue({ key, operator: undefined, value }));
        expect([...query.keys()]).toEqual(['by']);
        expect(Object.entries(JSON.parse(query.get('by')!) as object)).toEqual([[key, [{ value }]]]);
      }),
    );
  });
});
