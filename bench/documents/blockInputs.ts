import { parseJson } from '../../src/api/answers.js';
import { judgeBy } from '../../src/schema/schemaJudges.js';
import { schemaProblems } from '../../src/editor/language/schemaProblems.js';
import { addressKey, addressOf, fromUriPath, toApiPath, toUriPath } from '../../src/resource/address.js';
import { overlaySpec } from '../../src/resource/manifest.js';
import { withPresentSecrets } from '../../src/resource/restoreSpec.js';
import { hclText, withVariables } from '../../src/resource/hcl.js';
import { readJson } from '../../src/resource/jsonTree.js';
import { mergeSpecTexts } from '../../src/resource/merge.js';
import { parseLocation } from '../../src/resource/parseLocation.js';
import { secretsInBody } from '../../src/resource/bodySecrets.js';
import { respell } from '../../src/resource/respell.js';
import { hideSecretsInText } from '../../src/resource/secretFields.js';
import { currentStateText, prettyText, specText, specValue } from '../../src/resource/spec.js';
import { describePath, diffSpecs, isDangerous } from '../../src/resource/specDiff.js';
import { jsonOfYaml, yamlOfJson } from '../../src/resource/yamlSpec.js';
import { MOST_LEXEMES } from '../../src/resource/yamlText.js';
import { factsInMarkdown } from '../../src/schema/schemaFacts.js';
import { secretFree } from '../../src/scratchpad/copyAs/secretFree.js';
import { copiesOf } from '../../src/scratchpad/copyAs/targets.js';
import { filled, ROWS, SHAPES, spec } from './blockTexts.js';
import { ENVELOPE as SHAPE, LARGE_SPECS, largeDocument } from './largeSpec.js';
import { editorWork } from './editorWork.js';
import { largeWork } from './largeWork.js';
import { textAt } from '../../src/scratchpad/jsonPath.js';
import { renderResponse, type ResponseWords } from '../../src/scratchpad/renderResponse.js';

/** Something that the extension host does in one go, with an input that is large or made to hurt. */
export interface BlockInput {
  readonly name: string;
  run(): unknown;
}

/** The names of so many secrets are as long, each by a letter longer than the one before. */
const NAMES = 950;

/** The extension's own work on large texts, each made when it is asked for. */
export function blockInputs(): readonly BlockInput[] {
  return [
    ...specInputs(),
    ...yamlInputs(),
    ...listInputs(),
    ...terraformInputs(),
    ...schemaInputs(),
    ...textInputs(),
    ...addressInputs(),
    ...largeInputs(),
    ...editorWork(),
  ];
}

function specInputs(): readonly BlockInput[] {
  return SHAPES.flatMap(({ name, text }): readonly BlockInput[] => {
    const [base, mine, theirs] = [text(0), text(2), text(3)];
    const hidden = hideSecretsInText(base, () => true);
    const escaped = base.replaceAll('É', '\\u00c9');
    return [
      { name: `${name}: respelt`, run: () => respell(mine, escaped) },
      { name: `${name}: merged`, run: () => mergeSpecTexts(base, theirs, mine) },
      { name: `${name}: planned`, run: () => plan(base, mine) },
      {
        name: `${name}: secrets hidden`,
        run: () => hideSecretsInText(base, (path) => path.at(-1) === 'team'),
      },
      { name: `${name}: as YAML`, run: () => attempt(() => yamlOfJson(base)) },
      { name: `${name}: manifest on top of it`, run: () => overlaySpec(base, mine) },
      { name: `${name}: earlier secrets`, run: () => withPresentSecrets(hidden, mine, () => true) },
      { name: `${name}: judged`, run: () => schemaProblems(ANY, base) },
      { name: `${name}: wrong all over`, run: () => schemaProblems(WRONG, base) },
    ];
  });
}

const ANY = judgeBy({ type: 'object' });
/** What finds a mistake in every value that is no object and no list. */
const WRONG = judgeBy({
  type: 'object',
  definitions: {
    any: {
      type: ['object', 'array', 'boolean'],
      additionalProperties: { $ref: '#/definitions/any' },
      items: { $ref: '#/definitions/any' },
    },
  },
  additionalProperties: { $ref: '#/definitions/any' },
});

/** What a save of JSON does before it asks. */
function plan(before: string, after: string): unknown {
  readJson(after);
  return diffSpecs(specValue(before), specValue(after)).map((change) => [
    isDangerous(change),
    describePath(change.path),
  ]);
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (failure) {
    return failure;
  }
}

