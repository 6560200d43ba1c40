import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOfFormat } from '../../../../src/sandbox/data/formats.js';
import { Models } from '../../../../src/sandbox/data/models.js';
import { Judge, type Reading } from '../../../../src/sandbox/sections/judge.js';
import { parseOpenApi } from '../../../../src/schema/openapi.js';
import { editionOf } from '../ground.js';
import { compileByAjv } from './ajvJudge.js';

const files = [
  'odd.yaml',
  'forms.yaml',
  'zoo.yaml',
  'library.yaml',
  'dedicatedServer.yaml',
  'managedPlatform-2.1.yaml',
];

/** What is put in the place of a part of a value. */
const oddParts: readonly unknown[] = [
  ...[
    null,
    true,
    '',
    'x',
    'x'.repeat(300),
    '2026-02-30',
    '2026-02-28',
    '2026-02-28T10:00:00Z',
    '10.0.0.1',
    '10.0.0.300',
    'fd00::1',
  ],
  ...[0, -1, 1.5, 4_000_000_000, [], [null], [1, 1], {}, { odd: 1 }, { name: 'x' }],
];

/** A value with one of its parts, chosen by number, replaced or removed. */
function changed(value: unknown, target: number, part: unknown): unknown {
  let at = -1;
  const walk = (one: unknown): unknown => {
    at += 1;
    if (at === target) return part;
    if (Array.isArray(one)) return one.map(walk).filter((item) => item !== undefined);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one)
        // Ajv doesn't look at a field of this name.
        .map(([name, member]) => [name, name === '__proto__' ? member : walk(member)] as const)
        .filter(([, member]) => member !== undefined),
    );
  };
  return walk(value);
}

describe.each(files)('The judge of values by the schemas of %s', (file) => {
  const { document, data, models } = editionOf(file);
  const schemas = document.operations.flatMap(({ method, path, requestSchema, responseSchema }) => [
    ...(requestSchema
      ? [{ name: `${method} ${path}`, schema: requestSchema, reading: 'request' as const }]
      : []),
    ...(responseSchema
      ? [{ name: `${method} ${path}`, schema: responseSchema, reading: 'response' as const }]
      : []),
  ]);
  const judges: Readonly<Record<Reading, Judge>> = {
    request: new Judge(models, 'request'),
    response: new Judge(models, 'response'),
  };

  it.each(schemas)(
    'agrees with Ajv about each value changed for a $reading of $name',
    ({ schema, reading }) => {
      const validate = compileByAjv(models, schema, reading);
      fc.assert(
        fc.property(fc.nat(), fc.nat(60), fc.constantFrom(...oddParts, undefined), (place, target, part) => {
          const made: unknown = JSON.parse(JSON.stringify(data.make(schema, place)));
          const value = changed(made, target, part);
          if (value === undefined) return;
          const problems = judges[reading].problems(schema, value);
          expect(problems.length === 0, JSON.stringify({ value, problems, errors: validate.errors })).toBe(
            validate(value),
          );
        }),
        { numRuns: 8 },
      );
    },
  );
});

describe('A value judged by a schema', () => {
  const modelsOf = (schemas: object): Models =>
    new Models(parseOpenApi({ openapi: '3.0.0', info: {}, paths: {}, components: { schemas } }));
  const problemsOf = (schema: object, value: unknown): readonly string[] =>
    new Judge(modelsOf({}), 'request')
      .problems(schema, value)
      .map(({ path, message }) => `${path} ${message}`.trim());

  it.each([
    [{ type: 'number', multipleOf: 0.1 }, 0.3, []],
    [{ type: 'number', multipleOf: 0.1 }, 0.35, ['must be multiple of 0.1']],
    [{ type: 'integer', minimum: 2, maximum: 3 }, 4, ['must be <= 3']],
    [{ type: 'integer', minimum: 2, exclusiveMinimum: true }, 2, ['must be >= 3']],
    [{ type: 'string', minLength: 2 }, '😀', ['must NOT have fewer than 2 characters']],
    [{ type: 'string', pattern: '^a+$' }, 'b', ['must match pattern "^a+$"']],
    [{ type: 'string', pattern: '(' }, 'b', []],
    [{ type: 'string', format: 'unheard-of' }, 'b', []],
    [
      { type: 'array', uniqueItems: true, items: {} },
      [{ a: [1] }, 2, { a: [1] }],
      ['must NOT have duplicate items'],
    ],
    [{ type: 'object', additionalProperties: { type: 'integer' } }, { 'a.b': 'x' }, ['a.b must be integer']],
    [
      { type: 'object', minProperties: 1, additionalProperties: {} },
      {},
      ['must NOT have fewer than 1 properties'],
    ],
    [{ enum: [{ a: 1 }, 2] }, { a: 1 }, []],
    [{ type: 'string', nullable: true }, 5, ['must be string']],
  ] as const)('by %j, %j has the problems %j', (schema, value, problems) => {
    expect(problemsOf(schema, value)).toEqual(problems);
  });

  it('has the problems of the choice that comes closest', () => {
    const choice = (kind: string, field: string): object => ({
      type: 'object',
      properties: { kind: { enum: [kind] }, [field]: { type: 'integer' }, other: { type: 'integer' } },
      required: ['kind', field, 'other'],
    });
    const schema = { oneOf: [choice('a', 'first'), choice('b', 'second')] };
    expect(problemsOf(schema, { kind: 'b', second: 1 })).toEqual(['other is missing']);
  });

  it('ends where a choice leads back to itself', () => {
    const models = modelsOf({
      Loop: { oneOf: [{ $ref: '#/components/schemas/Back' }] },
      Back: { anyOf: [{ $ref: '#/components/schemas/Loop' }] },
    });
    const schema = { $ref: '#/components/schemas/Loop' };
    expect(() => new Judge(models, 'request').problems(schema, { a: 1 })).not.toThrow();
  });
});

describe('The format of a text', () => {
  it.each([
    ['date', '2024-02-29', '2023-02-29'],
    ['date-time', '2026-02-28T23:59:59.5+02:00', '2026-02-28T24:00:00Z'],
    ['time', '10:30', '1030'],
    ['duration', 'P1DT2H', 'P'],
    ['uri', 'mailto:a@example.org', '/path'],
    ['url', 'https://example.org/a?b', 'https://exa mple.org'],
    ['email', 'a.b@example.org', 'a.b@example'],
    ['hostname', 'a-1.example.org', '-a.example.org'],
    ['ipv4', '10.0.0.1', '10.0.0.256'],
    ['ipv6', 'fd00::1', 'fd00::1::2'],
    ['ip-block', '10.0.0.0/24', 'ten'],
    ['mac-address', '02:00:00:00:00:0a', '02-00'],
    ['phone-number', '+33 1 02 03', 'call'],
    ['byte', 'YWI=', 'a'],
    ['uuid', '0b0e0000-0000-4000-8000-000000000000', '0b0e'],
  ])('%s is that of %j and not of %j', (format, right, wrong) => {
    expect([isOfFormat(format, right), isOfFormat(format, wrong)]).toEqual([true, false]);
  });
});
