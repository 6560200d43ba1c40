import { describe, expect, it } from 'vitest';
import { parseOpenApi, type JsonObject } from '../../../src/schema/openapi.js';
import { NO_FIELDS, writableFields, type WrittenModels } from '../../../src/schema/writableFields.js';
import { document, listOf, model, openApi } from './documents.js';

const text = { type: 'string' };
const object = (properties: Readonly<Record<string, JsonObject>>): JsonObject => ({
  type: 'object',
  properties,
});
const reading = (models: WrittenModels, schemas: Readonly<Record<string, JsonObject>> = {}) =>
  writableFields(document({}, schemas))(models);

describe('what an update takes', () => {
  const models: WrittenModels = {
    request: object({ name: text, pools: listOf(object({ size: text })) }),
    answer: object({
      name: text,
      location: text,
      pools: listOf(object({ size: text, zone: text, id: text })),
      createdBy: text,
    }),
    creation: object({ name: text, location: text, pools: listOf(object({ size: text, zone: text })) }),
  };

  it('is what its model names; the rest is fixed at creation or set by the API', () => {
    const { fields, fixed, isOpen } = reading(models);
    expect([...fields.keys()]).toEqual(['name', 'pools']);
    expect(isOpen).toBe(false);
    expect(fixed).toEqual(
      new Map([
        ['location', 'creation'],
        ['createdBy', 'api'],
      ]),
    );
  });

  it('is smaller in the members of lists too', () => {
    const { fixed } = reading(models).fields.get('pools')!.members!;
    expect(fixed).toEqual(
      new Map([
        ['zone', 'creation'],
        ['id', 'api'],
      ]),
    );
  });

  it('is smaller in maps too, whose keys are free', () => {
    const { fields } = reading({
      request: object({ labels: { type: 'object', additionalProperties: object({ text }) } }),
      answer: object({ labels: { type: 'object', additionalProperties: object({ text, by: text }) } }),
    });
    const labels = fields.get('labels')!;
    expect(labels.isOpen).toBe(true);
    expect(labels.members!.fixed).toEqual(new Map([['by', 'update']]));
  });

  it('is anything where its model says additionalProperties, or names nothing', () => {
    const answer = object({ a: text, b: text });
    expect(
      reading({ request: { ...object({ a: text }), additionalProperties: true }, answer }),
    ).toMatchObject({
      isOpen: true,
      fixed: new Map(),
    });
    expect(reading({ request: { type: 'object' }, answer }).isOpen).toBe(true);
    expect(reading({ request: undefined, answer }).isOpen).toBe(true);
  });

  it('is every part of allOf, and every alternative of oneOf and anyOf', () => {
    const { fields, isOpen } = reading(
      {
        request: {
          allOf: [object({ a: text }), { description: 'words' }],
          oneOf: [object({ b: text }), object({ c: text })],
          anyOf: [model('d.D')],
        },
      },
      { 'd.D': object({ d: text }) },
    );
    expect([...fields.keys()]).toEqual(['a', 'b', 'c', 'd']);
    expect(isOpen).toBe(false);
    expect(reading({ request: { oneOf: [object({ a: text }), { type: 'object' }] } }).isOpen).toBe(true);
  });

  it('ends where a model holds itself', () => {
    const { fields } = reading(
      { request: model('n.Node'), answer: model('n.Read') },
      {
        'n.Node': object({ name: text, children: listOf(model('n.Node')) }),
        'n.Read': object({ name: text, id: text, children: listOf(model('n.Read')) }),
      },
    );
    const inner = fields.get('children')!.members!;
    expect(inner.fixed).toEqual(new Map([['id', 'update']]));
    expect(inner.fields.get('children')!.members).toBe(inner);
  });

  it('says of what is never answered what the document says of it', () => {
    const request = object({ name: text, userData: { ...text, description: 'Runs at the first start' } });
    const written = (answer: JsonObject) => reading({ request, answer }).writeOnly;
    expect(written(object({ name: text }))).toEqual(new Map([['userData', 'Runs at the first start']]));
    expect(written(NO_FIELDS).size).toBe(2);
    expect(written({ type: 'object' }).size).toBe(0);
    expect(written({ ...object({ name: text }), additionalProperties: true }).size).toBe(0);
  });

  it('is read once for each combination of models, however many places have it', () => {
    const parts = Array.from({ length: 20 }, (_, n) => `m.M${n}`);
    const schemas = Object.fromEntries(
      parts.map((name, n) => [
        name,
        object(Object.fromEntries(parts.slice(n + 1).map((below) => [below, model(below)]))),
      ]),
    );
    const written = writableFields(parseOpenApi(openApi({}, schemas)))({ request: model('m.M0') });
    const last = written.fields.get('m.M19');
    expect(written.fields.get('m.M1')!.fields.get('m.M19')).toBe(last);
  });
});
