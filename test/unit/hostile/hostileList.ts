import { LARGE_SPECS } from '../../../bench/documents/largeSpec.js';
import { largeWork } from '../../../bench/documents/largeWork.js';
import { parseJson } from '../../../src/api/answers.js';
import { redactBody, redactText } from '../../../src/api/redact.js';
import { readManifests } from '../../../src/resource/manifest.js';
import { mergeSpecTexts } from '../../../src/resource/merge.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';
import { jsonOfYaml } from '../../../src/resource/yamlSpec.js';
import { fieldOrders } from '../../../src/schema/fieldOrder.js';
import { toJsonSchema } from '../../../src/schema/jsonSchema.js';
import { markedSecrets } from '../../../src/schema/markedSecrets.js';
import { parseOpenApi, type JsonObject } from '../../../src/schema/openapi.js';
import { matchPatterns } from '../../../src/schema/patterns.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { specPlaces } from '../../../src/schema/specPlaces.js';
import { templateFrom } from '../../../src/schema/template.js';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { toApiRequest } from '../../../src/scratchpad/toApiRequest.js';
import { model, openApi, operation } from '../schema/documents.js';

/** Files, answers and documents that once took all of the memory or of the time. A program of its own, which prints what it took. */
const HOSTILE: readonly (() => unknown)[] = [
  ...[
    [
      ...Array.from({ length: 30 }, (_, at) => `@v${at} = {{v${at + 1}}}{{v${at + 1}}}`),
      'GET /v2/{{v0}}',
    ].join('\n'),
    `GET a${' '.repeat(120_000)}x`,
    '### one\nGET /v2/a\n'.repeat(10_000),
    `GET /v2/a\n${'&x=y\n'.repeat(100_000)}`,
    [...Array.from({ length: 10_000 }, (_, at) => `@v${at} = {{v${at + 1}}}`), 'GET /v2/{{v0}}'].join('\n'),
    Array.from({ length: 8_000 }, (_, at) => `@v${at} = ${at}\n###\nGET /v2/{{v${at}}}\n`).join(''),
  ].map((text) => () => {
    const file = parseRequestFile(text);
    for (const request of file.requests) toApiRequest(file, request, 'https://api.example');
  }),
  ...[
    `a: &a\n${'  - x\n'.repeat(1_000)}b:\n${'  - *a\n'.repeat(1_000)}`,
    Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${at ? `*a${at - 1}, *a${at - 1}` : 'x'}]`).join(
      '\n',
    ),
    '['.repeat(4_000),
    '- a\n'.repeat(250_000),
    `pools:\n${'- name: a\n  size: 1\n'.repeat(1_000)}`,
  ].map((text) => () => jsonOfYaml(text)),
  () => readManifests(`kind: /a\nspec:\n  a: 1\n---\n`.repeat(5_000), 'yaml'),
  ...['{"a":['.repeat(200_000), JSON.stringify({ a: 'x'.repeat(1e6) })].map((text) => () => {
    redactBody(text);
    redactText(text.slice(0, 250_000));
    mergeSpecTexts('{}', text, text);
    return parseJson({ method: 'GET', path: '/a' }, text);
  }),
  () =>
    diffSpecs(
      Array.from({ length: 100_000 }, (_, a) => ({ a })),
      Array.from({ length: 100_000 }, (_, b) => ({ b })),
    ),
  () => matchPatterns([{ pattern: '^(a+)+$', text: `${'a'.repeat(60)}!` }]),
  () => walk({ M0: { allOf: [model('M0'), model('M0'), model('M0')] } }),
  () => walk(row(11, 4)),
  () => walk(row(20, 5)),
  ...LARGE_SPECS.map(([, valueOf]) => async () => {
    for (const { run } of largeWork(valueOf())) await run();
  }),
];

function row(deep: number, wide: number): Record<string, JsonObject> {
  return Object.fromEntries(
    Array.from({ length: deep }, (_, at) => {
      const below = at === deep - 1 ? { type: 'string', format: 'password' } : model(`M${at + 1}`);
      const properties = Object.fromEntries(
        Array.from({ length: wide }, (__, field) => [`f${field}`, below]),
      );
      return [`M${at}`, { type: 'object', required: Object.keys(properties), properties }];
    }),
  );
}

function walk(schemas: Record<string, JsonObject>): void {
  const spec = model('M0');
  const put = operation({ answer: spec, body: { type: 'object', properties: { targetSpec: spec } } });
  const api = parseOpenApi(openApi({ '/s/thing/{id}': { get: operation({ answer: spec }), put } }, schemas));
  readCatalogue('/s', api);
  fieldOrders(api)(spec);
  const schema = toJsonSchema(api, spec);
  templateFrom(schema);
  specPlaces(schema);
  markedSecrets(api)(spec)(['f0', 'f1', 'f2']);
}

for (const run of HOSTILE) {
  try {
    await run();
  } catch (failure) {
    // A refusal is an answer.
    if (/call stack|memory|array length/.test(String(failure))) throw failure;
  }
}
process.stdout.write(JSON.stringify({ peakMb: process.resourceUsage().maxRSS / 1_024 }));
