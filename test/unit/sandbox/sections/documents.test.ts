import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import {
  isJsonObject,
  propertiesOf,
  resolveSchema,
  type OpenApiDocument,
  type OpenApiOperation,
} from '../../../../src/schema/openapi.js';
import { compileSchema, documentsFolder, ownDocuments } from '../documentSchemas.js';

const documents = ownDocuments();
const named = (section: string, version: string): OpenApiDocument =>
  documents.find((one) => one.section === section && one.document.version === version)!.document;
const title = ({ method, path }: OpenApiOperation): string => `${method} ${path}`;

describe.each(documents)('$file', ({ file, section, document }) => {
  it('passes the linter', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      rules: {
        'tag-description': 'error',
        'no-schema-type-mismatch': 'error',
        'no-required-schema-properties-undefined': 'error',
        'no-invalid-schema-examples': 'error',
        // Errors have one shape in the whole branch, told in its guide and not in each document.
        'operation-4xx-response': 'off',
        // The real documents have no licence, and write `nullable` beside `allOf`; these are spelled like them.
        'info-license': 'off',
        'nullable-type-sibling': 'off',
        'no-invalid-media-type-examples': 'off',
      },
    });
    const problems = await lint({ ref: join(documentsFolder, file), config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it('is named after its section and its version', () => {
    expect(file).toBe(`${section}-${document.version}.yaml`);
    expect(document.operations.filter(({ path }) => !path.startsWith(`/${section}/`))).toEqual([]);
  });

  it('describes every operation, parameter, model and property', () => {
    const silent: string[] = [];
    for (const operation of document.operations) {
      if (!operation.summary || !operation.description) silent.push(title(operation));
      for (const parameter of operation.parameters) {
        if (!parameter.description) silent.push(`${title(operation)} ${parameter.name}`);
      }
    }
    for (const [name, model] of Object.entries(document.schemas)) {
      if (typeof model.description !== 'string') silent.push(name);
      for (const [property, schema] of Object.entries(propertiesOf(document, model))) {
        if (typeof schema.description !== 'string') silent.push(`${name}.${property}`);
      }
    }
    expect(silent).toEqual([]);
  });

  it('describes each enum value, or lists values that are clear by their names', () => {
    const plain = /Weekday|CurrentTaskStatus/;
    const untold = Object.entries(document.schemas).flatMap(([name, { enum: values, description }]) =>
      Array.isArray(values) && !plain.test(name)
        ? values
            .filter((value) => !String(description).includes(`\`${String(value)}\``))
            .map((value: unknown) => [name, value])
        : [],
    );
    expect(untold).toEqual([]);
  });

  it('gives every operation a badge and the rights that it asks for', () => {
    const bare = document.operations.filter(({ raw }) => {
      const badges = raw['x-badges'];
      const actions = raw['x-iam-actions'];
      return !Array.isArray(badges) || badges.length === 0 || !Array.isArray(actions) || actions.length === 0;
    });
    expect(bare.map(title)).toEqual([]);
  });

  it('says of a deprecated operation when it goes and what to use instead', () => {
    const keys = ['x-deprecation-date', 'x-deletion-date', 'x-replacement-route'];
    for (const { raw } of document.operations.filter(({ raw }) => raw.deprecated === true)) {
      expect(Object.keys(raw)).toEqual(expect.arrayContaining(keys));
    }
  });

  it('names an existing property as the identifier of a list or an item', () => {
    const wrong = document.operations.filter((operation) => {
      const identifier = operation.raw['x-response-identifier'];
      if (typeof identifier !== 'string') return false;
      const answer = resolveSchema(document, operation.responseSchema);
      return !(identifier in propertiesOf(document, answer.items ?? answer));
    });
    expect(wrong.map(title)).toEqual([]);
  });

  it('has a list for every item', () => {
    const lists = new Set(document.operations.filter(isList(document)).map(({ path }) => path));
    const readable = document.operations.filter(({ method, path }) => method === 'GET' && path.endsWith('}'));
    expect(readable.length).toBeGreaterThan(2);
    expect(
      readable.map(({ path }) => path.slice(0, path.lastIndexOf('/'))).filter((list) => !lists.has(list)),
    ).toEqual([]);
  });

  it('pages every list but those for internal use', () => {
    const unpaged = document.operations
      .filter(isList(document))
      .filter(({ parameters }) => !parameters.some(({ name }) => name === 'X-Pagination-Cursor'));
    expect(unpaged.map(({ raw }) => badgeOf(raw))).toEqual(unpaged.map(() => 'Internal use only'));
  });

  it('has a valid example for every request body', () => {
    const faults = document.operations
      .filter(({ requestSchema }) => requestSchema)
      .flatMap((operation) => {
        if (operation.requestExamples.length === 0) return [`${title(operation)}: no example`];
        const validate = compileSchema(document, operation.requestSchema, 'request');
        return operation.requestExamples.flatMap(({ name, value }) =>
          validate(value) ? [] : [`${title(operation)}: ${name} ${JSON.stringify(validate.errors)}`],
        );
      });
    expect(faults).toEqual([]);
  });

  it('has valid examples of what it answers', () => {
    const examples = document.operations.flatMap((operation) =>
      responseExamples(document, operation).map(([name, value]) => ({ operation, name, value })),
    );
    const shown = new Set(examples.map(({ operation }) => operation));
    const bare = document.operations.filter((operation) => operation.responseSchema && !shown.has(operation));
    // Their elements are shown where one of them is read.
    expect(bare.filter((one) => one.method !== 'DELETE' && !isList(document)(one)).map(title)).toEqual([]);
    const faults = examples.flatMap(({ operation, name, value }) => {
      const validate = compileSchema(document, operation.responseSchema, 'response');
      return validate(value) ? [] : [`${title(operation)}: ${name} ${JSON.stringify(validate.errors)}`];
    });
    expect(faults).toEqual([]);
  });

  it('uses every kind of badge that a client has to distinguish, over all its versions', () => {
    const labels = documents
      .filter((one) => one.section === section)
      .flatMap((one) => one.document.operations.map(({ raw }) => badgeOf(raw)));
    expect([...new Set(labels)].sort()).toEqual([
      'Alpha version',
      'Beta version',
      'Deprecated, will be removed',
      'Internal use only',
      'Stable production version',
    ]);
  });
});

describe('The versions of a section', () => {
  it.each(['access', 'managedPlatform'])(
    '%s: are 1.0, 2.0 and 2.1, each with its own entry in the changelog',
    (section) => {
      const versions = documents
        .filter((one) => one.section === section)
        .map(({ document }) => document.version);
      expect(versions).toEqual(['1.0', '2.0', '2.1']);
      for (const version of versions) {
        const entries = [...named(section, version).description!.matchAll(/^## (\S+) \(/gm)].map(
          ([, entry]) => entry,
        );
        expect(entries).toEqual(versions.filter((one) => one <= version).reverse());
      }
    },
  );

  it('access 2.0 breaks what its changelog says, and nothing else', () => {
    expect(differences(named('access', '1.0'), named('access', '2.0'))).toEqual(
      [
        ...['Creation', 'Response', 'Update'].flatMap((model) => [
          ...(model === 'Response' ? ['access.policy.Response.createdBy added'] : []),
          `access.policy.${model}.description changed`,
          `access.policy.${model}.expiredAt removed`,
          `access.policy.${model}.expiresAt added`,
          `access.policy.${model}.priority changed`,
          ...(model === 'Response' ? [] : [`access.policy.${model}: description required`]),
        ]),
        'access.policy.PriorityEnum removed',
        'access.policy.StateEnum: DRAFT removed',
        'access.reference.Role removed',
        'GET /access/reference/role removed',
      ].sort(),
    );
  });

  it('access 2.1 only adds what its changelog says', () => {
    const found = differences(named('access', '2.0'), named('access', '2.1'));
    expect(found.filter((one) => !/review/i.test(one))).toEqual([
      'GET /access/policy: search added',
      ...['Creation', 'Response', 'Update'].map((model) => `access.group.${model}.tagRule added`),
    ]);
    expect(found.filter((one) => !one.endsWith(' added'))).toEqual([]);
    expect(found).toEqual(
      expect.arrayContaining([
        'POST /access/reviewCampaign added',
        'access.policy.Response.reviewedAt added',
        'access.policy.Update.reviewEveryDays added',
      ]),
    );
  });

  it('managedPlatform 2.0 breaks what its changelog says, and nothing else', () => {
    const model = (name: string): string => `managedPlatform.${name}`;
    expect(differences(named('managedPlatform', '1.0'), named('managedPlatform', '2.0'))).toEqual(
      [
        'GET /managedPlatform/reference/flavor removed',
        model('cluster.NodePool.nodes removed'),
        model('cluster.NodePool.desiredNodes added'),
        model('cluster.NodePool: nodes optional'),
        model('cluster.NodePool: desiredNodes required'),
        model('cluster.MaintenanceWindow.duration changed'),
        model('cluster.MaintenanceWindow: duration required'),
        model('cluster.PlanEnum: DISCOVERY removed'),
        model('cluster.CreationTargetSpec: version required'),
        ...['cluster', 'network', 'project'].map((kind) => model(`${kind}.Update: checksum required`)),
      ].sort(),
    );
  });

  it('managedPlatform 2.1 only adds what its changelog says', () => {
    const found = differences(named('managedPlatform', '2.0'), named('managedPlatform', '2.1'));
    expect(found.filter((one) => !one.endsWith(' added'))).toEqual([]);
    const text = found.join('\n');
    const added = [
      'autoUpgrade',
      'deletionProtection',
      'observability',
      'region',
      'spotNodes',
      'carbonReport',
      'dnsServers',
      'gpu',
    ];
    for (const name of added) expect(text).toMatch(new RegExp(`[.: ]${name} added`));
    const said = new RegExp(
      `database|AutoUpgradeEnum|cluster\\.Observability|[.: ](${added.join('|')}) added`,
    );
    expect(found.filter((one) => !said.test(one))).toEqual([]);
  });

  it.each(['access', 'managedPlatform'])('%s: use the same words for what stayed the same', (section) => {
    const newest = named(section, '2.1');
    const reworded = ['1.0', '2.0'].flatMap((version) => {
      const older = named(section, version);
      return Object.entries(older.schemas).flatMap(([model, schema]) => {
        const later = propertiesOf(newest, newest.schemas[model]);
        return Object.entries(propertiesOf(older, schema)).flatMap(([name, property]) => {
          const same = later[name];
          return same && shape(property) === shape(same) && property.description !== same.description
            ? [`${model}.${name}`]
            : [];
        });
      });
    });
    // Since 2.0 it can't be left out, which its description says.
    expect(reworded.filter((one) => !one.endsWith('.Update.checksum'))).toEqual([]);
  });

  it('name every difference in the changelog', () => {
    for (const [section, versions] of [
      ['access', ['1.0', '2.0', '2.1']],
      ['managedPlatform', ['1.0', '2.0', '2.1']],
    ] as const) {
      for (const [from, to] of [
        [versions[0], versions[1]],
        [versions[1], versions[2]],
      ]) {
        const entry = named(section, to!)
          .description!.split(/^## /m)
          .find((part) => part.startsWith(to!))!;
        const properties = differences(named(section, from!), named(section, to!))
          .filter(
            (one) =>
              /^[\w.]+\.[a-z]\w* (added|removed|changed)$/.test(one) &&
              !/\.(review|database)\.|Observability\./.test(one),
          )
          .map((one) => /\.(\w+) \w+$/.exec(one)![1]!);
        expect(properties.length).toBeGreaterThan(2);
        expect([...new Set(properties)].filter((name) => !entry.includes(`\`${name}\``))).toEqual([]);
      }
    }
  });
});

const real = join(import.meta.dirname, '../../../../../shared/openapi');
const realFiles = existsSync(real) ? readdirSync(real).filter((name) => name.endsWith('.json')) : [];

describe.skipIf(realFiles.length === 0)('Beside the published documents', () => {
  it('no sentence of theirs is in ours', () => {
    const theirs = new Set(
      realFiles.flatMap((file) => sentences(JSON.parse(readFileSync(join(real, file), 'utf8')))),
    );
    expect(theirs.size).toBeGreaterThan(500);
    const shared = documents.flatMap(({ file, document }) =>
      sentences(document.raw).flatMap((sentence) => (theirs.has(sentence) ? [[file, sentence]] : [])),
    );
    expect(shared).toEqual([]);
  });
});

const badgeOf = (raw: OpenApiOperation['raw']): string =>
  (raw['x-badges'] as readonly { readonly label: string }[])[0]!.label;

function isList(document: OpenApiDocument): (operation: OpenApiOperation) => boolean {
  return ({ method, responseSchema }) =>
    method === 'GET' && resolveSchema(document, responseSchema).type === 'array';
}

function responseExamples(
  document: OpenApiDocument,
  { raw }: OpenApiOperation,
): readonly (readonly [string, unknown])[] {
  const content = (raw.responses as { readonly 200: { readonly content?: Record<string, unknown> } })[200]
    .content;
  const media = content?.['application/json'];
  const examples = isJsonObject(media) && isJsonObject(media.examples) ? media.examples : {};
  return Object.entries(examples).map(([name, example]) => [name, resolveSchema(document, example).value]);
}

/** What a second version adds, removes and changes, in words. */
function differences(before: OpenApiDocument, after: OpenApiDocument): readonly string[] {
  const found = compareNames(operationNames(before), operationNames(after));
  for (const operation of before.operations) {
    const other = after.operations.find((one) => title(one) === title(operation));
    const names = (one: OpenApiOperation): string[] =>
      one.parameters.map(({ name }) => `${title(operation)}: ${name}`);
    if (other) found.push(...compareNames(names(operation), names(other)));
  }
  found.push(...compareNames(Object.keys(before.schemas), Object.keys(after.schemas)));
  for (const [model, was] of Object.entries(before.schemas)) {
    const is = after.schemas[model];
    if (!is) continue;
    const [properties, others] = [propertiesOf(before, was), propertiesOf(after, is)];
    const label = (name: string): string => `${model}.${name}`;
    found.push(...compareNames(Object.keys(properties).map(label), Object.keys(others).map(label)));
    for (const [name, property] of Object.entries(properties)) {
      if (others[name] && shape(property) !== shape(others[name])) found.push(`${label(name)} changed`);
    }
    const values = (schema: { readonly enum?: unknown }): string[] =>
      Array.isArray(schema.enum) ? schema.enum.map((value) => `${model}: ${String(value)}`) : [];
    found.push(...compareNames(values(was), values(is)));
    const [needed, needs] = [was.required ?? [], is.required ?? []] as [string[], string[]];
    found.push(...needs.filter((name) => !needed.includes(name)).map((name) => `${model}: ${name} required`));
    found.push(...needed.filter((name) => !needs.includes(name)).map((name) => `${model}: ${name} optional`));
  }
  return found.sort();
}

const operationNames = (document: OpenApiDocument): string[] => document.operations.map(title);

function compareNames(before: readonly string[], after: readonly string[]): string[] {
  return [
    ...after.filter((name) => !before.includes(name)).map((name) => `${name} added`),
    ...before.filter((name) => !after.includes(name)).map((name) => `${name} removed`),
  ];
}

/** A schema without its words. */
function shape(schema: unknown): string {
  return JSON.stringify(schema, (key, value: unknown) =>
    key === 'description' || key === 'example' ? undefined : value,
  );
}

/** Every sentence that a person wrote: descriptions and summaries. */
function sentences(json: unknown): readonly string[] {
  if (Array.isArray(json)) return json.flatMap(sentences);
  if (!isJsonObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) =>
    (key === 'description' || key === 'summary') && typeof value === 'string'
      ? value
          .split(/(?<=[.!?])\s+|\n+/)
          .map((sentence) =>
            sentence
              .trim()
              .toLowerCase()
              .replace(/[.!?]$/, ''),
          )
          .filter((sentence) => sentence.length > 3)
      : sentences(value),
  );
}
