import { describe, expect, it } from 'vitest';
import { compareDocuments } from '../../../../src/schema/comparison/compareDocuments.js';
import type { JsonObject } from '../../../../src/schema/openapi.js';
import { document, listOf, model, operation } from '../documents.js';

type Row = readonly [what: string, before: JsonObject, after: JsonObject, found: string];

const TEXT: JsonObject = { type: 'string' };
const NUMBER: JsonObject = { type: 'integer' };
const LIST: JsonObject = listOf(TEXT);
const NOW = Date.UTC(2026, 10, 28);

/** `breaking enum-value-removed`, by the rows of the report. */
function found(before: ReturnType<typeof document>, after: ReturnType<typeof document>): string {
  return compareDocuments(before, after, { now: NOW })
    .map(({ severity, kind }) => `${severity} ${kind}`)
    .join(', ');
}

describe('a query parameter', () => {
  const parameter = (more: JsonObject): ReturnType<typeof document> => {
    const own = { name: 'q', in: 'query', schema: TEXT, ...more };
    return document({ '/s/a': { get: operation({ parameters: [own] }) } });
  };

  it.each<Row>([
    ['type', {}, { schema: NUMBER }, 'breaking type-changed'],
    [
      'format',
      { schema: { ...TEXT, format: 'date' } },
      { schema: { ...TEXT, format: 'uuid' } },
      'breaking format-changed',
    ],
    [
      'enum',
      { schema: { ...TEXT, enum: ['a', 'b'] } },
      { schema: { ...TEXT, enum: ['a'] } },
      'breaking enum-value-removed',
    ],
    ['obligation', {}, { required: true }, 'breaking parameter-became-required'],
    [
      'style',
      { style: 'form', schema: LIST },
      { style: 'pipeDelimited', schema: LIST },
      'breaking parameter-style-changed',
    ],
    [
      'default',
      { schema: { ...TEXT, default: 'a' } },
      { schema: { ...TEXT, default: 'b' } },
      'risky default-changed',
    ],
    ['nullability', { schema: { ...TEXT, nullable: true } }, { schema: TEXT }, 'breaking no-longer-nullable'],
    ['pattern', {}, { schema: { ...TEXT, pattern: '^a' } }, 'breaking pattern-added'],
    ['deprecation', {}, { deprecated: true }, 'compatible parameter-deprecated'],
  ])('is reported with its %s', (_, before, after, kinds) => {
    expect(found(parameter(before), parameter(after))).toBe(kinds);
  });
});

describe('a model', () => {
  const models = {
    A: { type: 'object', properties: { a: TEXT } },
    B: { type: 'object', properties: { b: TEXT } },
  };
  const of = (way: 'body' | 'answer', schema: JsonObject): ReturnType<typeof document> => {
    const holder = { type: 'object', properties: { field: schema } };
    return document({ '/s/a': { put: operation({ [way]: model('s.M') }) } }, { ...models, 's.M': holder });
  };
  const parts = (word: string, ...names: readonly string[]): JsonObject => ({ [word]: names.map(model) });
  const mapped = (mapping: JsonObject): JsonObject => ({
    ...parts('oneOf', 'A', 'B'),
    discriminator: { propertyName: 'k', mapping },
  });

  it.each<Row>([
    ['fewer oneOf parts', parts('oneOf', 'A', 'B'), parts('oneOf', 'A'), 'breaking one-of-part-removed'],
    ['fewer anyOf parts', parts('anyOf', 'A', 'B'), parts('anyOf', 'A'), 'breaking any-of-part-removed'],
    ['more allOf parts', parts('allOf', 'A'), parts('allOf', 'A', 'B'), 'breaking all-of-part-added'],
    [
      'fewer values of a discriminator',
      mapped({ a: 'A', b: 'B' }),
      mapped({ a: 'A' }),
      'breaking discriminator-value-removed',
    ],
    ['a higher minimum', { ...NUMBER, minimum: 1 }, { ...NUMBER, minimum: 2 }, 'breaking minimum-raised'],
    ['a lower maximum', { ...NUMBER, maximum: 2 }, { ...NUMBER, maximum: 1 }, 'breaking maximum-lowered'],
    ['a shorter length', { ...TEXT, maxLength: 9 }, { ...TEXT, maxLength: 8 }, 'breaking max-length-lowered'],
    ['a pattern', TEXT, { ...TEXT, pattern: '^a' }, 'breaking pattern-added'],
    ['fewer items', { ...LIST, maxItems: 9 }, { ...LIST, maxItems: 8 }, 'breaking max-items-lowered'],
    ['another type of items', LIST, listOf(NUMBER), 'breaking type-changed'],
    ['unique items', LIST, { ...LIST, uniqueItems: true }, 'breaking unique-items-required'],
    ['multiples', NUMBER, { ...NUMBER, multipleOf: 2 }, 'breaking multiple-of-added'],
    ['another default', { ...TEXT, default: 'a' }, { ...TEXT, default: 'b' }, 'risky default-changed'],
    ['a format', TEXT, { ...TEXT, format: 'uuid' }, 'breaking format-added'],
    [
      'closed additional fields',
      { type: 'object' },
      { type: 'object', additionalProperties: false },
      'breaking additional-fields-closed',
    ],
    ['no null', { ...TEXT, nullable: true }, TEXT, 'breaking no-longer-nullable'],
    ['a smaller enum', { enum: ['a', 'b'] }, { enum: ['a'] }, 'breaking enum-value-removed'],
    ['a larger enum', { enum: ['a'] }, { enum: ['a', 'b'] }, 'compatible enum-value-added'],
    ['an unknown keyword', TEXT, { ...TEXT, frobnicate: 1 }, 'risky keyword-changed'],
    ['another example', { ...TEXT, example: 'a' }, { ...TEXT, example: 'b' }, 'cosmetic example-changed'],
  ])('that requests hold is reported with %s', (_, before, after, kinds) => {
    expect(found(of('body', before), of('body', after))).toBe(kinds);
  });

  it.each<Row>([
    ['a larger enum', { enum: ['a'] }, { enum: ['a', 'b'] }, 'risky enum-value-added'],
    ['a smaller enum', { enum: ['a', 'b'] }, { enum: ['a'] }, 'compatible enum-value-removed'],
    ['null', TEXT, { ...TEXT, nullable: true }, 'breaking became-nullable'],
    ['more oneOf parts', parts('oneOf', 'A'), parts('oneOf', 'A', 'B'), 'breaking one-of-part-added'],
    ['another type', TEXT, NUMBER, 'breaking type-changed'],
    ['no end of lengths', { ...TEXT, maxLength: 9 }, TEXT, 'breaking max-length-removed'],
    [
      'freed additional fields',
      { type: 'object', additionalProperties: TEXT },
      { type: 'object', additionalProperties: true },
      'risky additional-fields-freed',
    ],
  ])('that responses hold is reported with %s', (_, before, after, kinds) => {
    expect(found(of('answer', before), of('answer', after))).toBe(kinds);
  });
});

