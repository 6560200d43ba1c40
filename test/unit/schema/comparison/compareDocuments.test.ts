import { describe, expect, it } from 'vitest';
import { compareDocuments, compareInSlices } from '../../../../src/schema/comparison/compareDocuments.js';
import type { Change } from '../../../../src/schema/comparison/judge.js';
import { parseOpenApi, type JsonObject, type OpenApiDocument } from '../../../../src/schema/openapi.js';
import { document, listOf, model, openApi, operation } from '../documents.js';

const TEXT: JsonObject = { type: 'string' };

const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

/** One line a change: `breaking enum-value-removed request s.Kind`. */
function lines(changes: readonly Change[]): readonly string[] {
  return changes.map(({ severity, kind, direction, place }) =>
    [severity, kind, ...(direction === 'none' ? [] : [direction]), place].join(' '),
  );
}

const between = (before: OpenApiDocument, after: OpenApiDocument): readonly string[] =>
  lines(compareDocuments(before, after));

/** What differs when the model `M`, which a GET answers and a PUT takes, is another one. */
function models(before: JsonObject, after: JsonObject): readonly string[] {
  const of = (schema: JsonObject): OpenApiDocument =>
    document(
      { '/s/a': { get: operation({ answer: model('M') }), put: operation({ body: model('M') }) } },
      { M: schema },
    );
  return between(of(before), of(after));
}