function yamlInputs(): readonly BlockInput[] {
  const [manyRows, mostRows] = [yamlOf(5_000), yamlOf(rowsAtYamlLimit())];
  return [
    { name: 'YAML of 5,000 rows as JSON', run: () => jsonOfYaml(manyRows) },
    { name: 'YAML at its limit as JSON', run: () => jsonOfYaml(mostRows) },
  ];
}

function yamlOf(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, index) => `  - id: row-${index}\n    size: ${index}\n    team: "a"\n`,
  );
  return `rows:\n${lines.join('')}`;
}

/** Rows of three fields, whose text is just about read. */
function rowsAtYamlLimit(): number {
  let [least, most] = [1, MOST_LEXEMES];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (jsonOfYaml(yamlOf(middle)).json === undefined) most = middle;
    else least = middle;
  }
  return least;
}

/** Two lists that have nothing in common but their members' looks. */
function listInputs(): readonly BlockInput[] {
  const [left = '', right = ''] = [0, 1].map((from) =>
    JSON.stringify({ list: Array.from({ length: ROWS }, (_, i) => `x${(i * 7919 + from) % 9_973}`) }),
  );
  return [{ name: 'plan of a list of 1,400 other texts', run: () => plan(left, right) }];
}

function terraformInputs(): readonly BlockInput[] {
  const named = spec(ROWS);
  const odd = Object.fromEntries(Array.from({ length: NAMES }, (_, index) => ['-'.repeat(index + 1), 'x']));
  const turns = Object.fromEntries(
    Array.from({ length: 6_500 }, (_, index) => [`f${index}`, index % 2 === 0 ? index : { a: index }]),
  );
  const hcl = (value: unknown): string => {
    const { spec: attributes, variables } = withVariables(
      value,
      (path) => path.at(-1) === 'name' || path.at(-1) === 'x' || /^-+$/.test(String(path.at(-1))),
    );
    return hclText({ type: 't', label: 'l', attributes: { target: attributes }, variables, importId: 'i' });
  };
  return [
    { name: 'Terraform of 1,400 rows', run: () => hcl(named) },
    { name: 'Terraform of 950 secrets of one name', run: () => hcl(odd) },
    { name: 'Terraform of 6,500 fields, every second one an object', run: () => hcl(turns) },
    {
      name: 'a request with 950 secrets of one name, copied in all forms',
      run: () =>
        copiesOf([
          {
            request: secretFree(
              { method: 'POST', path: '/a', body: JSON.stringify(odd) },
              { origin: 'https://x', schemaVersion: undefined },
              { isSecret: () => true },
            ),
            account: { credential: 'signature', endpoint: { name: 'ovh-eu', origin: 'https://x' } },
          },
        ]),
    },
  ];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function schemaInputs(): readonly BlockInput[] {
  const values = Array.from({ length: 20_000 }, (_, index) => `value-${index}`);
  const row = (properties: unknown): { readonly type: 'object'; readonly properties: unknown } => ({
    type: 'object',
    properties,
  });
  const rows = (properties: unknown): Parameters<typeof judgeBy>[0] =>
    row({ rows: { type: 'array', items: row(properties) } });
  const plain = judgeBy(
    rows({ id: { type: 'string' }, size: { type: 'integer', minimum: 1 }, labels: { type: 'object' } }),
  );
  const listed = judgeBy(row({ list: { type: 'array', items: { type: 'string', enum: values } } }));
  const unique = judgeBy(row({ list: { type: 'array', uniqueItems: true, items: { type: 'string' } } }));
  const [rowText, uniqueText] = [json(spec(ROWS)), json({ list: values.slice(0, 9_900) })];
  const wrongText = json({ rows: spec(ROWS).rows.map((one) => ({ ...one, size: 0 })) });
  const last = json({ list: Array.from({ length: ROWS }, () => values.at(-1)) });
  return [
    { name: 'schema judgement of 1,400 rows', run: () => schemaProblems(plain, rowText) },
    {
      name: 'schema judgement with 1,400 mistakes',
      run: () => schemaProblems(plain, wrongText),
    },
    { name: 'schema judgement of 1,400 of 20,000 allowed values', run: () => schemaProblems(listed, last) },
    {
      name: 'schema judgement of 9,900 unique values',
      run: () => schemaProblems(unique, uniqueText),
    },
    { name: 'hover of 20,000 allowed values', run: () => factsInMarkdown({ type: 'string', enum: values }) },
  ];
}

const NOTHING_KNOWN = { sectionOf: () => undefined, find: () => undefined } as never;
/** A response of a size, a list of small resources. */
function response(megabytes: number): string {
  const one = JSON.stringify({ id: 'x'.repeat(36), currentState: spec(3), targetSpec: spec(3) });
  return `[${Array.from({ length: Math.floor((megabytes * 1_000_000) / (one.length + 1)) }, () => one).join(',')}]`;
}

function textInputs(): readonly BlockInput[] {
  const [short, long] = [response(5), response(15.9)];
  const resource = filled((count) => {
    const half = JSON.stringify(Array.from({ length: count / 2 }, (_, i) => ({ name: `n${i}`, size: i })));
    return `{"id":"x","currentState":{"list":${half}},"targetSpec":{"list":${half}}}`;
  });
  const one = { method: 'GET', path: '/', status: 200, durationMs: 1, sizeBytes: 1, headers: {} };
  const words = { schemaVersion: () => '', queryId: () => '', raw: '' } as unknown as ResponseWords;
  const shown = (text: string) => () =>
    renderResponse({ response: { ...one, text }, text, pages: undefined } as never, words);
  const name = { method: 'GET', path: '/' } as const;
  return [
    { name: 'resource at its limit: its current state', run: () => currentStateText(resource) },
    { name: 'resource at its limit: its spec', run: () => specText(resource, SHAPE) },
    { name: 'resource at its limit: all of it', run: () => prettyText(resource) },
    { name: 'resource of 16 MB: its spec', run: () => attempt(() => specText(long, SHAPE)) },
    { name: 'answer of 5 MB read', run: () => attempt(() => parseJson(name, short)) },
    { name: 'answer of 16 MB read', run: () => attempt(() => parseJson(name, long)) },
    { name: 'answer of 5 MB shown', run: shown(short) },
    { name: 'answer of 16 MB shown', run: shown(long) },
    { name: 'answer of 16 MB of text shown', run: shown('text\n'.repeat(3_200_000)) },
    { name: 'answer of 5 MB referred to', run: () => textAt(short, [-1, 'targetSpec', 'rows', 0, 'id']) },
    {
      name: 'secrets of a body at its limit',
      run: () => secretsInBody(NOTHING_KNOWN, name, 'response', resource),
    },
  ];
}

/** A spec that is larger than what is checked while somebody types is still opened, planned and saved. */
function largeInputs(): readonly BlockInput[] {
  return LARGE_SPECS.flatMap(([name, valueOf]): readonly BlockInput[] => {
    const document = largeDocument(valueOf());
    let text = '';
    return [
      {
        name: `spec of 5 MB of ${name}: opened`,
        run: async () => {
          text = await document.open();
        },
      },
      { name: `spec of 5 MB of ${name}: planned and saved`, run: () => document.save(text) },
      ...largeWork(valueOf()).map(({ name: what, run }) => ({
        name: `spec of 5 MB of ${name}: ${what}`,
        run,
      })),
    ];
  });
}

function addressInputs(): readonly BlockInput[] {
  const paths = [
    '/a'.repeat(50_000),
    `/${'a'.repeat(100_000)}`,
    `/${'%2E'.repeat(33_000)}`,
    `/${'.'.repeat(100_000)}`,
    `/${'-a'.repeat(50_000)}-`,
    `/${'{'.repeat(100_000)}`,
    `/${' '.repeat(100_000)}`,
  ];
  const addresses = paths.map((path): BlockInput => ({
    name: `address of 100 kB, ${path.slice(0, 4)}…`,
    run: () => {
      const address = addressOf('account', path);
      return [
        toApiPath(address),
        addressKey(address),
        fromUriPath(toUriPath(address, 'spec')),
        fromUriPath(path),
        fromUriPath(`${path}.spec/${path}`),
      ];
    },
  }));
  const pages = paths.map((path): BlockInput => ({
    name: `console page of 100 kB, ${path.slice(0, 4)}…`,
    run: () =>
      [
        `https://eu.api.ovh.com/console/?section=x&branch=v2#get-${path}`,
        `https://eu.api.ovh.com/v2${path}`,
        `"${path}`,
        `GET ${path}`,
        `urn:${path}`,
        `https://a/${path}#${path}`,
      ].map(parseLocation),
  }));
  return [...addresses, ...pages];
}
