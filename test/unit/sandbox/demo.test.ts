import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  demoFields,
  readDemo,
  type Demo,
  type DemoEntry,
  type DemoResource,
} from '../../../src/sandbox/demo/demo.js';
import {
  isJsonObject,
  propertiesOf,
  resolveSchema,
  type OpenApiDocument,
} from '../../../src/schema/openapi.js';
import { ownDataOfSources } from '../../../src/sandbox/ownData.js';
import { compileSchema, ownDocuments } from './documentSchemas.js';

const demo = readDemo(ownDataOfSources(join(import.meta.dirname, '../../../src/sandbox')).demo);
const documents = ownDocuments();

describe('The demo data', () => {
  it.each(documents)('fits $file wherever that version knows the field', ({ document }) => {
    const validators = new Map<unknown, ValidateFunction>();
    const faults = placesOf(demo).flatMap((place) => {
      const { template, entry } = place;
      const element = elementSchema(document, place);
      if (element === undefined) return [];
      let validate = validators.get(element);
      if (!validate) validators.set(element, (validate = compileSchema(document, element, 'fragment')));
      const value =
        typeof entry === 'string' ? entry : knownTo(document, element, demoFields(entry, document.version));
      return validate(value) ? [] : [`${template} ${nameOf(entry)}: ${JSON.stringify(validate.errors)}`];
    });
    expect(faults).toEqual([]);
  });

  it('holds no character that VS Code marks as ambiguous or invisible', () => {
    // It marks look-alikes of ASCII from most scripts, and signs such as × and ´; of all others, French needs letters with accents alone.
    const marked = /[^\x20-\x7eÀ-ÖØ-öø-ÿŒœ]/u;
    const texts = [demo, ...documents.map(({ document }) => document.raw)].map((part) =>
      JSON.stringify(part),
    );
    expect(texts.filter((text) => marked.test(text))).toEqual([]);
  });

  it('has no list and no field that no version knows', () => {
    const unknown = placesOf(demo).flatMap((place) => {
      const { template, entry } = place;
      const schemas = documents.flatMap(({ document }) => {
        const element = elementSchema(document, place);
        return element === undefined ? [] : [{ document, element }];
      });
      if (schemas.length === 0) return [template];
      if (typeof entry === 'string') return [];
      const read = new Set(
        schemas.flatMap(({ document, element }) =>
          fieldNames(knownTo(document, element, demoFields(entry, document.version))),
        ),
      );
      const written = fieldNames(demoFields(entry, '1.0')).concat(fieldNames(demoFields(entry, '2.0')));
      return written.filter((name) => !read.has(name)).map((name) => `${template} ${nameOf(entry)}: ${name}`);
    });
    expect(unknown).toEqual([]);
  });

  it('names each sibling differently', () => {
    for (const list of listsOf(demo)) {
      const names = list.map(nameOf);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    }
  });

  it('shows one resource on its way and one in trouble, each with the task that says why', () => {
    const resources = placesOf(demo).flatMap(({ entry }) => (typeof entry === 'string' ? [] : [entry]));
    const [updating, failed] = ['UPDATING', 'ERROR'].map((status) =>
      resources.filter((one) => one.status === status),
    );
    expect(updating!.length).toBeGreaterThan(0);
    for (const { task } of updating!) {
      expect(task!.done).toBeLessThan(task!.steps.length);
      expect(task!.error).toBeUndefined();
    }
    expect(failed!.length).toBeGreaterThan(0);
    for (const { task } of failed!) expect(task!.error).toMatch(/\.$/);
  });

  it('calls a project in its list what its spec calls it', () => {
    const projects = demo['/managedPlatform/project']!.filter((entry) => typeof entry !== 'string');
    expect(projects.map(({ fields }) => fields.name)).toEqual(projects.map(nameOf));
  });

  it('is long enough to need a second page', () => {
    expect(demo['/access/policy']!.length).toBeGreaterThan(50);
  });

  it('lists history from the newest to the oldest', () => {
    for (const { entry } of placesOf(demo)) {
      const ages = typeof entry === 'string' ? [] : entry.history.map(({ agoMs }) => agoMs);
      expect(ages).toEqual([...ages].sort((a, b) => a - b));
    }
  });

  it('uses documentation addresses only', () => {
    const text = JSON.stringify(demo);
    const addresses = [...text.matchAll(/\b(\d+\.\d+\.\d+)\.\d+/g)].map(([, network]) => network!);
    expect(addresses.filter((one) => !/^(10\.\d|198\.51\.100|203\.0\.113)/.test(one))).toEqual([]);
    expect([...text.matchAll(/@([\w.-]+)/g)].filter(([, host]) => host !== 'example.org')).toEqual([]);
  });
});

