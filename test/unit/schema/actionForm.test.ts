import { describe, expect, it } from 'vitest';
import { actionForm, bodyTemplate, nestedTemplate, type ActionForm } from '../../../src/schema/actionForm.js';
import type { JsonObject } from '../../../src/schema/openapi.js';
import { readOperation } from '../../../src/schema/operations.js';
import { document, listOf, model, operation } from './documents.js';

type Parts = NonNullable<Parameters<typeof operation>[0]>;

const KNOWN = new Set(['thingId']);

function formOf(
  parts: Parts,
  models: Readonly<Record<string, JsonObject>> = {},
): { readonly form: ActionForm; readonly action: ReturnType<typeof readOperation> } {
  const api = document({ '/s/thing/{thingId}/act/{key}': { post: operation(parts) } }, models);
  const action = readOperation(api.operations[0]!);
  return { form: actionForm(api, action, KNOWN), action };
}

const bodyOf = (properties: JsonObject, required: readonly string[] = []): Parts => ({
  body: { type: 'object', properties, required },
});

const inputs = ({ fields }: ActionForm): unknown =>
  Object.fromEntries(
    fields.map(({ name, input }) => [
      name,
      'choices' in input ? [input.kind, ...input.choices.map(({ json }) => json)] : input.kind,
    ]),
  );

describe("an action's form", () => {
  it('asks for parameters that the resource does not answer, the path before the query, and for no header', () => {
    const { form } = formOf({
      parameters: [
        { in: 'query', name: 'force', schema: { type: 'boolean', default: false } },
        { in: 'path', name: 'thingId', schema: { type: 'string' } },
        { in: 'path', name: 'key', description: 'Which one', schema: { type: 'string' } },
        { in: 'header', name: 'X-Trace', schema: { type: 'string' } },
      ],
    });
    expect(form.fields.map(({ place, name, isRequired }) => [place, name, isRequired])).toEqual([
      ['path', 'key', true],
      ['query', 'force', false],
    ]);
    expect(form.fields[0]?.description).toBe('Which one');
    expect(form.fields[1]?.preset).toBe('false');
    expect(form.body).toBeUndefined();
  });

  it('has a simple question for what one line or a list of choices can hold', () => {
    const { form } = formOf(
      bodyOf({
        name: { type: 'string' },
        size: { type: 'integer' },
        ratio: { type: 'number' },
        isFast: { type: 'boolean' },
        kind: model('thing.Kind'),
        days: listOf({ type: 'string', enum: ['MON', 'TUE'] }),
      }),
      { 'thing.Kind': { type: 'string', enum: ['SMALL', 'BIG'] } },
    );
    expect(inputs(form)).toEqual({
      name: 'text',
      size: 'number',
      ratio: 'number',
      isFast: ['choice', 'true', 'false'],
      kind: ['choice', '"SMALL"', '"BIG"'],
      days: ['choices', '"MON"', '"TUE"'],
    });
    expect(form.isSimple).toBe(true);
  });

  it('knows what may be nothing, and never offers nothing as a choice of its own', () => {
    const { form } = formOf(
      bodyOf({
        note: { type: 'string', nullable: true },
        kind: { type: 'string', enum: ['A'], nullable: true },
        other: { allOf: [model('thing.Kind')], nullable: true },
      }),
      { 'thing.Kind': { type: 'string', enum: ['SMALL'] } },
    );
    expect(form.fields.map(({ isNullable }) => isNullable)).toEqual([true, true, true]);
    expect(inputs(form)).toEqual({ note: 'text', kind: ['choice', '"A"'], other: ['choice', '"SMALL"'] });
  });

  it('shows defaults, examples and descriptions, and leaves out what only the API sets', () => {
    const { form } = formOf({
      body: {
        type: 'object',
        properties: {
          id: { type: 'string', readOnly: true },
          user: { type: 'string', default: 'admin', description: 'The user' },
          hours: { type: 'integer', example: 4 },
          reason: { type: 'string' },
        },
        required: ['user'],
      },
      examples: { first: { value: { reason: 'It leaked' } } },
    });
    expect(form.fields.map(({ name }) => name)).toEqual(['user', 'hours', 'reason']);
    expect(form.fields[0]).toMatchObject({ preset: '"admin"', description: 'The user', isRequired: true });
    expect(form.fields.map(({ example }) => example)).toEqual([undefined, '4', 'It leaked']);
  });

  it.each([
    ['a required object', bodyOf({ to: { type: 'object', properties: {} } }, ['to'])],
    ['a required list of texts', bodyOf({ to: listOf({ type: 'string' }) }, ['to'])],
    [
      'a required choice of shapes',
      bodyOf({ to: { oneOf: [{ type: 'string' }, { type: 'integer' }] } }, ['to']),
    ],
    ['a list', { body: listOf({ type: 'string' }) }],
    ['a map', { body: { type: 'object', additionalProperties: { type: 'string' } } }],
    ['one of two shapes', { body: { oneOf: [{ type: 'object', properties: {} }, { type: 'string' }] } }],
  ])('is not simple when the body has, or is, %s', (_, parts: Parts) => {
    expect(formOf(parts).form.isSimple).toBe(false);
  });

  it('stays simple when what is nested may be left out', () => {
    const { form } = formOf(
      bodyOf({
        name: { type: 'string' },
        place: { type: 'object', properties: { zone: { type: 'string', default: 'a' } }, required: ['zone'] },
      }),
    );
    expect(form.isSimple).toBe(true);
    expect(nestedTemplate(form, form.fields[1]!)).toBe('{"zone":"a"}');
  });

  it('has a body to begin with where it is not simple', () => {
    const nested = formOf(
      bodyOf({ to: { type: 'object', properties: {} }, why: { type: 'string' } }, ['to']),
    );
    expect(bodyTemplate(nested.form)).toBe('{\n  "to": {}\n}\n');
    const list = formOf({ body: listOf({ type: 'string' }), examples: { one: { value: ['a'] } } });
    expect(bodyTemplate(list.form)).toBe('[]\n');
    const none = formOf({});
    expect(bodyTemplate(none.form)).toBeUndefined();
  });
});
