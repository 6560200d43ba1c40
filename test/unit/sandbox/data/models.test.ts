import { describe, expect, it } from 'vitest';
import { Models } from '../../../../src/sandbox/data/models.js';
import { readEdition } from '../../../../src/sandbox/sections/editions.js';
import { parseOpenApi } from '../../../../src/schema/openapi.js';

const of = (schemas: Record<string, unknown>, schema: unknown): ReturnType<Models['of']> =>
  new Models(parseOpenApi({ openapi: '3.0.0', info: {}, paths: {}, components: { schemas } })).of(schema);

describe('A model', () => {
  it('joins the parts of allOf with the keywords beside them', () => {
    const model = of(
      { a: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] } },
      {
        allOf: [{ $ref: '#/components/schemas/a' }, { properties: { y: {} }, required: ['y'] }],
        readOnly: true,
      },
    );
    expect([[...model.properties.keys()], [...model.required], model.isReadOnly]).toEqual([
      ['x', 'y'],
      ['x', 'y'],
      true,
    ]);
  });

  it('takes null where the document says so, and is sure of it only beside a type', () => {
    const schemas = { a: { type: 'string' } };
    const beside = of(schemas, { type: 'string', nullable: true });
    const around = of(schemas, { allOf: [{ $ref: '#/components/schemas/a' }], nullable: true });
    expect([beside.takesNull, beside.isNullable, around.takesNull, around.isNullable]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('moves a limit inside when it is excluded', () => {
    expect(of({}, { type: 'integer', minimum: 3, exclusiveMinimum: true }).minimum).toBe(4);
    expect(of({}, { type: 'integer', exclusiveMaximum: 9 }).maximum).toBe(8);
  });

  it('of a reference to itself, or to nowhere, says nothing', () => {
    const circle = { a: { $ref: '#/components/schemas/b' }, b: { $ref: '#/components/schemas/a' } };
    expect(of(circle, { $ref: '#/components/schemas/a' }).shape).toBe('any');
    expect(of({}, { $ref: '#/nowhere' }).shape).toBe('any');
    expect(of({}, 'nonsense').shape).toBe('any');
  });

  it('that has to hold itself ends nevertheless', () => {
    const node = {
      type: 'object',
      properties: { next: { $ref: '#/components/schemas/node' } },
      required: ['next'],
    };
    const { data, document } = readEdition({
      openapi: '3.0.0',
      info: {},
      paths: {},
      components: { schemas: { node } },
    });
    expect(JSON.stringify(data.make(document.schemas.node, 1)).length).toBeLessThan(500);
  });
});
