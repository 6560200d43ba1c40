import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isJsonObject } from '../../../src/api/jsonObject.js';
import { isBareIdentifier } from '../../../src/resource/displayName.js';
import { parseResource } from '../../../src/resource/envelope.js';
import { readMember } from '../../../src/resource/tree/member.js';

const uuid = '0f6a4c1e-3b52-4f7e-9c1d-2a4b6c8d0e1f';

/** Published documents beside the checkout, where there are any. */
const folder = join(import.meta.dirname, '../../../../shared/openapi');
const whenThere = existsSync(folder) ? describe : describe.skip;

describe('what people call a resource', () => {
  it.each([
    [
      'the name that was just edited, not the one that IAM keeps',
      { targetSpec: { name: 'new' }, iam: { displayName: 'old' } },
      'new',
    ],
    [
      'the name that is asked for, not the one that still is',
      { targetSpec: { name: 'new' }, currentState: { name: 'old' } },
      'new',
    ],
    [
      'its e-mail address, not what IAM and its description say',
      { currentState: { email: 'a@example.org' }, iam: { displayName: 'x' }, description: 'd' },
      'a@example.org',
    ],
    [
      'its domain',
      { currentState: { defaultFQDN: 'shop.example.org' }, targetSpec: { creation: {} } },
      'shop.example.org',
    ],
    [
      'its network address before its description',
      { currentState: { ip: '192.0.2.7' }, targetSpec: { description: 'd' } },
      '192.0.2.7',
    ],
    ['its network with the prefix', { currentState: { cidr: '192.0.2.0/24' } }, '192.0.2.0/24'],
    ['the name that IAM keeps before its description', { iam: { displayName: 'I' }, description: 'd' }, 'I'],
    ['the name of its company', { currentState: { companyName: 'Example' } }, 'Example'],
    ['its description where it has no name', { targetSpec: { description: 'd' } }, 'd'],
    ['its identifier where it has nothing else', {}, uuid],
    [
      'not by a name that only repeats the identifier',
      { name: uuid, iam: { displayName: uuid }, description: 'd' },
      'd',
    ],
    [
      'not by a name that is another identifier',
      { name: uuid.replace('0f', '1f'), targetSpec: { name: 'web' } },
      'web',
    ],
    [
      'its description before a name that is another identifier',
      { currentState: { name: uuid.replace('0f', '1f') }, description: 'd' },
      'd',
    ],
    [
      'not by a flag or a sentence in a field of addresses',
      { currentState: { domain: true, email: 'none for now' } },
      uuid,
    ],
  ])('is %s', (_, parts, name) => {
    expect(parseResource({ id: uuid, ...parts }).displayName).toBe(name);
  });
});

type Json = Readonly<Record<string, unknown>>;

/** Lists that nothing but an identifier tells apart. */
const NAMELESS = [
  '/okms/resource/{okmsId}/secret/{path}/version',
  '/forms/domain',
  '/odd/thing/{thingCode}/part',
];

/** What rows of lists are called in the tree, of each list with a member that has a value in each of its fields. */
function poorNames(documents: Iterable<unknown>): {
  readonly lists: number;
  readonly poor: readonly string[];
} {
  const poor: string[] = [];
  let lists = 0;
  for (const document of documents) {
    for (const [path, raw, identifier] of listsOf(document)) {
      lists += 1;
      const kind = /\/(?:task|work)$/.test(path) ? 'task' : path.endsWith('/event') ? 'event' : 'resource';
      const { label } = readMember(raw, { kind, identifier });
      const isPoor = isBareIdentifier(label) || /^$|^\{|a description/.test(label);
      if (isPoor && !NAMELESS.includes(path)) poor.push(`${path}: ${label}`);
    }
  }
  return { lists, poor };
}

whenThere('the lists of the published documents', () => {
  it('show neither bare identifiers nor descriptions where a member has anything better', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      // The first branch has no tree.
      (name) => name.endsWith('.json') && !name.includes('-v1-'),
    );
    const { lists, poor } = poorNames(
      files.map((file): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))),
    );
    expect(poor).toEqual([]);
    expect(lists).toBeGreaterThanOrEqual(58);
  });
});

it('the lists of made documents show neither bare identifiers nor descriptions', () => {
  const place = 'test/unit/sandbox/fixtures';
  const { lists, poor } = poorNames(
    readdirSync(place).map((name): unknown => parse(readFileSync(join(place, name), 'utf8'))),
  );
  expect(poor).toEqual([]);
  expect(lists).toBeGreaterThan(15);
});

/** Every list of objects, with a member that has a value in each of its fields, and the field that identifies it. */
function* listsOf(
  document: unknown,
): Generator<readonly [path: string, member: unknown, identifier: string | undefined]> {
  if (!isJsonObject(document) || !isJsonObject(document.paths)) return;
  for (const [path, operations] of Object.entries(document.paths)) {
    const read = at(operations, 'get');
    const list = resolved(document, at(read, 'responses', '200', 'content', 'application/json', 'schema'));
    if (list.type !== 'array' || !isObject(resolved(document, list.items))) continue;
    const identifier = at(read, 'x-response-identifier');
    yield [
      path,
      sample(document, list.items, '', 0),
      typeof identifier === 'string' ? identifier : undefined,
    ];
  }
}

function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce((one, name) => (isJsonObject(one) ? one[name] : undefined), value);
}

function resolved(document: Json, schema: unknown): Json {
  const reference = at(schema, '$ref');
  if (typeof reference === 'string') {
    return resolved(document, at(document, 'components', 'schemas', reference.split('/').at(-1) ?? ''));
  }
  return isJsonObject(schema) ? schema : {};
}

function isObject(schema: Json): boolean {
  return schema.type === 'object' || isJsonObject(schema.properties) || Array.isArray(schema.allOf);
}

function sample(document: Json, unresolved: unknown, name: string, depth: number): unknown {
  const schema = resolved(document, unresolved);
  const all: readonly unknown[] = Array.isArray(schema.allOf) ? schema.allOf : [];
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0 && !isJsonObject(schema.properties)) {
    return sample(document, only, name, depth);
  }
  if (isObject(schema)) {
    const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
    const own = isJsonObject(schema.properties) ? Object.entries(schema.properties) : [];
    return Object.assign(
      {},
      ...(depth > 3 ? [] : parts.map((part: unknown) => sample(document, part, name, depth + 1))),
      ...(depth > 3 ? [] : own.map(([field, one]) => ({ [field]: sample(document, one, field, depth + 1) }))),
    );
  }
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type !== 'string') return schema.type === 'integer' ? 1 : undefined;
  if (/^id$|Id$/.test(name) || schema.format === 'uuid') return uuid;
  if (/date|At$/i.test(`${String(schema.format)} ${name}`)) return '2026-01-01T00:00:00Z';
  if (/email/i.test(name)) return 'a@example.org';
  if (/fqdn|domain/i.test(name)) return 'shop.example.org';
  if (/ip$/i.test(name)) return '192.0.2.1';
  return name === 'description' ? 'a description' : `the ${name}`;
}
