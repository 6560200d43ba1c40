import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../src/api/apiClient.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { answerForm } from '../../../src/schema/answerForm.js';
import type { Catalogue, Collection, Item } from '../../../src/schema/catalogue.js';
import { createSchema, specSchema, toJsonSchema } from '../../../src/schema/jsonSchema.js';
import { expandSnippet } from '../../support/expandSnippet.js';
import { draftSnippet } from '../../../src/resource/draftSnippet.js';
import { specValue } from '../../../src/resource/spec.js';
import { jsonOfYaml } from '../../../src/resource/yamlSpec.js';
import { createDraft } from '../../../src/schema/template.js';
import { findByPath } from '../../../src/schema/findByPath.js';
import { parseOpenApi, type OpenApiDocument } from '../../../src/schema/openapi.js';
import { answerOperation } from '../../../src/schema/taskInputs.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { SchemaSource } from '../../../src/schema/schemaSource.js';
import { tableOf, type TableRow } from './catalogueTable.js';
import { sandboxClient } from '../../support/sandboxClient.js';

/** Published documents beside the checkout, where there are any. */
const folder = join(import.meta.dirname, '../../../../shared/openapi');

function read(file: string): OpenApiDocument {
  return parseOpenApi(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

function row(
  path: string,
  kind: TableRow['kind'],
  identifier: string,
  can: string,
  actions: readonly string[] = [],
): TableRow {
  return { path, kind, identifier, can, actions };
}

/** Written by hand from the documents: what stands where, how it is named, and what can be done with it. */
const tables: readonly (readonly [section: string, file: string, rows: readonly TableRow[]])[] = [
  [
    '/iam',
    'iam.json',
    [
      row('/iam/log/kind', 'plain', '-', 'list+ read'),
      row('/iam/log/subscription', 'plain', '-', 'list+ create read delete'),
      row('/iam/permissionsGroup', 'plain', 'urn', 'list+ create read update delete'),
      row('/iam/policy', 'plain', 'id', 'list+ create read update delete'),
      row('/iam/reference/action', 'rows', '-', 'list+'),
      row('/iam/reference/resource/type', 'rows', '-', 'list+'),
      row('/iam/resource', 'plain', 'urn', 'list+ read update', [
        'POST /iam/resource/{resourceURN}/authorization/check',
        'POST /iam/resource/{resourceURN}/tag',
        'DELETE /iam/resource/{resourceURN}/tag/{key}',
      ]),
      row('/iam/resourceGroup', 'plain', 'id', 'list+ create read update delete'),
      row('', 'rows', '-', '', ['POST /iam/authorization/check', 'POST /iam/log/url']),
    ],
  ],
  [
    '/publicCloud',
    'publicCloud.json',
    [
      row('/publicCloud/project', 'envelopes', 'id', 'list+ create read update'),
      row(
        '/publicCloud/project/{projectId}/rancher',
        'envelopes',
        'id',
        'list+ create read update delete task event',
        ['POST /publicCloud/project/{projectId}/rancher/{rancherId}/adminCredentials'],
      ),
      row('/publicCloud/project/{projectId}/rancher/{rancherId}/capabilities/plan', 'rows', '-', 'list+'),
      row('/publicCloud/project/{projectId}/rancher/{rancherId}/capabilities/version', 'rows', '-', 'list+'),
      row('/publicCloud/project/{projectId}/reference/rancher/plan', 'rows', '-', 'list+'),
      row('/publicCloud/project/{projectId}/reference/rancher/version', 'rows', '-', 'list+'),
      row('/publicCloud/reference/rancher/plan', 'rows', '-', 'list+'),
      row('/publicCloud/reference/rancher/version', 'rows', '-', 'list+'),
    ],
  ],
];

const hasDocuments = existsSync(folder);
const whenThere = hasDocuments ? describe : describe.skip;

whenThere(`the published documents${hasDocuments ? '' : ` (left out: there is no ${folder})`}`, () => {
  let sandbox: Sandbox;
  let api: ApiClient;
  beforeAll(async () => {
    sandbox = await startSandbox({ documents: tables.map(([, file]) => join(folder, file)), resources: 3 });
    api = sandboxClient(sandbox);
  });
  afterAll(async () => {
    await api.close();
    await sandbox.stop();
  });

  it.each(tables)('%s, as an API serves it, offers what its table says', async (section, _, rows) => {
    const byPath = (a: TableRow, b: TableRow): number => a.path.localeCompare(b.path);
    const { catalogue } = await new SchemaSource({ api, version: () => undefined }).section(section);
    expect([...tableOf(catalogue)].sort(byPath)).toEqual([...rows].sort(byPath));
  });

  it('badges mark what is for internal use and what is deprecated', () => {
    const { collections } = readCatalogue('/publicCloud', read('publicCloud.json'));
    const [project] = collections.filter(({ name }) => name === 'project');
    expect(project?.create?.isInternal).toBe(true);
    expect(project?.list.isInternal).toBe(false);
    const references = collections.filter(({ name }) => name.startsWith('reference/'));
    expect(references.map(({ list }) => list.isDeprecated)).toEqual([true, true]);
  });

  it.each([
    ['/iam', 'iam.json', 31],
    ['/publicCloud', 'publicCloud.json', 19],
    ['/telephony', 'telephony-v1-stress.json', 612],
  ])('every operation of %s has its place', (section, file, count) => {
    const catalogue = readCatalogue(section, read(file));
    expect(catalogue.operations).toHaveLength(count);
    const placed = new Set(operationsOf(catalogue));
    expect(
      catalogue.operations.filter((operation) => !placed.has(operation)).map(({ path }) => path),
    ).toEqual([]);
  });

  it.each([
    ['/iam', 'iam.json'],
    ['/publicCloud', 'publicCloud.json'],
    ['/telephony', 'telephony-v1-stress.json'],
  ])('every path of %s is found again from an address', (section, file) => {
    const catalogue = readCatalogue(section, read(file));
    const visit = ({ collections, singletons }: Pick<Item, 'collections' | 'singletons'>): void => {
      for (const collection of collections) {
        expect(findByPath(catalogue, filled(collection.path)).collection).toBe(collection);
        if (!collection.item) continue;
        expect(findByPath(catalogue, filled(collection.item.path)).item).toBe(collection.item);
        visit(collection.item);
      }
      for (const item of singletons) expect(findByPath(catalogue, filled(item.path)).item).toBe(item);
    };
    visit(catalogue);
  });
});

whenThere('bodies of the published documents', () => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats(ajv);

  it.each([
    ['/iam', 'iam.json', 7],
    ['/publicCloud', 'publicCloud.json', 4],
    ['/telephony', 'telephony-v1-stress.json', 90],
  ])('of %s have schemas that a validator takes, and templates that fit them', (section, file, least) => {
    const api = read(file);
    const schemas: object[] = [];
    const visit = ({ collections, singletons }: Pick<Item, 'collections' | 'singletons'>): void => {
      for (const item of singletons)
        schemas.push(...[specSchema(api, item)].filter((one) => one !== undefined));
      for (const collection of collections) {
        const create = createSchema(api, collection);
        const draft = createDraft(api, collection);
        if (create && draft) {
          schemas.push(create);
          const [asJson, asYaml] = (['json', 'yaml'] as const).map((format) =>
            expandSnippet(draftSnippet(draft, format, 'Optional')),
          );
          const value = specValue(asJson ?? '');
          expect(Object.keys(value as object)).toEqual(
            expect.arrayContaining((create.required as string[] | undefined) ?? []),
          );
          if (((create.required as string[] | undefined) ?? []).length > 0)
            expect(specValue(jsonOfYaml(asYaml ?? '').json ?? '')).toEqual(value);
        }
        if (!collection.item) continue;
        schemas.push(...[specSchema(api, collection.item)].filter((one) => one !== undefined));
        visit(collection.item);
      }
    };
    visit(readCatalogue(section, api));
    expect(schemas.length).toBeGreaterThanOrEqual(least);
    for (const schema of schemas) expect(() => ajv.compile(schema)).not.toThrow();
  });

  it.each([
    ['iam.json', 7],
    ['publicCloud.json', 3],
  ])('of %s are what their own examples are', (file, least) => {
    const api = read(file);
    const examples = readCatalogue('', api).operations.flatMap(({ requestSchema, requestExamples }) =>
      requestExamples.map(({ value }) => ({ value, isValid: ajv.compile(toJsonSchema(api, requestSchema)) })),
    );
    expect(examples.length).toBeGreaterThanOrEqual(least);
    for (const { value, isValid } of examples) expect([isValid(value), isValid.errors]).toEqual([true, null]);
  });
});

/** Where a task waits for a person, what a document says of its inputs has to make a form. */
describe.skipIf(!existsSync(join(folder, 'v2-2026/managedCMS.json')))('a published task with inputs', () => {
  it('is answered field by field, though its inputs are a map of anything', () => {
    const api = read('v2-2026/managedCMS.json');
    const { item } = findByPath(readCatalogue('/managedCMS', api), '/managedCMS/resource/1');
    const operation = answerOperation(api, item?.tasks?.item);
    const { places, fixed } = answerForm(api, operation!, {
      id: 't',
      status: 'WAITING_USER_INPUT',
      errors: [],
    });
    const input = 'import.cmsSpecific.wordpress.selection';
    expect(
      [...places].map(
        ([
          {
            name,
            input: { kind },
          },
          place,
        ]) => [name, kind, place.join(' ')],
      ),
    ).toEqual([
      ...['comments', 'media', 'pages'].map((name) => [name, 'choice', `inputs ${input} ${name}`]),
      ['plugins', 'nested', `inputs ${input} plugins`],
      ...['posts', 'tags'].map((name) => [name, 'choice', `inputs ${input} ${name}`]),
      ['themes', 'nested', `inputs ${input} themes`],
      ...['users', 'wholeDatabase'].map((name) => [name, 'choice', `inputs ${input} ${name}`]),
    ]);
    expect(fixed).toEqual([]);
  });
});

/** A path with an identifier that is a path in itself in place of each parameter. */
function filled(path: string): string {
  return path.replaceAll(/\{\w+\}/g, encodeURIComponent('urn:v1:eu/some thing'));
}

function operationsOf(
  contents: Pick<Catalogue, 'collections' | 'singletons' | 'actions'>,
): readonly unknown[] {
  const ofItem = (item: Item): readonly unknown[] => [
    ...[item.read, item.update, item.remove],
    ...[item.tasks, item.events].flatMap((list) => (list ? ofCollection(list) : [])),
    ...operationsOf(item),
  ];
  const ofCollection = ({ list, create, item }: Collection): readonly unknown[] => [
    ...[list, create],
    ...(item ? ofItem(item) : []),
  ];
  return [
    ...contents.collections.flatMap(ofCollection),
    ...contents.singletons.flatMap(ofItem),
    ...contents.actions,
  ];
}
