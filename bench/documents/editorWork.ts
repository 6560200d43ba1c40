import { comparingFields, comparisonView } from '../../src/editor/panel/comparisonView.js';
import { judgeEdit } from '../../src/resource/bulkEdit.js';
import { draftSnippet } from '../../src/resource/draftSnippet.js';
import type { SpecEdit } from '../../src/resource/editSpec.js';
import { LARGE_JSON } from '../../src/resource/jsonTree.js';
import { hideSecretsInText, type IsSecretField } from '../../src/resource/secretFields.js';
import { Slices } from '../../src/resource/slices.js';
import { specValue } from '../../src/resource/spec.js';
import { parseOpenApi, type JsonObject } from '../../src/schema/openapi.js';
import { readCatalogue } from '../../src/schema/readCatalogue.js';
import { createDraft } from '../../src/schema/template.js';
import { checkSteps } from '../../src/scratchpad/checkRequestFile.js';
import { foldsOf } from '../../src/scratchpad/help/folds.js';
import { semanticTokens } from '../../src/scratchpad/help/semanticTokens.js';
import { valueHints } from '../../src/scratchpad/help/valueHints.js';
import { linkedValues } from '../../src/scratchpad/linkedValues.js';
import { outlineOf } from '../../src/scratchpad/outline.js';
import { parseRequestFile } from '../../src/scratchpad/parseRequestFile.js';
import { requestFileText } from '../requestFileText.js';
import { noSources } from '../../src/scratchpad/sources.js';
import { Variables } from '../../src/scratchpad/variables.js';
import { SHAPES } from './blockTexts.js';

/** Something that the editor does by itself or at a click, with as much as it is done with at all. */
export interface EditorWork {
  readonly name: string;
  run(): unknown;
}

/** Bulk edits, comparisons by field, drafts, links and request files, each as large as it may be. */
export function editorWork(): readonly EditorWork[] {
  return [...bulkWork(), ...comparedWork(), ...draftWork(), ...linkWork(), ...requestWork()];
}

function bulkWork(): readonly EditorWork[] {
  return SHAPES.flatMap(({ name, text }) => {
    const base = text(0);
    const [first = ''] = Object.keys(JSON.parse(base) as object);
    const edits: readonly SpecEdit[] = [
      { steps: [{ kind: 'field', name: 'new' }], change: { kind: 'set', json: '1' } },
      {
        steps: [{ kind: 'field', name: first }, { kind: 'members' }, { kind: 'field', name: 'size' }],
        change: { kind: 'set', json: '7' },
      },
      {
        steps: [
          { kind: 'field', name: first },
          { kind: 'members', only: { field: 'id', json: '"row-700"' } },
          { kind: 'field', name: 'size' },
        ],
        change: { kind: 'remove' },
      },
    ];
    const read = { base: { text: base }, condition: { kind: 'done' } } as Parameters<typeof judgeEdit>[0];
    return [
      ...edits.map((edit, at) => ({
        name: `${name}: bulk edit ${String(at + 1)}`,
        run: () => judgeEdit(read, edit, () => Promise.resolve([])),
      })),
      { name: `${name}: a side of it`, run: () => hideSecretsInText(base, () => true) },
    ];
  });
}

function comparedWork(): readonly EditorWork[] {
  const l10n = { t: (text: string) => text } as never;
  return SHAPES.map(({ name, text }) => {
    const [before, after] = [specValue(text(0)), specValue(text(2))];
    const isSecret: IsSecretField = (path) => path.at(-1) === 'team';
    const run = async (): Promise<unknown> =>
      comparisonView('x', await new Slices().through(comparingFields(before, after, isSecret)), l10n);
    return { name: `${name}: compared by field`, run };
  });
}

/** Fields of a model: fifty times as many as the largest one that was published. */
const FIELDS = 5_000;

