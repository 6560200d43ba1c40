import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/api/answers.js';
import { MOST_LEVELS } from '../../../src/api/nesting.js';
import { redactBody, redactText } from '../../../src/api/redact.js';
import { describeFailure } from '../../../src/editor/shell/describeFailure.js';
import { readPartText } from '../../../src/editor/language/partText.js';
import { judgeBy } from '../../../src/schema/schemaJudges.js';
import { schemaProblems } from '../../../src/editor/language/schemaProblems.js';
import { yamlProposals } from '../../../src/resource/yamlCompletion.js';
import { yamlTree } from '../../../src/resource/yamlTree.js';
import { editSpec } from '../../../src/resource/editSpec.js';
import { jsonTree, readJson } from '../../../src/resource/jsonTree.js';
import { readManifests } from '../../../src/resource/manifest.js';
import { manifestParts } from '../../../src/resource/manifestParts.js';
import { mergeSpecTexts } from '../../../src/resource/merge.js';
import { hideSecretsInText } from '../../../src/resource/secretFields.js';
import { prettyText, specText, specValue } from '../../../src/resource/spec.js';
import { stateHints, stateHintsOfYaml } from '../../../src/resource/stateHints.js';
import { yamlEditing } from '../../../src/resource/yamlEditing.js';
import { jsonOfYaml, yamlOfJson } from '../../../src/resource/yamlSpec.js';
import { LONGEST_YAML, MOST_LEXEMES, TooLargeForYaml } from '../../../src/resource/yamlText.js';
import { compareDocuments } from '../../../src/schema/comparison/compareDocuments.js';
import { fieldOrders } from '../../../src/schema/fieldOrder.js';
import { toJsonSchema } from '../../../src/schema/jsonSchema.js';
import { manifestSchema } from '../../../src/schema/manifestSchema.js';
import { versionsIn } from '../../../src/schema/versions.js';
import { markedSecrets } from '../../../src/schema/markedSecrets.js';
import { propertiesOf, type JsonObject, type OpenApiDocument } from '../../../src/schema/openapi.js';
import { matchPatterns } from '../../../src/schema/patterns.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { specPlaces } from '../../../src/schema/specPlaces.js';
import { templateFrom } from '../../../src/schema/template.js';
import { ANYTHING } from '../../../src/schema/writableFields.js';
import { valueHints } from '../../../src/scratchpad/help/valueHints.js';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import type { Problem } from '../../../src/scratchpad/problem.js';
import { renderResponse } from '../../../src/scratchpad/renderResponse.js';
import { noSources } from '../../../src/scratchpad/sources.js';
import { toApiRequest } from '../../../src/scratchpad/toApiRequest.js';
import { Variables } from '../../../src/scratchpad/variables.js';
import { document, listOf, model, operation } from '../schema/documents.js';
import { quick, quickly } from './bounds.js';

const STATE = {
  currentState: { a: 1 },
  targetSpec: {},
  condition: { kind: 'atWork', status: undefined },
} as const;

/** Prepares every request of a file, as each key that is typed in it does. */
function problemsIn(text: string): readonly Problem[] {
  const file = parseRequestFile(text);
  return [
    ...file.diagnostics,
    ...file.requests.flatMap((request) => {
      const prepared = toApiRequest(file, request, 'https://api.example');
      return prepared.kind === 'refused' ? prepared.problems : [];
    }),
  ];
}

const codes = (problems: readonly Problem[]): readonly string[] => problems.map(({ code }) => code);