describe('an operation', () => {
  const of = (raw: JsonObject): ReturnType<typeof document> =>
    document({ '/s/a': { post: { ...operation({ answer: TEXT }), ...raw } } });
  const answers = (status: string, media = 'application/json'): JsonObject => ({
    responses: { [status]: { description: '', content: { [media]: { schema: TEXT } } } },
  });
  const badge = (label: string): JsonObject => ({ 'x-badges': [{ color: 'red', label }] });
  const iam = (...names: readonly string[]): JsonObject => ({
    'x-iam-actions': names.map((name) => ({ name, required: true })),
  });
  const ends = (date: string): JsonObject => ({ deprecated: true, 'x-deletion-date': date });

  it.each<Row>([
    [
      'media types',
      answers('200'),
      answers('200', 'text/plain'),
      'breaking media-type-removed, compatible media-type-added',
    ],
    [
      'success status',
      answers('200'),
      answers('202'),
      'breaking success-status-removed, risky success-status-added',
    ],
    ['deprecation', {}, { deprecated: true }, 'compatible operation-deprecated'],
    ['removal date', { deprecated: true }, ends('2027-10-01'), 'compatible removal-date-set'],
    ['earlier removal date', ends('2027-10-01'), ends('2027-01-01'), 'breaking removal-date-earlier'],
    ['replacement', {}, { 'x-replacement-route': '/s/b' }, 'compatible replacement-changed'],
    [
      'rise from alpha to production',
      badge('Alpha version'),
      badge('Stable production version'),
      'compatible stability-raised',
    ],
    ['badge of internal use', {}, badge('Internal use only'), 'breaking became-internal'],
    ['IAM actions', iam(), iam('s:apiovh:a/create'), 'breaking iam-action-added'],
    [
      'identifier',
      { 'x-response-identifier': 'id' },
      { 'x-response-identifier': 'urn' },
      'breaking identifier-changed',
    ],
  ])('is reported with its %s', (_, before, after, kinds) => {
    expect(found(of(before), of(after))).toBe(kinds);
  });

  it('is reported when it comes and when it goes', () => {
    const [none, one] = [document({}), of({})];
    expect([found(none, one), found(one, none)]).toEqual([
      'compatible operation-added',
      'breaking operation-removed',
    ]);
  });

  it('is reported with the parameters that come and go', () => {
    const q = { name: 'q', in: 'query', schema: TEXT };
    const [none, one] = [of({}), of({ parameters: [q] })];
    expect([found(none, one), found(one, none)]).toEqual([
      'compatible parameter-added',
      'breaking parameter-removed',
    ]);
  });
});