describe('comparing documents', () => {
  it('finds nothing in a document and itself, though a model holds itself', () => {
    const paths = { '/s/a/{id}': { get: operation({ answer: listOf(model('Node')) }) } };
    const schemas = { Node: object({ next: model('Node'), names: listOf(TEXT) }, ['next']) };
    expect(between(document(paths, schemas), document(paths, schemas))).toEqual([]);
  });

  it('reports a change of a model once, with every operation that it reaches', () => {
    const of = (...values: readonly string[]): OpenApiDocument =>
      document(
        {
          '/s/key': { post: operation({ body: model('okms.Key') }) },
          '/s/key/{id}': { get: operation({ answer: listOf(model('okms.Key')) }), delete: operation() },
        },
        {
          'okms.Key': object({ format: { allOf: [model('okms.KeyFormatEnum')], description: 'Which.' } }),
          'okms.KeyFormatEnum': { type: 'string', enum: values },
        },
      );
    const [change, ...others] = compareDocuments(of('JWK', 'PEM'), of('JWK'));
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      kind: 'enum-value-removed',
      severity: 'breaking',
      direction: 'both',
      place: 'okms.KeyFormatEnum',
      before: 'PEM',
      operations: ['POST /s/key', 'GET /s/key/{id}'],
      pointers: { before: '/components/schemas/okms.KeyFormatEnum/enum', after: undefined },
    });
  });

  it('judges a model by the directions in which operations hold it', () => {
    const of = (use: 'body' | 'answer', ...values: readonly string[]): OpenApiDocument =>
      document({ '/s/a': { put: operation({ [use]: model('K') }) } }, { K: { enum: values } });
    expect(between(of('body', 'a'), of('body', 'a', 'b'))).toEqual(['compatible enum-value-added request K']);
    expect(between(of('answer', 'a'), of('answer', 'a', 'b'))).toEqual(['risky enum-value-added response K']);
    expect(between(of('answer', 'a', 'b'), of('answer', 'a'))).toEqual([
      'compatible enum-value-removed response K',
    ]);
  });

  it('leaves fields that can only be read out of requests', () => {
    const of = (limit: number, isReadOnly: boolean): OpenApiDocument =>
      document(
        { '/s/a': { put: operation({ body: model('M') }) } },
        {
          M: object({ state: { allOf: [model('State')], ...(isReadOnly && { readOnly: true }) } }),
          State: object({ name: { type: 'string', maxLength: limit } }),
        },
      );
    expect(between(of(9, true), of(3, true))).toEqual(['cosmetic max-length-lowered State.name']);
    expect(between(of(9, false), of(3, false))).toEqual(['breaking max-length-lowered request State.name']);
    expect(between(of(9, false), of(9, true))).toEqual(['breaking became-read-only request M.state']);
  });

  it('names fields in lists, maps and models whose names have dots', () => {
    const of = (type: JsonObject): OpenApiDocument =>
      document(
        { '/s/a': { get: operation({ answer: model('s.Deep') }) } },
        {
          's.Deep': object({
            list: listOf(object({ map: { type: 'object', additionalProperties: object({ x: type }) } })),
          }),
        },
      );
    expect(between(of(TEXT), of({ type: 'integer' }))).toEqual([
      'breaking type-changed response s.Deep.list[].map{}.x',
    ]);
  });

  it('reports only the object when a whole object was added or removed', () => {
    const deep = object({ in: object({ x: TEXT, list: listOf(object({ y: TEXT })) }) });
    expect(models(deep, object({}))).toEqual(['breaking field-removed both M.in']);
    expect(models(object({}), deep)).toEqual(['compatible field-added both M.in']);
  });

  it('shows a keyword that it doesn’t know as changed', () => {
    expect(models({ ...TEXT, frobnicate: 1 }, { ...TEXT, frobnicate: 2 })).toEqual([
      'risky keyword-changed both M',
    ]);
    expect(models(TEXT, { ...TEXT, 'x-frobnicate': 2 })).toEqual(['compatible extension-changed both M']);
  });

  it('reports a default that is only spelled out, and no change of order', () => {
    expect(models(TEXT, { ...TEXT, nullable: false })).toEqual(['cosmetic default-spelled-out both M']);
    expect(models({ type: 'object', additionalProperties: {} }, { type: 'object' })).toEqual([
      'cosmetic default-left-out both M',
    ]);
    expect(models({ enum: ['a', 'b'] }, { enum: ['b', 'a'] })).toEqual([]);
    expect(
      models(object({ a: TEXT, b: TEXT }, ['a', 'b']), object({ b: TEXT, a: TEXT }, ['b', 'a'])),
    ).toEqual([]);
  });

  it('reports what comes beside a reference to a parameter whose definition was removed', () => {
    const of = (written: JsonObject, components: JsonObject): OpenApiDocument =>
      parseOpenApi({
        ...openApi({ '/s/a': { get: operation({ parameters: [written] }) } }),
        components,
      });
    const reference = { $ref: '#/components/parameters/Q' };
    const known = { parameters: { Q: { name: 'q', in: 'query' } } };
    const [was, is] = [of(reference, known), of({ ...reference, planted: 1 }, {})];
    expect(compareDocuments(was, is).map(({ pointers }) => pointers.after)).toContain(
      '/paths/~1s~1a/get/parameters/0/planted',
    );
    expect(compareDocuments(is, was).map(({ pointers }) => pointers.before)).toContain(
      '/paths/~1s~1a/get/parameters/0/planted',
    );
  });

  it('reports what isn’t a parameter where it is written, at the path or at its operation', () => {
    const of = (ofPath: readonly unknown[], ofOperation: readonly unknown[]): OpenApiDocument => {
      const get = operation({ parameters: ofOperation });
      return parseOpenApi(openApi({ '/s/a': { parameters: ofPath, get } }));
    };
    const pointers = (after: OpenApiDocument) =>
      compareDocuments(of([], []), after).map((change) => change.pointers.after);
    expect(pointers(of([1], []))).toEqual(['/paths/~1s~1a/parameters']);
    expect(pointers(of([], [1]))).toEqual(['/paths/~1s~1a/get/parameters']);
  });

  it('survives schemas that are nested deeper than any stack', () => {
    let deep: JsonObject = TEXT;
    for (let level = 0; level < 20_000; level += 1) deep = listOf(deep);
    expect(models(deep, structuredCloneOf(deep))).toEqual([]);
  });

  it('survives a document whose parts have the wrong shape', () => {
    const odd = { ...document({}).raw, paths: { '/s/a': { get: { parameters: {}, responses: [] } } } };
    expect(between({ ...document({}), raw: odd }, document({}))).toEqual([
      'breaking operation-removed GET /s/a',
    ]);
  });
});

/** As deep, but not the same; `structuredClone` itself has a stack. */
function structuredCloneOf(deep: JsonObject): JsonObject {
  let [levels, inner]: [number, unknown] = [0, deep];
  while (typeof inner === 'object' && inner !== null && 'items' in inner) {
    inner = inner.items;
    levels += 1;
  }
  let copy: JsonObject = { ...(inner as JsonObject) };
  for (let level = 0; level < levels; level += 1) copy = listOf(copy);
  return copy;
}