describe('a request file', () => {
  test('whose variables double each other 30 times is refused, and not filled in', () => {
    const doubled = Array.from({ length: 30 }, (_, at) => `@v${at} = {{v${at + 1}}}{{v${at + 1}}}`);
    const text = [...doubled, '@v30 = x', 'GET /v2/{{v0}}'].join('\n');
    expect(codes(quick(() => problemsIn(text)))).toContain('variableTooLong');
  });

  test('whose 9,000 variables each hold the one before is not filled in to its end', () => {
    const chain = Array.from({ length: 9_000 }, (_, at) => `@v${at + 1} = x {{v${at}}}`);
    const text = ['@v0 = x', ...chain, 'GET /v2/{{v9000}}'].join('\n');
    const file = parseRequestFile(text);
    const hints = quick(() =>
      valueHints(file, new Variables(file, noSources), { start: 0, end: text.length }),
    );
    expect(hints.length).toBeGreaterThan(1_500);
    expect(hints.length).toBeLessThan(9_000);
  });

  test('whose variables are 5,000 deep is refused', () => {
    const chain = Array.from({ length: 5_000 }, (_, at) => `@v${at} = {{v${at + 1}}}`);
    const text = [...chain, '@v5000 = x', 'GET /v2/{{v0}}'].join('\n');
    expect(codes(quick(() => problemsIn(text)))).toContain('variableTooLong');
  });

  test.each([
    ['a request line of 300,000 blanks', `GET a${' '.repeat(300_000)}x`],
    ['a variable of 300,000 blanks', `@a${' '.repeat(300_000)}x\n`],
    ['a header of 300,000 blanks', `GET /v2/a\na${' '.repeat(300_000)}x\n`],
    ['a directive of 300,000 blanks', `# @name${' '.repeat(300_000)}x\nGET /v2/a`],
    ['20,000 equal titles', '### one\nGET /v2/a\n'.repeat(20_000)],
    ['100,000 continuation lines', `GET /v2/a\n${'&x=y\n'.repeat(100_000)}`],
    ['100,000 line ends', '\r'.repeat(100_000)],
  ])('of %s is read at once', (_, text) => {
    quick(() => problemsIn(text));
  });

  test('of 8,000 requests and as many variables is read at once', () => {
    const variables = Array.from({ length: 8_000 }, (_, at) => `@v${at} = ${at}`).join('\n');
    const requests = Array.from({ length: 8_000 }, (_, at) => `###\nGET /v2/{{v${at}}}\n`).join('');
    expect(quick(() => problemsIn(`${variables}\n${requests}`))).toEqual([]);
  });

  test('with half a character in its path has an error there', () => {
    const text = 'GET /v2/a\ud83d/b';
    expect(problemsIn(text)).toEqual([
      { code: 'halfCharacter', severity: 'error', span: { start: 4, end: text.length }, args: [] },
    ]);
  });

  test('is read in no time, whatever is in it', () => {
    const piece = fc.constantFrom(
      '@',
      'a',
      '=',
      '{{a}}',
      '{{',
      ' ',
      '\n',
      '###',
      '#',
      '&',
      '?',
      'GET ',
      ':',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat({ max: 2_000 }), (pieces, times) => {
        quick(() => problemsIn(pieces.join('').repeat(times)));
      }),
      { numRuns: 30 },
    );
  });
});

const deepJson = (levels: number): string => `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`;

describe('a JSON text', () => {
  const request = { method: 'GET', path: '/a' } as const;

  test('of as many levels as are read is read', () => {
    expect(readJson(deepJson(MOST_LEVELS)).faults).toEqual([]);
    expect(readJson(deepJson(MOST_LEVELS + 2)).faults[0]?.message).toBe('nested deeper than 200 levels');
    expect(jsonTree(`// " [\n{"a": "\\"[[", /* [ " */ "b": 1}`)).toBeDefined();
  });

  test.each([6_000, 400_000])(
    'of %d levels is refused by a sentence, not by a full stack',
    async (levels) => {
      const text = deepJson(levels);
      expect(() => quick(() => parseJson(request, text))).toThrow('nested too deeply');
      quick(() =>
        specText(text, { answersTarget: false, bodyForm: 'spec', takesChecksum: false, writable: ANYTHING }),
      );
      quick(() => prettyText(text));
      expect(quick(() => specValue(text))).toBeUndefined();
      expect(quick(() => redactBody(text))).toMatch(/characters/);
      quick(() => hideSecretsInText(text, () => true));
      quick(() =>
        editSpec(text, { steps: [{ kind: 'field', name: 'a' }], change: { kind: 'remove' } } as never),
      );
      expect(quick(() => readPartText('a', 'json', text)).faults).toHaveLength(1);
      const judge = judgeBy({ type: 'object' });
      expect(await quickly(() => schemaProblems(judge, text))).toHaveLength(1);
      await quickly(() => readManifests(text, 'json'));
      quick(() => yamlOfJson(text));
      quick(() => stateHints(text, STATE));
    },
  );

  test('of 20,000 secrets is hidden at once', () => {
    const text = JSON.stringify(Array.from({ length: 20_000 }, () => 'x'.repeat(50)));
    expect(quick(() => hideSecretsInText(text, () => true))).not.toContain('x');
  });

  test('is read in no time, whatever is in it', async () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '"a":',
      ',',
      '1',
      '//',
      '/*',
      '*/',
      '\n',
      '\\',
      ' ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.nat({ max: 2_000 }), async (pieces, times) => {
        const text = pieces.join('').repeat(times);
        await quickly(async () => {
          specValue(text);
          prettyText(text);
          await readManifests(text, 'json');
          mergeSpecTexts('{}', text, text);
        });
      }),
      { numRuns: 30 },
    );
  });
});

