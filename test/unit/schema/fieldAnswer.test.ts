import { describe, expect, it } from 'vitest';
import type { FieldInput, FormField } from '../../../src/schema/actionForm.js';
import { readAnswer, typedText } from '../../../src/schema/fieldAnswer.js';
import type { JsonObject } from '../../../src/schema/openapi.js';
import { PATTERN } from '../../../src/schema/patterns.js';

const INPUTS: Readonly<Record<string, FieldInput>> = {
  integer: { kind: 'number', isWhole: true },
  number: { kind: 'number', isWhole: false },
};

function field(schema: JsonObject, parts: Partial<FormField> = {}): FormField {
  return {
    place: 'body',
    name: 'field',
    description: undefined,
    isRequired: true,
    isNullable: false,
    isDeprecated: false,
    input: INPUTS[String(schema.type)] ?? { kind: 'text' },
    preset: undefined,
    example: undefined,
    schema,
    ...parts,
  };
}

const said = (...parts: Parameters<typeof readAnswer>): string => {
  const answer = readAnswer(...parts);
  return answer.kind === 'json' ? answer.json : [answer.problem.code, ...answer.problem.args].join(' ');
};

describe('what is typed for a field', () => {
  it.each([
    [{ type: 'integer' }, ' 42 ', '42'],
    [{ type: 'integer' }, '12345678901234567890', '12345678901234567890'],
    [{ type: 'integer' }, '1.5', 'notWhole'],
    [{ type: 'integer' }, '', 'notWhole'],
    [{ type: 'integer' }, '007', 'notWhole'],
    [{ type: 'integer', minimum: 0, maximum: 72 }, '73', 'tooLarge 72'],
    [{ type: 'integer', minimum: 0, maximum: 72 }, '-1', 'tooSmall 0'],
    [{ type: 'number', exclusiveMinimum: 0 }, '0', 'tooSmall 0'],
    [{ type: 'number' }, '1.50', '1.50'],
    [{ type: 'number' }, '1,5', 'notNumber'],
    [{ type: 'string' }, 'say "hi"', '"say \\"hi\\""'],
    [{ type: 'string' }, '', '""'],
    [{ type: 'string', minLength: 5 }, 'four', 'tooShort 5'],
    [{ type: 'string', maxLength: 2 }, '😀😀', '"😀😀"'],
    [{ type: 'string', maxLength: 2 }, 'abc', 'tooLong 2'],
    [{ type: 'string', [PATTERN]: '^[a-z]+$' }, 'A', 'pattern ^[a-z]+$'],
    [{ type: 'string', [PATTERN]: '([' }, 'A', '"A"'],
    [{ type: 'string', format: 'date' }, '2028-02-29', '"2028-02-29"'],
    [{ type: 'string', format: 'date' }, '2026-02-30', 'notDate'],
    [{ type: 'string', format: 'date-time' }, '2026-01-31T10:00:00Z', '"2026-01-31T10:00:00Z"'],
    [{ type: 'string', format: 'date-time' }, '2026-01-31T10:00:00+01:00', '"2026-01-31T10:00:00+01:00"'],
    [{ type: 'string', format: 'date-time' }, '2026-01-31', 'notMoment'],
    [{ type: 'string', format: 'uuid' }, '0b6a6c1e', 'notUuid'],
    [{ type: 'string', format: 'unheard-of' }, 'x', '"x"'],
  ])('%j: %j is %s', (schema: JsonObject, text, expected) => {
    expect(said(field(schema), text)).toBe(expected);
  });

  it('is nothing when it is empty and may be nothing, but never in a path', () => {
    expect(said(field({ type: 'integer' }, { isNullable: true }), '')).toBe('null');
    expect(said(field({ type: 'string' }, { isNullable: true }), '')).toBe('null');
    expect(said(field({ type: 'string' }, { isNullable: true, place: 'path' }), '')).toBe('empty');
  });

  it('can be typed again from the value', () => {
    expect(['"a b"', '12', 'true', undefined].map(typedText)).toEqual(['a b', '12', 'true', '']);
  });
});