describe('Demo fields', () => {
  const [resource] = readYaml(
    "/things: [{ a: { b: 1, c: 2 }, status: NEW, byVersion: { '2': { a: { b: two } } }, children: { part: [word] } }]",
  )['/things'] as readonly [DemoResource];

  it('of one version are laid over those of all', () => {
    expect(demoFields(resource, '1.0')).toEqual({ a: { b: 1, c: 2 }, status: 'NEW' });
    expect(demoFields(resource, '2.1')).toEqual({ a: { b: 'two', c: 2 }, status: 'NEW' });
  });

  it('leave the status to the envelope, if it is one', () => {
    expect(resource.status).toBeUndefined();
    const [envelope] = readYaml('/things: [{ targetSpec: {}, status: ERROR }]')['/things'] as readonly [
      DemoResource,
    ];
    expect([envelope.status, envelope.fields]).toEqual(['ERROR', { targetSpec: {} }]);
  });

  it('are refused when they are no lists', () => {
    expect(() => readYaml('/things: 1')).toThrow('/things is no list.');
    expect(() => readYaml('- 1')).toThrow(TypeError);
    expect(() => readYaml('/things: [{ history: [{ ago: yesterday, took: PT1S }] }]')).toThrow(
      'yesterday is no duration',
    );
  });

  it('read durations as milliseconds', () => {
    const [past] = readYaml('/things: [{ history: [{ ago: P1DT2H, took: PT3M4S, steps: [a, b] }] }]')[
      '/things'
    ] as readonly [DemoResource];
    expect(past.history).toMatchObject([{ agoMs: 26 * 3_600_000, tookMs: 184_000, done: 2 }]);
  });

  it('read a habit as the tasks that it was, counted, unevenly apart, some of which failed', () => {
    const [habit] = readYaml(
      "/things: [{ habits: [{ ago: P1D, every: P10D, until: P31D, took: PT1M, message: 'no. {n} of {what}', vary: [a, b], fails: 3, steps: [x, y], done: 1, error: Full. }] }]",
    )['/things'] as readonly [DemoResource];
    expect(habit.history.map(({ message, error, done }) => [message, error, done])).toEqual([
      ['no. 4 of a', undefined, 2],
      ['no. 3 of b', 'Full.', 1],
      ['no. 2 of a', undefined, 2],
      ['no. 1 of b', undefined, 2],
    ]);
    const days = habit.history.map(({ agoMs }) => agoMs / 86_400_000);
    expect(days[0]).toBe(1);
    for (const [index, at] of days.entries()) {
      expect(at).toBeGreaterThanOrEqual(1 + index * 10);
      expect(at).toBeLessThan(5 + index * 10);
    }
  });
});

interface Place {
  readonly template: string;
  readonly entry: DemoEntry;
}

/** Every resource, with the template of its list: that of the children has the parameter names left open. */
function placesOf(lists: Demo, base = ''): readonly Place[] {
  return Object.entries(lists).flatMap(([path, list]) =>
    list.flatMap((entry) => {
      const template = `${base}${path}`;
      const children = typeof entry === 'string' ? [] : placesOf(entry.children, `${template}/{}/`);
      return [{ template, entry }, ...children];
    }),
  );
}

function listsOf(lists: Demo): readonly (readonly DemoEntry[])[] {
  return Object.values(lists).flatMap((list) => [
    list,
    ...list.flatMap((entry) => (typeof entry === 'string' ? [] : listsOf(entry.children))),
  ]);
}

/** The schema of a list's elements; where those are words and the demo has more to say, that of the items. */
function elementSchema(document: OpenApiDocument, { template, entry }: Place): unknown {
  const read = (wanted: string): unknown =>
    document.operations.find(
      ({ method, path }) =>
        method === 'GET' && path.replace(/\{\w*\}/g, '{}') === wanted.replace(/\{\w*\}/g, '{}'),
    )?.responseSchema;
  const element = resolveSchema(document, read(template)).items;
  const isWord = resolveSchema(document, element).type === 'string';
  return isWord && typeof entry !== 'string' ? read(`${template}/{}`) : element;
}

/** A value without the fields that a schema does not name, as the sandbox reads it. */
function knownTo(document: OpenApiDocument, schema: unknown, value: unknown): unknown {
  const model = resolveSchema(document, schema);
  if (Array.isArray(value)) return value.map((one) => knownTo(document, model.items, one));
  const properties = propertiesOf(document, model);
  if (!isJsonObject(value) || Object.keys(properties).length === 0) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) =>
      name in properties ? [[name, knownTo(document, properties[name], one)]] : [],
    ),
  );
}

function fieldNames(value: unknown, at = ''): string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [at] : value.flatMap((one) => fieldNames(one, `${at}[]`));
  if (!isJsonObject(value)) return [at];
  return [at, ...Object.entries(value).flatMap(([name, one]) => fieldNames(one, `${at}.${name}`))];
}

function nameOf(entry: DemoEntry): string {
  if (typeof entry === 'string') return entry;
  const { fields, id } = entry;
  const spec = isJsonObject(fields.targetSpec) ? fields.targetSpec : {};
  const names = [spec.name, fields.urn, fields.action, fields.code, fields.name, fields.label, id];
  return names.find((name) => typeof name === 'string') ?? JSON.stringify(fields);
}

function readYaml(yaml: string): Demo {
  return readDemo(parse(yaml));
}