/** Everything that reads a YAML text. */
async function readAsYaml(text: string): Promise<void> {
  jsonOfYaml(text);
  yamlTree(text);
  readPartText('a', 'yaml', text);
  manifestParts(text, 'yaml');
  await readManifests(text, 'yaml');
  stateHintsOfYaml(text, STATE);
  yamlEditing(text);
}

describe('a YAML text', () => {
  const lines = (count: number, line: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');

  test.each([
    ['lists in brackets', '['.repeat(4_000)],
    ['objects in braces', '{a: '.repeat(1_000)],
    ['lists on one line', '- '.repeat(2_000)],
    ['lists with names on one line', '- &a '.repeat(2_000)],
    ['keys that are asked for', '? '.repeat(2_000)],
    ['objects, each in the line below', lines(1_000, (at) => `${' '.repeat(at)}a:`)],
    ['lists, each in the line below', lines(1_000, (at) => `${' '.repeat(at)}-`)],
    ['brackets in quotes and out of them', '["]", '.repeat(4_000)],
  ])('of %s beyond all reason is refused by a sentence', async (_, text) => {
    const { json, faults } = quick(() => jsonOfYaml(text));
    expect(json).toBeUndefined();
    expect(faults[0]?.message).toBe('Nested deeper than 200 levels');
    await quickly(() => readAsYaml(text));
  });

  test('of as many levels as people write is read', () => {
    const text = lines(60, (at) => `${'  '.repeat(at)}a:`);
    expect(jsonOfYaml(`${text} {b: [1, "[[[["]}`).faults).toEqual([]);
    expect(jsonOfYaml(`a: |\n${'  [[[[ {{{{ - - -\n'.repeat(200)}`).faults).toEqual([]);
  });

  test('that is longer than is read is refused by a sentence', () => {
    const { faults } = quick(() => jsonOfYaml(`a: ${'b'.repeat(LONGEST_YAML)}`));
    expect(faults[0]?.message).toBe('Longer than 1000000 characters');
  });

  test('of more words and marks than are read is refused by a sentence, and not written either', () => {
    const { json, faults } = quick(() => jsonOfYaml('- a\n'.repeat(MOST_LEXEMES)));
    expect(json).toBeUndefined();
    expect(faults.map(({ message }) => message)).toEqual(['Too large for YAML']);
    const { faults: told } = readPartText('a', 'yaml', 'a: b\n'.repeat(MOST_LEXEMES));
    expect(told[0]?.message).toMatch(/limited to about 2000 lines per document\. Use JSON/);
    const list = JSON.stringify(Array.from({ length: MOST_LEXEMES }, () => 'a'));
    expect(() => quick(() => yamlOfJson(list))).toThrow(TooLargeForYaml);
    expect(describeFailure(new TooLargeForYaml()).message).toBe(told[0]?.message);
  });

  test('of one long word is read, whatever its length', () => {
    const word = 'x'.repeat(LONGEST_YAML / 2);
    expect(jsonOfYaml(yamlOfJson(JSON.stringify({ a: word }))).json).toContain(word);
  });

  test('of 1,000 aliases for a list of 1,000 is refused at once', () => {
    const list = '  - x\n'.repeat(1_000);
    const text = `a: &a\n${list}b:\n${'  - *a\n'.repeat(1_000)}`;
    expect(quick(() => jsonOfYaml(text)).faults[0]?.message).toBe('This unfolds to too much');
    quick(() => yamlTree(text));
  });

  test('of 6,000 names for one word is read at once', () => {
    const { json } = quick(() => jsonOfYaml(`a: &a x\nb: [${'*a,'.repeat(6_000)}]`));
    expect(JSON.parse(json ?? '')).toEqual({ a: 'x', b: Array.from({ length: 6_000 }, () => 'x') });
  });

  test('whose names unfold to gigabytes of text is refused', () => {
    const { faults } = quick(() => jsonOfYaml(`a: &a ${'x'.repeat(100_000)}\nb: [${'*a,'.repeat(6_000)}]`));
    expect(faults[0]?.message).toBe('This unfolds to too much');
  });

  test('of 20,000 mistakes on one line is read at once', () => {
    quick(() => jsonOfYaml('} '.repeat(20_000)));
  });

  test('whose typed line is endless gets no proposals', async () => {
    const { service } = judgeBy({ type: 'object' });
    const text = '- '.repeat(90) + 'a '.repeat(50_000);
    const { text: part } = readPartText('a', 'yaml', text);
    await quickly(() => yamlProposals(service, part, text.length));
  });

  test('is read in no time, whatever is in it', async () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a ',
      '"',
      "'",
      '#',
      '|',
      '---\n',
      '%',
      '!!x ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.nat({ max: 300 }), async (pieces, times) => {
        const text = pieces.join('').repeat(times);
        await quickly(() => readAsYaml(text));
      }),
      { numRuns: 30 },
    );
  });
});

