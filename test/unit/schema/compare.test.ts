import { describe, expect, it } from 'vitest';
import { compareDocuments, countWays, type SchemaDifference } from '../../../src/schema/compare.js';
import type { JsonObject } from '../../../src/schema/openapi.js';
import { document, listOf, model, operation } from './documents.js';

/** One line a difference: `! changed request size: type`, where `!` is breaking. */
function lines(differences: readonly SchemaDifference[]): readonly string[] {
  return differences.map(({ kind, subject, operation: name, field, aspect, isBreaking }) =>
    [isBreaking ? '!' : '-', kind, subject, ...(subject === 'operation' ? [name] : [field || '*']), aspect]
      .filter((word) => word !== undefined)
      .join(' '),
  );
}

const body = (properties: Record<string, JsonObject>, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

const sent = (before: JsonObject, after: JsonObject): readonly string[] =>
  lines(
    compareDocuments(
      document({ '/s/a': { put: operation({ body: before }) } }),
      document({ '/s/a': { put: operation({ body: after }) } }),
    ),
  );

const answered = (before: JsonObject, after: JsonObject): readonly string[] =>
  lines(
    compareDocuments(
      document({ '/s/a': { get: operation({ answer: before }) } }),
      document({ '/s/a': { get: operation({ answer: after }) } }),
    ),
  );

const [text, number] = [{ type: 'string' }, { type: 'integer' }];

describe('comparing documents', () => {
  it('finds nothing in a document and itself', () => {
    const paths = { '/s/a/{id}': { get: operation({ answer: listOf(model('Node')) }) } };
    const schemas = { Node: body({ next: model('Node'), names: listOf(text) }, ['next']) };
    expect(compareDocuments(document(paths, schemas), document(paths, schemas))).toEqual([]);
  });

  it('tells operations that came and went, whatever a path calls its parameters', () => {
    const before = document({
      '/s/a/{id}': { get: operation(), delete: operation() },
      '/s/b': { get: operation() },
    });
    const after = document({ '/s/a/{aId}': { get: operation() }, '/s/c': { post: operation() } });
    expect(lines(compareDocuments(before, after))).toEqual([
      '! removed operation DELETE /s/a/{id}',
      '! removed operation GET /s/b',
      '- added operation POST /s/c',
    ]);
  });

  it('tells parameters', () => {
    const parameter = (name: string, required = false): JsonObject => ({
      name,
      in: 'query',
      required,
      schema: text,
    });
    const of = (...parameters: readonly JsonObject[]): ReturnType<typeof document> =>
      document({ '/s/a': { get: operation({ parameters }) } });
    const differences = compareDocuments(
      of(parameter('gone'), parameter('a')),
      of(parameter('a', true), parameter('new'), parameter('asked', true)),
    );
    expect(lines(differences)).toEqual([
      '! removed parameter gone',
      '! changed parameter a required',
      '- added parameter new',
      '! added parameter asked',
    ]);
  });

  it('tells a body by what its sender meets', () => {
    expect(sent(body({ a: text, b: text }), body({ a: number, c: text, d: text }, ['d']))).toEqual([
      '! changed request a type',
      '! removed request b',
      '- added request c',
      '! added request d',
    ]);
    expect(sent(body({ a: text }), body({ a: text }, ['a']))).toEqual(['! changed request a required']);
    expect(sent(body({ a: text }, ['a']), body({ a: text }))).toEqual(['- changed request a required']);
    expect(sent(body({ a: { ...text, nullable: true } }), body({ a: text }))).toEqual([
      '! changed request a nullable',
    ]);
    expect(sent(body({ a: text }), body({ a: { ...text, readOnly: true } }))).toEqual([
      '! changed request a readOnly',
    ]);
  });

  it('tells an answer by what its reader meets', () => {
    expect(answered(body({ a: text, b: text }, ['b']), body({ b: text, c: text }))).toEqual([
      '! changed response b required',
      '! removed response a',
      '- added response c',
    ]);
    expect(answered(body({ a: text }), body({ a: { ...text, nullable: true } }))).toEqual([
      '! changed response a nullable',
    ]);
  });

  it('tells allowed values', () => {
    const values = (...all: readonly string[]): JsonObject => body({ k: { type: 'string', enum: all } });
    expect(sent(values('a', 'b'), values('b', 'a'))).toEqual([]);
    expect(sent(values('a'), values('a', 'b'))).toEqual(['- changed request k enum']);
    expect(sent(values('a', 'b'), values('a'))).toEqual(['! changed request k enum']);
    expect(sent(body({ k: text }), values('a'))).toEqual(['! changed request k enum']);
    expect(sent(values('a'), body({ k: text }))).toEqual(['- changed request k enum']);
    expect(answered(values('a'), values('a', 'b'))).toEqual(['- changed response k enum']);
  });

  it('tells of an object that came or went only the object', () => {
    const deep = body({ in: body({ x: text, list: listOf(body({ y: text })) }) });
    expect(answered(deep, body({}))).toEqual(['! removed response in']);
    expect(answered(body({}), deep)).toEqual(['- added response in']);
  });

  it('finds a field in lists and maps', () => {
    const deep = (type: JsonObject): JsonObject =>
      body({ list: listOf(body({ map: { type: 'object', additionalProperties: body({ x: type }) } })) });
    expect(answered(deep(text), deep(number))).toEqual(['! changed response list[].map{}.x type']);
  });
});

describe('in how many ways two documents differ', () => {
  it('counts a field of a model once, however many operations and lists show it', () => {
    const paths = {
      '/s/thing': {
        get: operation({ answer: listOf(model('s.Thing')) }),
        post: operation({ answer: model('s.Thing') }),
      },
      '/s/thing/{id}': { get: operation({ answer: model('s.Thing') }) },
    };
    const thing = (size: string): Readonly<Record<string, JsonObject>> => ({
      's.Thing': { type: 'object', properties: { size: { type: size } } },
    });
    const differences = compareDocuments(document(paths, thing('integer')), document(paths, thing('string')));
    expect(differences.length).toBeGreaterThan(2);
    expect(countWays(differences)).toEqual({ all: 1, breaking: 1 });
  });

  it('counts operations one by one', () => {
    const before = document({ '/s/a': { get: operation() }, '/s/b': { get: operation() } });
    const after = document({ '/s/c': { get: operation() } });
    expect(countWays(compareDocuments(before, after))).toEqual({ all: 3, breaking: 2 });
  });
});