function draftWork(): readonly EditorWork[] {
  return [true, false].flatMap((isRequired) => {
    const properties = Object.fromEntries(
      Array.from({ length: FIELDS }, (_, at) => [`field${String(at)}`, { type: 'string' }]),
    );
    const model = { type: 'object', properties, ...(isRequired && { required: Object.keys(properties) }) };
    const api = parseOpenApi(documentOf(model));
    const [collection] = readCatalogue('/s', api).collections;
    if (!collection) throw new Error('the document has a list');
    const draft = (known: JsonObject = {}) => createDraft(api, collection, known) ?? fail();
    const what = `draft of ${String(FIELDS)} ${isRequired ? 'required' : 'optional'} fields`;
    const copied = { rows: 'x'.repeat(LARGE_JSON.characters - 20) };
    return [
      { name: what, run: () => draft() },
      ...(['json', 'yaml'] as const).map((format) => ({
        name: `${what} as ${format}`,
        run: () => draftSnippet(draft(), format, 'optional'),
      })),
      { name: `${what}, of the largest copy`, run: () => draftSnippet(draft(copied), 'json', 'optional') },
    ];
  });
}

function fail(): never {
  throw new Error('the list takes new members');
}

function documentOf(model: JsonObject): JsonObject {
  const answers = (schema: unknown): object => ({
    responses: { 200: { description: 'Done', content: { 'application/json': { schema } } } },
  });
  return {
    openapi: '3.0.0',
    info: { title: 's', version: '1.0' },
    paths: {
      '/s/thing': {
        get: answers({ type: 'array', items: model }),
        post: { requestBody: { content: { 'application/json': { schema: model } } }, ...answers(model) },
      },
      '/s/thing/{id}': { get: answers(model) },
    },
  };
}

function linkWork(): readonly EditorWork[] {
  const row = '{"id": "11111111-2222-4333-8444-555555555555", "path": "/v2/a/b", "text": "\\" x"},\n';
  const text = `[${row.repeat(Math.floor(1_999_000 / row.length))}{}]`;
  return [
    { name: 'links of 2 MB of JSON', run: () => linkedValues(text, 'https://x', () => false) },
    { name: 'links of 2 MB of YAML', run: () => linkedValues(text, 'https://x', () => false, 'yaml') },
  ];
}

/** As many requests, variables and characters as a request file may have. */
const REQUEST_FILES: readonly (readonly [string, string])[] = [
  [
    'requests',
    Array.from(
      { length: 9_990 },
      (_, at) => `### request ${String(at)}\nGET /v2/a/{{v${String(at % 50)}}}?a=b&c=d\nX-A: b\n\n`,
    ).join(''),
  ],
  [
    'variables',
    `${Array.from({ length: 9_990 }, (_, at) => `@v${String(at)} = x {{v${String(at - 1)}}}`).join('\n')}\nGET /v2/{{v3}}\n`,
  ],
  [
    'a body',
    `POST /v2/a\n\n${JSON.stringify({ rows: Array.from({ length: 12_000 }, (_, at) => ({ id: `r${String(at)}`, name: `{{v}} ${'x'.repeat(50)} {{w}}`, at })) })}\n`,
  ],
  ['requests with bodies', `@v = x\n${requestFileText(8_000)}`],
  ['uses in one line', `GET /v2/${'{{a}}?&='.repeat(24_990)}`],
];

function requestWork(): readonly EditorWork[] {
  return REQUEST_FILES.flatMap(([name, text]) => {
    const file = parseRequestFile(text);
    const works: Readonly<Record<string, () => unknown>> = {
      read: () => parseRequestFile(text),
      checked: () => new Slices().through(checkSteps(file, 'https://x', noSources)),
      outlined: () => outlineOf(file),
      folded: () => foldsOf(file),
      coloured: () => semanticTokens(file),
      'with its values': () =>
        valueHints(file, new Variables(file, noSources), { start: 0, end: text.length }),
    };
    return Object.entries(works).map(([what, run]) => ({ name: `request file of ${name}: ${what}`, run }));
  });
}
