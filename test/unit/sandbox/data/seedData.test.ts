import fc from 'fast-check';
import type { ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../documentSchemas.js';
import { editionOf } from '../ground.js';

const files = [
  'odd.yaml',
  'dedicatedServer.yaml',
  'access-1.0.yaml',
  'access-2.1.yaml',
  'managedPlatform-1.0.yaml',
  'managedPlatform-2.1.yaml',
];

describe.each(files)('Data made for %s', (file) => {
  const { document, data } = editionOf(file);
  const validators = new Map<unknown, ValidateFunction>();
  const answers = document.operations.flatMap(({ method, path, responseSchema }) =>
    responseSchema ? [{ name: `${method} ${path}`, schema: responseSchema }] : [],
  );

  it.each(answers)('fits the schema of $name at every place', ({ schema }) => {
    let validate = validators.get(schema);
    if (!validate) validators.set(schema, (validate = compileSchema(document, schema, 'response')));
    fc.assert(
      fc.property(fc.nat(), (place) => {
        const value: unknown = JSON.parse(JSON.stringify(data.make(schema, place)));
        expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('has the least number of different members also where few values make many equal ones', () => {
    const pair = { type: 'array', uniqueItems: true, minItems: 2, maxItems: 2, items: { enum: ['a', 'b'] } };
    for (let place = 0; place < 2_000; place += 1)
      expect(new Set(data.make(pair, place) as string[]).size).toBe(2);
  });

  it('is the same whenever it is made', () => {
    const again = editionOf(file).data;
    for (const [index, { schema }] of answers.entries()) {
      expect(data.make(schema, index)).toEqual(data.make(schema, index));
      expect(again.make(document.schemas[Object.keys(document.schemas)[0]!], 4)).toEqual(
        data.make(document.schemas[Object.keys(document.schemas)[0]!], 4),
      );
    }
  });
});

describe('Data made from hostile names', () => {
  it('holds them as own fields and changes no other object', () => {
    const { document, data } = editionOf('odd.yaml');
    const made = data.make(document.schemas['odd.Thing'], 1) as Record<string, unknown>;
    expect(Object.hasOwn(made, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(made.constructor).toBe(7);
    expect(made).not.toHaveProperty('secret');
  });
});
