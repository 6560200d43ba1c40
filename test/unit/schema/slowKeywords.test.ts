import { describe, expect, test } from 'vitest';
import {
  allowedValues,
  hasOwnKeywords,
  hasUniqueItems,
  longListOf,
  withoutSlowKeywords,
} from '../../../src/schema/slowKeywords.js';

const many = Array.from({ length: 300 }, (_, index) => `v${index}`);

describe('a schema for the language service', () => {
  test('has no long list of allowed values, which is found beside', () => {
    const made = withoutSlowKeywords({ type: 'string', enum: many });
    expect([made.enum, allowedValues(made), longListOf(made)]).toEqual([undefined, many, many]);
  });

  test('keeps a short list of allowed values', () => {
    const made = withoutSlowKeywords({ enum: ['a', 'b'] });
    expect([made, allowedValues(made), longListOf(made)]).toEqual([
      { enum: ['a', 'b'] },
      ['a', 'b'],
      undefined,
    ]);
    expect(hasOwnKeywords(made)).toBe(false);
  });

  test('does not say that members differ, which is found beside', () => {
    const made = withoutSlowKeywords({ items: { uniqueItems: true } }) as { items: Record<string, unknown> };
    expect([made.items.uniqueItems, hasUniqueItems(made.items), hasOwnKeywords(made)]).toEqual([
      undefined,
      true,
      true,
    ]);
  });

  test('keeps fields that are called like keywords, and values that look like schemas', () => {
    const schema = {
      properties: { enum: { type: 'string' }, not: { type: 'number' }, default: { uniqueItems: true } },
      default: { uniqueItems: true, enum: many },
    };
    const { properties, default: kept } = withoutSlowKeywords(schema);
    expect(kept).toBe(schema.default);
    expect(properties).toMatchObject({ enum: { type: 'string' }, not: { type: 'number' } });
    expect(hasUniqueItems((properties as Record<string, Record<string, unknown>>).default ?? {})).toBe(true);
  });

  test('refuses nothing by a part whose keyword is checked elsewhere', () => {
    expect(withoutSlowKeywords({ not: { enum: many } })).toEqual({});
    expect(withoutSlowKeywords({ not: { type: 'null' } })).toEqual({ not: { type: 'null' } });
  });
});
