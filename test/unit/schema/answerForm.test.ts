import { describe, expect, it } from 'vitest';
import { answerBody } from '../../../src/resource/taskAnswer.js';
import { answerForm, type AnswerForm } from '../../../src/schema/answerForm.js';
import type { JsonObject } from '../../../src/schema/openapi.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { answerOperation } from '../../../src/schema/taskInputs.js';
import { document, listOf, model, operation } from './documents.js';

const TASK = '/s/thing/{thingId}/task';

type Models = Readonly<Record<string, JsonObject>>;

function catalogueOf(body: JsonObject | undefined, models: Models) {
  const thing = { type: 'object', properties: { id: { type: 'string' } } };
  const api = document(
    {
      '/s/thing': { get: operation({ answer: listOf(thing) }) },
      '/s/thing/{thingId}': { get: operation({ answer: thing }) },
      [TASK]: { get: operation({ answer: listOf(thing) }) },
      [`${TASK}/{taskId}`]: {
        get: operation({ answer: thing }),
        ...(body && { put: operation({ body }) }),
      },
    },
    models,
  );
  return { api, task: readCatalogue('/s', api).collections[0]?.item?.tasks?.item };
}

/** The form of a task whose PUT takes `body`, and which reads as `task`. */
function formOf(body: JsonObject, task: unknown = {}, models: Models = {}): AnswerForm {
  const { api, task: item } = catalogueOf(body, models);
  return answerForm(api, answerOperation(api, item)!, task);
}

const withInputs = (inputs: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties: {
    id: { type: 'string', readOnly: true },
    status: { type: 'string', readOnly: true },
    inputs,
    ...more,
  },
  required: ['inputs', ...Object.keys(more)],
});

const ANY_MAP: JsonObject = { type: 'object', additionalProperties: { description: 'Anything' } };

const asked = ({ places }: AnswerForm): unknown =>
  [...places].map(([{ name, input, isRequired }, place]) => [
    isRequired ? name : `${name}?`,
    input.kind,
    place.join('/'),
  ]);

/** Answers by the fields' names. */
const bodyOf = (form: AnswerForm, answers: Readonly<Record<string, string>>): unknown =>
  JSON.parse(
    answerBody(
      form,
      new Map(
        [...form.places.keys()].flatMap((field) =>
          field.name in answers ? [[field, answers[field.name]!] as const] : [],
        ),
      ),
    ),
  );