describe('what was renamed or moved', () => {
  it('reports a model that has another name in all places, and what else changed in it', () => {
    const of = (name: string, limit: number): OpenApiDocument =>
      document(
        {
          '/s/a': { get: operation({ answer: model(name) }), put: operation({ body: model(name) }) },
        },
        { [name]: object({ f: { type: 'string', maxLength: limit } }) },
      );
    expect(between(of('Old', 3), of('New', 3))).toEqual(['cosmetic model-renamed both Old → New']);
    expect(between(of('Old', 9), of('New', 3))).toEqual([
      'breaking max-length-lowered both Old → New.f',
      'cosmetic model-renamed both Old → New',
    ]);
  });

  it('reports a field whose definition says enough to know it again', () => {
    const field = { type: 'string', description: 'How it is shown to people.' };
    expect(models(object({ label: field }), object({ displayName: field }))).toEqual([
      'breaking field-renamed both M.label → displayName',
    ]);
    expect(models(object({ a: TEXT }), object({ b: TEXT }))).toEqual([
      'breaking field-removed both M.a',
      'compatible field-added both M.b',
    ]);
    expect(models(object({ 'display-name': TEXT }), object({ displayName: TEXT }))).toEqual([
      'breaking field-renamed both M.display-name → displayName',
    ]);
  });

  it('reports an operation whose replacement the API names', () => {
    const before = document({ '/s/old': { get: operation({ 'x-replacement-route': '/s/new' }) } });
    const after = document({ '/s/new': { get: operation({ 'x-replacement-route': '/s/new' }) } });
    expect(between(before, after)).toEqual(['breaking operation-moved GET /s/new']);
  });

  it('takes a path with other names of its parameters for the same', () => {
    const path = (name: string): OpenApiDocument =>
      document({
        [`/s/a/{${name}}`]: {
          get: operation({ parameters: [{ name, in: 'path', required: true, schema: TEXT }] }),
        },
      });
    expect(between(path('id'), path('aId')).every((line) => line.startsWith('cosmetic'))).toBe(true);
  });

  it('reports a parameter that is sent in another place', () => {
    const of = (place: string): OpenApiDocument =>
      document({ '/s/a': { get: operation({ parameters: [{ name: 'limit', in: place, schema: TEXT }] }) } });
    expect(between(of('query'), of('header'))).toEqual([
      'breaking parameter-moved request GET /s/a header limit',
    ]);
  });

  it('takes a model that became one of several parts for the same model', () => {
    expect(models({ allOf: [model('Base')] }, { allOf: [model('Base'), object({ more: TEXT })] })).toEqual([
      'breaking all-of-part-added both M',
    ]);
  });
});

describe('rights, credentials and labels', () => {
  const of = (more: JsonObject): OpenApiDocument =>
    document({ '/s/a': { get: { ...operation(), ...more } } });

  it('reports which IAM actions an operation needs', () => {
    const actions = (...all: readonly (readonly [string, boolean])[]): OpenApiDocument =>
      of({ 'x-iam-actions': all.map(([name, required]) => ({ name, required })) });
    expect(
      between(actions(['s:a', true], ['s:b', true]), actions(['s:b', false], ['s:c', true], ['s:d', false])),
    ).toEqual([
      'breaking iam-action-added GET /s/a IAM action s:c',
      'risky optional-iam-action-added GET /s/a IAM action s:d',
      'compatible iam-action-removed GET /s/a IAM action s:a',
      'compatible iam-action-became-optional GET /s/a IAM action s:b',
    ]);
  });

  it('reports when credentials are needed that were not', () => {
    expect(between(of({}), of({ security: [{ oAuth2: [] }] }))).toEqual([
      'breaking security-required GET /s/a',
    ]);
  });

  it('reports what labels say', () => {
    const badge = (label: string): OpenApiDocument => of({ 'x-badges': [{ color: 'red', label }] });
    expect(between(badge('Stable production version'), badge('Internal use only'))).toEqual([
      'breaking became-internal GET /s/a',
    ]);
    expect(between(badge('Beta version'), badge('Deprecated, will be removed'))).toEqual([
      'compatible operation-deprecated GET /s/a',
    ]);
  });
});

describe('a comparison in slices', () => {
  const paths = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`/s/a${index}`, { get: operation({ answer: model('M') }) }]),
  );
  const [before, after] = [object({ a: TEXT }), object({ b: TEXT })].map((M) => document(paths, { M }));

  it('finds what the other one finds', async () => {
    const changes = await compareInSlices(before!, after!, new AbortController().signal);
    expect(changes).toEqual(compareDocuments(before!, after!));
  });

  it('ends when it is stopped', async () => {
    const stop = AbortSignal.abort(new Error('stopped'));
    await expect(compareInSlices(before!, after!, stop)).rejects.toThrow('stopped');
  });
});
