import { describe, expect, it } from 'vitest';
import { specSchema } from '../../../src/schema/jsonSchema.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { specPlaces } from '../../../src/schema/specPlaces.js';
import { document, listOf, model, operation } from './documents.js';

const spec = {
  type: 'object',
  required: ['name'],
  properties: {
    id: { type: 'string', readOnly: true },
    name: { type: 'string', description: 'What it is called', maxLength: 9 },
    size: { type: 'integer', nullable: true, minimum: 1 },
    kind: { allOf: [model('Kind')], description: 'Which kind' },
    labels: { type: 'object', additionalProperties: { type: 'string', maxLength: 3 } },
    hosts: listOf({ type: 'string', format: 'ipv4' }),
    pools: listOf(model('Pool')),
    window: { allOf: [model('Window')], nullable: true },
  },
};
const api = document(
  {
    '/s/thing': { get: operation({ answer: listOf(spec) }) },
    '/s/thing/{id}': { get: operation({ answer: spec }), put: operation({ body: spec, answer: spec }) },
  },
  {
    Kind: { type: 'string', enum: ['A', 'B'] },
    Window: { type: 'object', properties: { day: { type: 'string' } } },
    Pool: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        // A model inside itself.
        inner: listOf(model('Pool')),
        rules: { type: 'object', additionalProperties: model('Window') },
      },
    },
  },
);
const [things] = readCatalogue('/s', api).collections;
const places = specPlaces(specSchema(api, things!.item!)!);
const at = (path: string): (typeof places)[number] => places.find((place) => place.path === path)!;

describe('the places of a spec', () => {
  it('are every field that can be written, outer ones first, in the order of the schema', () => {
    expect(places.map(({ path }) => path)).toEqual([
      'name',
      'size',
      'kind',
      'labels',
      'labels.{}',
      'hosts',
      'pools',
      'pools[].name',
      'pools[].inner',
      'pools[].rules',
      'pools[].rules.{}',
      'pools[].rules.{}.day',
      'window',
      'window.day',
    ]);
  });

  it('say what each takes', () => {
    expect(at('name')).toMatchObject({ kind: 'value', field: { isRequired: true, input: { kind: 'text' } } });
    expect(at('name').field.description).toBe('What it is called');
    expect(at('size')).toMatchObject({
      kind: 'value',
      field: { isNullable: true, input: { kind: 'number' } },
    });
    expect(at('kind').field.input).toMatchObject({
      kind: 'choice',
      choices: [{ label: 'A' }, { label: 'B' }],
    });
    expect(at('kind').field.description).toBe('Which kind');
    expect(at('labels').kind).toBe('map');
    expect(at('labels.{}')).toMatchObject({ kind: 'value', field: { isRequired: false } });
    expect(at('hosts')).toMatchObject({ kind: 'list', member: { field: { input: { kind: 'text' } } } });
    expect(at('window')).toMatchObject({ kind: 'object', field: { isNullable: true } });
  });

  it('lead through members and entries step by step', () => {
    expect(at('pools[].rules.{}.day').steps).toEqual([
      { kind: 'field', name: 'pools' },
      { kind: 'members' },
      { kind: 'field', name: 'rules' },
      { kind: 'entry' },
      { kind: 'field', name: 'day' },
    ]);
  });

  it('have a schema that is complete on its own', () => {
    expect(at('pools').schema).toMatchObject({ type: 'array', definitions: { Pool: { type: 'object' } } });
    expect(at('hosts').member?.schema).toMatchObject({ type: 'string', format: 'ipv4' });
  });

  it('are not found in an empty schema', () => {
    expect(specPlaces({})).toEqual([]);
  });
});