describe('the form of a waiting task', () => {
  it('exists where the PUT of a task takes inputs, and nowhere else', () => {
    const has = (body: JsonObject | undefined): boolean => {
      const { api, task } = catalogueOf(body, {});
      return answerOperation(api, task) !== undefined;
    };
    expect(has(withInputs(ANY_MAP))).toBe(true);
    expect(has({ type: 'object', properties: { message: { type: 'string' } } })).toBe(false);
    expect(has(withInputs({ ...ANY_MAP, readOnly: true }))).toBe(false);
    expect(has(undefined)).toBe(false);
    expect(answerOperation(catalogueOf(undefined, {}).api, undefined)).toBeUndefined();
  });

  it('asks for the inputs that the task names, as the task or the schema describes them', () => {
    const form = formOf(
      withInputs({ type: 'object', properties: { size: { type: 'integer' }, other: { type: 'string' } } }),
      { id: 't', inputs: { size: null, isSure: { type: 'boolean' }, why: null } },
    );
    expect(asked(form)).toEqual([
      ['size', 'number', 'inputs/size'],
      ['isSure', 'choice', 'inputs/isSure'],
      ['why', 'nested', 'inputs/why'],
    ]);
    expect([...form.places.keys()][2]?.input).toEqual({ kind: 'nested', takesText: true });
  });

  it.each([
    ['texts', ['one', 'two']],
    ['descriptions', [{ name: 'one', type: 'string' }, { key: 'two' }, 3]],
  ])('reads the names of inputs from a list of %s', (_, inputs) => {
    const form = formOf(withInputs(ANY_MAP), { inputs });
    expect([...form.places.keys()].map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('takes names and types from the schema where the task names none', () => {
    const inputs = {
      type: 'object',
      properties: { code: { type: 'string', format: 'password' }, note: { type: 'string' } },
      required: ['code'],
    };
    const form = formOf(withInputs(inputs));
    expect(asked(form)).toEqual([
      ['code', 'text', 'inputs/code'],
      ['note?', 'text', 'inputs/note'],
    ]);
    expect(form.isMarkedSecret(['inputs', 'code'])).toBe(true);
    expect(form.isMarkedSecret(['inputs', 'note'])).toBe(false);
  });

  it("takes the names of a map's keys from the model that the map’s name indicates", () => {
    const keys = { type: 'string', enum: ['s.colour', 'rate'] };
    const task = withInputs(ANY_MAP);
    const named = (name: string, reading: object = {}): unknown =>
      asked(
        formOf(model(name), reading, {
          [name]: task,
          's.Keys': keys,
          's.K': { type: 'string', enum: ['no'] },
        }),
      );
    const both = [
      ['s.colour?', 'nested', 'inputs/s.colour'],
      ['rate?', 'nested', 'inputs/rate'],
    ];
    expect(named('common.TaskWithInputs.map.s.Keys.any')).toEqual(both);
    expect(named('common.TaskWithInputs.map[s.Keys]any')).toEqual(both);
    expect(named('common.TaskWithInputs')).toEqual([]);
    const waiting = { message: 'Import: waits for s.colour' };
    expect(named('common.TaskWithInputs.map.s.Keys.any', waiting)).toEqual([
      ['s.colour', 'nested', 'inputs/s.colour'],
      ['rate?', 'nested', 'inputs/rate'],
    ]);
  });

  it('asks field by field for an object whose place in another model is the name of the only input', () => {
    const name = 's.Task.map.s.Keys.any';
    const form = formOf(
      model(name),
      {},
      {
        [name]: withInputs(ANY_MAP),
        's.Keys': { type: 'string', enum: ['import.selection'] },
        's.Spec': { type: 'object', properties: { import: model('s.Import') } },
        's.Import': { type: 'object', properties: { selection: { allOf: [model('s.Selection')] } } },
        's.Selection': {
          type: 'object',
          properties: {
            media: { type: 'boolean', readOnly: true },
            themes: {
              ...listOf({ type: 'object', properties: { name: { type: 'string' } } }),
              readOnly: true,
            },
          },
          required: ['media'],
        },
      },
    );
    expect(asked(form)).toEqual([
      ['media', 'choice', 'inputs/import.selection/media'],
      ['themes?', 'nested', 'inputs/import.selection/themes'],
    ]);
    expect(bodyOf(form, { media: 'true', themes: '[{"name":"a"}]' })).toEqual({
      inputs: { 'import.selection': { media: true, themes: [{ name: 'a' }] } },
    });
    expect(bodyOf(form, {})).toEqual({ inputs: { 'import.selection': {} } });
  });

  it('describes no value by a place that two models understand differently', () => {
    const form = formOf(
      withInputs(ANY_MAP),
      { inputs: { 'a.b': null } },
      {
        's.One': {
          type: 'object',
          properties: { a: { type: 'object', properties: { b: { type: 'string' } } } },
        },
        's.Two': {
          type: 'object',
          properties: { a: { type: 'object', properties: { b: { type: 'integer' } } } },
        },
      },
    );
    expect(asked(form)).toEqual([['a.b', 'nested', 'inputs/a.b']]);
  });

  it('knows that only a person can write inputs that nothing names', () => {
    expect(formOf(withInputs(ANY_MAP))).toMatchObject({ hasInputs: false });
    expect(formOf(withInputs({}), { inputs: 3 })).toMatchObject({ hasInputs: false });
    expect(bodyOf(formOf(withInputs(ANY_MAP)), {})).toEqual({ inputs: {} });
  });

  it('sends what else the body requires from the reading, asks for what the reading lacks, and sends nothing more', () => {
    const form = formOf(withInputs(ANY_MAP, { checksum: { type: 'string' }, reason: { type: 'string' } }), {
      id: 't',
      status: 'WAITING_USER_INPUT',
      checksum: 'c1',
      reason: null,
      inputs: { ok: null },
    });
    expect(asked(form)).toEqual([
      ['reason', 'text', 'reason'],
      ['ok', 'nested', 'inputs/ok'],
    ]);
    expect(bodyOf(form, { reason: '"because"', ok: 'true' })).toEqual({
      checksum: 'c1',
      reason: 'because',
      inputs: { ok: true },
    });
  });

  it('keeps the digits of numbers and names that objects have by themselves', () => {
    const form = formOf(withInputs(ANY_MAP), JSON.parse('{"inputs": {"__proto__": null, "n": null}}'));
    const [proto, number] = [...form.places.keys()];
    expect(
      answerBody(
        form,
        new Map([
          [proto!, '"p"'],
          [number!, '12345678901234567890.10'],
        ]),
      ),
    ).toBe('{"inputs":{"__proto__":"p","n":12345678901234567890.10}}');
  });
});