/** A document with one resource, whose spec is a model of it. */
function withSpec(spec: JsonObject, schemas: Readonly<Record<string, JsonObject>>): OpenApiDocument {
  const thing = {
    type: 'object',
    properties: { id: { type: 'string' }, targetSpec: spec, currentState: spec },
  };
  return document(
    {
      '/s/thing': {
        get: operation({ answer: listOf(thing) }),
        post: operation({ body: { type: 'object', properties: { targetSpec: spec } } }),
      },
      '/s/thing/{id}': {
        get: operation({ answer: thing }),
        put: operation({ body: { type: 'object', properties: { targetSpec: spec } } }),
      },
    },
    schemas,
  );
}

/** Everything that walks through an API document. */
function walk(api: OpenApiDocument, spec: JsonObject): void {
  readCatalogue('/s', api);
  fieldOrders(api)(spec);
  propertiesOf(api, spec);
  compareDocuments(api, api);
  const schema = toJsonSchema(api, spec);
  templateFrom(schema);
  specPlaces(schema);
  manifestSchema({
    spec: schema,
    isPartial: true,
    texts: { kind: '', id: '', version: '', endpoint: '', spec: '' },
  });
  judgeBy(schema);
  markedSecrets(api)(spec)(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k']);
}

/** Models in a row, each with several fields of the next. */
function row(
  deep: number,
  wide: number,
  field: (next: JsonObject) => JsonObject,
  last: JsonObject,
): Record<string, JsonObject> {
  const names = Array.from({ length: wide }, (_, at) => `f${at}`);
  return Object.fromEntries(
    Array.from({ length: deep }, (_, at) => {
      const below = at === deep - 1 ? last : field(model(`M${at + 1}`));
      const properties = Object.fromEntries(names.map((name) => [name, below]));
      return [`M${at}`, { type: 'object', required: names, properties }];
    }),
  );
}

describe('an API document', () => {
  const password = { type: 'string', format: 'password' };
  const parted = (next: JsonObject): JsonObject => ({
    allOf: [next, { properties: { own: { type: 'string' } } }],
  });

  test.each<[string, Record<string, JsonObject>]>([
    [
      'a model that has itself as a part three times',
      { M0: { allOf: [model('M0'), model('M0'), model('M0')] } },
    ],
    [
      'models that have each other as parts',
      Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [
          `M${at}`,
          {
            allOf: Array.from({ length: 12 }, (__, to) => model(`M${to}`)),
            properties: { [`p${at}`]: { type: 'string' } },
          },
        ]),
      ),
    ],
    ['11 models deep and 4 wide with a password', row(11, 4, (next) => next, password)],
    ['20 models with 5 fields of the next', row(20, 5, (next) => next, { type: 'string' })],
    ['20 models with 5 fields of the next and another part', row(20, 5, parted, { type: 'string' })],
    ['20 models with 5 lists of the next', row(20, 5, listOf, password)],
    ['5,000 models in a row', row(5_000, 1, (next) => next, password)],
    ['5,000 models in a row with another part', row(5_000, 1, parted, password)],
    [
      '3,000 references in a row',
      Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`M${at}`, model(`M${at + 1}`)])),
    ],
  ])('of %s is read at once', (_, schemas) => {
    const api = withSpec(model('M0'), schemas);
    quick(() => walk(api, model('M0')));
  });

  test('of a path of 5,000 steps is read without it', () => {
    const api = document({
      [`/s${'/a'.repeat(5_000)}`]: { get: operation({ answer: { type: 'object' } }) },
      '/s/one': { get: operation({ answer: { type: 'object' } }) },
    });
    expect(quick(() => readCatalogue('/s', api)).singletons.map(({ name }) => name)).toEqual(['one']);
  });

  test('of a refusal as long as a book is searched for versions at once', () => {
    for (const piece of ['1', '1.', ' ', 'v1', '1.0 ', '1.0.', '\n'])
      quick(() => versionsIn({ message: piece.repeat(100_000), details: {} }));
  });

  test('of models that refer to each other by chance is read at once', () => {
    const name = fc.nat({ max: 5 }).map((at) => model(`M${at}`));
    const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4 },
        name,
        fc.constant<JsonObject>(password),
        tie('schema').map(listOf),
        fc.array(tie('schema'), { maxLength: 3 }).map((allOf) => ({ allOf })),
        fc.array(tie('schema'), { maxLength: 3 }).map((oneOf) => ({ oneOf })),
        fc
          .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('schema'))
          .map((properties) => ({ type: 'object', properties, required: Object.keys(properties) })),
        tie('schema').map((additionalProperties) => ({ type: 'object', additionalProperties })),
      ),
    }));
    fc.assert(
      fc.property(fc.array(schema, { minLength: 6, maxLength: 6 }), (models) => {
        const api = withSpec(model('M0'), Object.fromEntries(models.map((one, at) => [`M${at}`, one])));
        quick(() => walk(api, model('M0')));
      }),
      { numRuns: 50 },
    );
  });

  test('with a pattern that takes years is checked without it', async () => {
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '(.*)*x']) {
      const api = withSpec({ type: 'object', properties: { a: { type: 'string', pattern } } }, {});
      const judge = judgeBy(
        toJsonSchema(api, { type: 'object', properties: { a: { type: 'string', pattern } } }),
      );
      const text = JSON.stringify({ a: `${'a'.repeat(60)}!` });
      expect(await quickly(() => schemaProblems(judge, text))).toEqual([]);
    }
    expect(quick(() => matchPatterns([{ pattern: '^(a+)+$', text: `${'a'.repeat(60)}!` }]))).toEqual([
      undefined,
    ]);
  });

  test('with a pattern that is right says where a text does not match it', async () => {
    const schema = toJsonSchema(document({}), {
      type: 'object',
      properties: { a: { type: 'string', pattern: '^b+$' }, c: { type: 'string', pattern: '(' } },
    });
    const judge = judgeBy(schema);
    expect(await schemaProblems(judge, '{"a": "x", "c": "d"}')).toEqual([
      'a: String does not match the pattern of "^b+$".',
    ]);
    expect(await schemaProblems(judge, '{"a": "bb"}')).toEqual([]);
  });
});

describe('a text for the log', () => {
  test('of one word of 250,000 letters is looked through at once', () => {
    for (const word of ['a', 'token', 'bearer ', '-----BEGIN ', 'password ', 'a://'])
      quick(() => redactText(word.repeat(250_000 / word.length)));
  });
});

test('a response of 200,000 open brackets is shown as it came', async () => {
  const text = '['.repeat(200_000);
  const response = { method: 'GET', path: '/', status: 200, durationMs: 1, sizeBytes: 1, headers: {} };
  const words = { schemaVersion: () => '', queryId: () => '' };
  const result = { response, text, pages: undefined };
  const shown = await quickly(() => renderResponse(result as never, words as never));
  expect(shown.text).toContain(text);
});
