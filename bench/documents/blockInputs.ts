import { isTooDeep } from '../../src/api/nesting.js';
import { judgeBy } from '../../src/editor/language/schemaJudges.js';
import { schemaProblems } from '../../src/editor/language/schemaProblems.js';
import { addressKey, addressOf, fromUriPath, toApiPath, toUriPath } from '../../src/resource/address.js';
import { hclText, withVariables } from '../../src/resource/hcl.js';
import { readJson } from '../../src/resource/jsonTree.js';
import { mergeSpecTexts } from '../../src/resource/merge.js';
import { parseLocation } from '../../src/resource/parseLocation.js';
import { respell } from '../../src/resource/respell.js';
import { hideSecretsInText } from '../../src/resource/secretFields.js';
import { currentStateText, prettyText, specValue } from '../../src/resource/spec.js';
import { describePath, diffSpecs, isDangerous } from '../../src/resource/specDiff.js';
import { jsonOfYaml, yamlOfJson } from '../../src/resource/yamlSpec.js';
import { MOST_LEXEMES } from '../../src/resource/yamlText.js';
import { factsInMarkdown } from '../../src/schema/schemaFacts.js';
import { secretFree } from '../../src/scratchpad/copyAs/secretFree.js';
import { copiesOf } from '../../src/scratchpad/copyAs/targets.js';

/** Something that the extension host does in one go, with an input that is large or made to hurt. */
export interface BlockInput {
  readonly name: string;
  run(): unknown;
}

const ROWS = 5_000;

/** The extension's own work on large texts, each made when it is asked for. */
export function blockInputs(): readonly BlockInput[] {
  return [
    ...specInputs(),
    ...listInputs(),
    ...terraformInputs(),
    ...schemaInputs(),
    ...textInputs(),
    ...addressInputs(),
  ];
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** A spec with a list of rows; every `every`-th has another size and label. */
function spec(rows: number, every = 0): { readonly rows: readonly Row[] } {
  return {
    rows: Array.from({ length: rows }, (_, index) => ({
      id: `row-${index}`,
      name: `É ${index}`,
      size: every > 0 && index % every === 0 ? index + 1 : index,
      labels: { team: every > 0 && index % every === 0 ? `t${every}` : 'a', 'a.b/c': 'x"y' },
    })),
  };
}

/** The same without what rows are recognised by. */
function nameless(rows: number, every = 0): unknown {
  return { rows: spec(rows, every).rows.map(({ size, labels }) => ({ size, labels })) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function specInputs(): readonly BlockInput[] {
  const [base, mine, theirs] = [0, 2, 3].map((every) => json(spec(ROWS, every)));
  if (base === undefined || mine === undefined || theirs === undefined) throw new Error('three texts');
  const escaped = base.replaceAll('É', '\\u00c9');
  const [manyRows, mostRows] = [yamlOf(ROWS), yamlOf(rowsAtYamlLimit())];
  return [
    { name: 'respell of 5,000 rows', run: () => respell(mine, escaped) },
    { name: 'merge of 5,000 rows', run: () => mergeSpecTexts(base, theirs, mine) },
    { name: 'plan of 5,000 rows', run: () => plan(base, mine) },
    { name: 'JSON of 5,000 rows as YAML', run: () => attempt(() => yamlOfJson(base)) },
    { name: 'YAML of 5,000 rows as JSON', run: () => jsonOfYaml(manyRows) },
    { name: 'YAML at its limit as JSON', run: () => jsonOfYaml(mostRows) },
    {
      name: 'secrets of 5,000 rows hidden',
      run: () => hideSecretsInText(base, (path) => path.at(-1) === 'team'),
    },
  ];
}

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

/** Lists whose members have no names are aligned by what they hold. */
function listInputs(): readonly BlockInput[] {
  const [base = '', mine = '', theirs = ''] = [0, 2, 3].map((every) => json(nameless(ROWS, every)));
  const [left, right] = [0, 1].map((from) =>
    json({ list: Array.from({ length: ROWS }, (_, i) => `x${(i * 7919 + from) % 9_973}`) }),
  );
  return [
    { name: 'respell of 5,000 rows without names', run: () => respell(mine, base) },
    {
      name: 'merge of 5,000 rows without names',
      run: () => mergeSpecTexts(base, theirs, mine),
    },
    { name: 'plan of 5,000 rows without names', run: () => plan(base, mine) },
    { name: 'plan of a list of 5,000 other texts', run: () => plan(left ?? '', right ?? '') },
  ];
}

function terraformInputs(): readonly BlockInput[] {
  const named = spec(ROWS);
  const odd = Object.fromEntries(Array.from({ length: ROWS }, (_, index) => ['-'.repeat(index + 1), 'x']));
  const turns = Object.fromEntries(
    Array.from({ length: ROWS * 4 }, (_, index) => [`f${index}`, index % 2 === 0 ? index : { a: index }]),
  );
  const hcl = (value: unknown): string => {
    const { spec: attributes, variables } = withVariables(
      value,
      (path) => path.at(-1) === 'name' || path.at(-1) === 'x' || /^-+$/.test(String(path.at(-1))),
    );
    return hclText({ type: 't', label: 'l', attributes: { target: attributes }, variables, importId: 'i' });
  };
  return [
    { name: 'Terraform of 5,000 rows', run: () => hcl(named) },
    { name: 'Terraform of 5,000 secrets of one name', run: () => hcl(odd) },
    { name: 'Terraform of 20,000 fields, every second one an object', run: () => hcl(turns) },
    {
      name: 'a request with 5,000 secrets of one name, copied in all forms',
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
  const [rowText, uniqueText] = [json(spec(ROWS)), json({ list: values })];
  const wrongText = json({ rows: spec(ROWS).rows.map((one) => ({ ...one, size: 0 })) });
  const last = json({ list: Array.from({ length: ROWS }, () => values.at(-1)) });
  return [
    { name: 'schema judgement of 5,000 rows', run: () => schemaProblems(plain, rowText) },
    {
      name: 'schema judgement with 5,000 mistakes',
      run: () => schemaProblems(plain, wrongText),
    },
    { name: 'schema judgement of 5,000 of 20,000 allowed values', run: () => schemaProblems(listed, last) },
    {
      name: 'schema judgement of 20,000 unique values',
      run: () => schemaProblems(unique, uniqueText),
    },
    { name: 'hover of 20,000 allowed values', run: () => factsInMarkdown({ type: 'string', enum: values }) },
  ];
}

/** A response of a size, a list of small resources. */
function response(megabytes: number): string {
  const one = JSON.stringify({ id: 'x'.repeat(36), currentState: spec(3), targetSpec: spec(3) });
  return `[${Array.from({ length: Math.floor((megabytes * 1_000_000) / (one.length + 1)) }, () => one).join(',')}]`;
}

function textInputs(): readonly BlockInput[] {
  return [5, 15.9].flatMap((megabytes): readonly BlockInput[] => {
    const text = response(megabytes);
    const label = `JSON of ${megabytes.toFixed(0)} MB`;
    return [
      { name: `${label}: its depth`, run: () => isTooDeep(text) },
      { name: `${label}: its value`, run: () => specValue(text) },
      { name: `${label}: printed anew`, run: () => prettyText(text) },
      {
        name: `${label}: its current state`,
        run: () => currentStateText(`{"currentState":${text}}`.slice(0, 16_000_000)),
      },
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
