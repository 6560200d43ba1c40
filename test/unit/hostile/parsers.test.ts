import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiError } from '../../../src/api/answers.js';
import type { ApiError } from '../../../src/api/errors.js';
import { namedFields } from '../../../src/api/namedFields.js';
import { failureKind, saysTimeIsWrong, refusesCredential } from '../../../src/api/failureKind.js';
import { displayLine, displayParagraph, displayText, valueView } from '../../../src/resource/displayText.js';
import { fromUriPath } from '../../../src/resource/address.js';
import { conditionOf } from '../../../src/resource/condition.js';
import { parseEvents, parseResource, parseTasks } from '../../../src/resource/envelope.js';
import { referredVariable, withEnvironment } from '../../../src/resource/environmentValues.js';
import { hclLabel, hclString, hclText, snakeCase, withVariables } from '../../../src/resource/hcl.js';
import { decodedPath, parseStoredList, search } from '../../../src/resource/knownResource.js';
import { alignLists } from '../../../src/resource/listAlignment.js';
import { fitsFilter } from '../../../src/resource/listFilter.js';
import { mergeSpecTexts } from '../../../src/resource/merge.js';
import { parseLocation } from '../../../src/resource/parseLocation.js';
import { respell } from '../../../src/resource/respell.js';
import { withPresentSecrets } from '../../../src/resource/restoreSpec.js';
import { rewriteSpec } from '../../../src/resource/rewriteSpec.js';
import { describePath, diffSpecs } from '../../../src/resource/specDiff.js';
import { compareState } from '../../../src/resource/stateComparison.js';
import { foldTimeline } from '../../../src/resource/timeline.js';
import { withoutSecrets } from '../../../src/resource/withoutSecrets.js';
import { readAnswer } from '../../../src/schema/fieldAnswer.js';
import { markdownCode, markdownText } from '../../../src/schema/markdown.js';
import { conditionsValue, textsValue } from '../../../src/schema/queryFilters.js';
import { parseIndex } from '../../../src/schema/sections.js';
import { parseVersion } from '../../../src/schema/versions.js';
import { compareFourWays } from '../../../src/resource/fourWay.js';
import { readApiDocumentText } from '../../../src/resource/apiDocumentText.js';
import { jsonPatch } from '../../../src/resource/jsonPatch.js';
import { keyFacts } from '../../../src/resource/keyFacts.js';
import { cellOf, ListColumns } from '../../../src/resource/listColumns.js';
import { movesIn, renamesIn } from '../../../src/resource/movesAndRenames.js';
import { readMember } from '../../../src/resource/tree/member.js';
import { requestFromCurl } from '../../../src/scratchpad/fromCurl/fromCurl.js';
import { readPath } from '../../../src/scratchpad/jsonPath.js';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { placesIn } from '../../../src/scratchpad/places.js';
import { requestContents } from '../../../src/scratchpad/usage/requestContent.js';
import { insertRequests } from '../../../src/scratchpad/requestBlocks.js';
import { inShortBlocks, quick } from './bounds.js';

const ADDRESS = { account: 'me', segments: ['s', 'a'] };
const isSecret = (): boolean => true;
const noVariable = (): undefined => undefined;

function refusal(status: number, text: string): ApiError {
  const response = {
    status,
    headers: {},
    queryId: undefined,
    text: JSON.stringify({ class: 'C', message: text, details: { actions: text, version: text } }),
  };
  return apiError({ method: 'GET', path: '/a' }, response, 0);
}

/** What reads a text that comes from a person, a file or an answer, and is not read as YAML, JSON or a request file. */
const OF_TEXT: Readonly<Record<string, (text: string) => unknown>> = {
  parseLocation,
  fromUriPath,
  namedFields,
  saysTimeIsWrong,
  refusesCredential,
  failureKind: (text) => {
    for (const status of [400, 401, 403, 409, 412, 503]) failureKind(refusal(status, text));
  },
  displayText,
  displayLine: (text) => displayLine(text),
  displayParagraph,
  valueView,
  markdownText,
  markdownCode,
  hclString,
  hclLabel,
  snakeCase,
  parseVersion,
  referredVariable,
  readAnswer: (text) => readAnswer({ kind: 'text', schema: {}, isRequired: false } as never, text),
  textsValue,
  conditionsValue: (text) => conditionsValue({ key: text, operator: 'EQ', value: text }),
  fitsFilter: (text) => fitsFilter({ label: text, id: text, status: text }, text.slice(0, 100)),
  describePath: (text) => describePath([text, 0, text]),
  readApiDocumentText: (text) => readApiDocumentText(text),
  requestFromCurl: (text) => requestFromCurl(`curl ${text}`, undefined),
  readPath: (text) => readPath(text),
  placesIn: (text) => placesIn(text)(text.length),
  requestContents: (text) => {
    const file = parseRequestFile(`POST /v2/a\n\n${text}`);
    const contentOf = requestContents(file);
    return file.requests.map((request) => contentOf(request));
  },
  insertRequests: (text) => insertRequests(text, text.length, ['/a']),
  parseEvents: (text) => parseEvents([{ type: text, message: text, link: text, createdAt: text }]),
  parseTasks: (text) => parseTasks([{ id: text, status: text, link: text, message: text }]),
  foldTimeline: (text) =>
    foldTimeline(
      parseTasks([{ id: 'a', status: 'DONE' }]),
      parseEvents([{ type: 'TASK_SUCCESS', message: text, link: text }]),
    ),
  conditionOf: (text) => conditionOf(parseResource({ id: text, status: text, resourceStatus: text }), []),
  search: (text) => search([{ address: ADDRESS, name: text } as never], text.slice(0, 100), 10),
};

const PIECES = [
  ...[
    'a',
    'A',
    '0',
    '.',
    '/',
    ':',
    '-',
    '_',
    ' ',
    '\t',
    '\n',
    '\r',
    '"',
    "'",
    '`',
    '<',
    '>',
    '[',
    ']',
    '{',
    '}',
    '(',
  ],
  ...[
    ')',
    '#',
    '?',
    '&',
    '=',
    '%',
    '%2F',
    '$',
    '${',
    '\\',
    '*',
    '|',
    'é',
    '😀',
    '\ud800',
    '\u200b',
    'urn:v1:eu:',
  ],
  ...[
    'https://',
    'GET ',
    '/v2/',
    '/console/',
    '${env:',
    'field ',
    'is ',
    'session ',
    'timestamp',
    'TASK_START',
  ],
];

describe('a text', () => {
  test.each(Object.entries(OF_TEXT))('is read by %s in no time, whatever is in it', (_, read) => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...PIECES),
        fc.constantFrom(1, 1_000, 20_000),
        (pieces, end, times) => {
          const text = `${pieces.join('').repeat(times)}${end}`;
          quick(() => {
            try {
              return read(text);
            } catch (failure) {
              // A refusal is an answer; a full stack is none.
              expect(String(failure)).not.toMatch(/call stack/);
              return undefined;
            }
          });
        },
      ),
      { numRuns: 12 },
    );
  });
});

const jsonText = (value: unknown): string => JSON.stringify(value);

/** What walks through a JSON value, or through two. */
const OF_VALUES: Readonly<Record<string, (one: unknown, other: unknown) => unknown>> = {
  diffSpecs: (one, other) => diffSpecs(one, other),
  compareState: (one, other) => compareState(one, other, { kind: 'unsettled', status: undefined }),
  mergeSpecTexts: (one, other) => mergeSpecTexts(jsonText({}), jsonText(one), jsonText(other)),
  respell: (one, other) => respell(jsonText(one), jsonText(other)),
  withPresentSecrets: (one, other) => withPresentSecrets(jsonText(one), jsonText(other), isSecret),
  withoutSecrets: (one) => withoutSecrets(jsonText(one), isSecret),
  rewriteSpec: (one, other) => rewriteSpec(jsonText(one), 'json', jsonText(other)),
  withEnvironment: (one) => withEnvironment(jsonText(one), noVariable as never),
  hcl: (one) =>
    hclText({
      type: 't',
      label: 'l',
      attributes: { one },
      importId: 'i',
      ...withVariables({ one }, isSecret),
    }),
  valueView: (one) => valueView(one),
  parseResource: (one) => parseResource(one),
  parseTasks: (one) => parseTasks(Array.isArray(one) ? one : [one]),
  parseIndex: (one) => parseIndex(one),
  comparingFourWays: (one, other) => compareFourWays({ base: one, mine: other, target: one, state: other }),
  jsonPatch: (one, other) => jsonPatch(diffSpecs(one, other), one, other),
  renamesIn: (one, other) => [renamesIn(diffSpecs(one, other)), movesIn({ before: one, after: other })],
  keyFacts: (one) => keyFacts(one, isSecret),
  readMember: (one) => readMember(one, { kind: 'resource', identifier: 'id' }),
  ListColumns: (one, other) => {
    const columns = new ListColumns({ isSecret: () => false, order: undefined });
    columns.see([one, other]);
    return columns.all().map((column) => [cellOf(one, column), cellOf(other, column)]);
  },
  parseStoredList: (one) => parseStoredList(one, 'me').map(({ address }) => decodedPath({ ...address })),
};

const rows = (count: number, row: (at: number) => unknown): readonly unknown[] =>
  Array.from({ length: count }, (_, at) => row(at));
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: [nested(levels - 2)] });

const VALUES: readonly (readonly [string, unknown, unknown])[] = [
  [
    '5,000 rows with identifiers, turned',
    rows(5_000, (id) => ({ id })),
    rows(5_000, (at) => ({ id: 5_000 - at })),
  ],
  ['5,000 rows without', rows(5_000, (at) => at), rows(5_000, (at) => -at)],
  ['5,000 rows that are equal', rows(5_000, () => 'x'), rows(5_000, () => 'y')],
  ['5,000 fields', Object.fromEntries(rows(5_000, (at) => [`a${String(at)}`, at]) as never), {}],
  ['a text of a million letters', { a: 'x'.repeat(1e6) }, { a: `${'x'.repeat(1e6)}y` }],
  ['180 levels', nested(180), nested(178)],
];

describe('a value', () => {
  describe.each(VALUES)('of %s', (_, one, other) => {
    test.each(Object.entries(OF_VALUES))('is read by %s in no time', (__, read) => {
      quick(() => {
        try {
          read(one, other);
          read({ targetSpec: one, list: one }, { targetSpec: other, list: other });
        } catch (failure) {
          expect(String(failure)).not.toMatch(/call stack/);
        }
      });
    });
  });

  test('of chance is read by each in no time', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.jsonValue({ maxDepth: 6 }), (one, other) => {
        for (const read of Object.values(OF_VALUES)) {
          quick(() => {
            try {
              return read(one, other);
            } catch {
              return undefined;
            }
          });
        }
      }),
      { numRuns: 25 },
    );
  });
});

test('a text that loses hundreds of secrets keeps all else as it is written', () => {
  const fields = Object.fromEntries(rows(300, (at) => [`a${String(at)}`, 'secret']) as never) as object;
  const text = JSON.stringify({ ...fields, kept: { b: 1, list: [{ c: true }, []], d: {} } });
  const written = withoutSecrets(text, ([, ...below]) => below.length === 0).text;
  expect(written).not.toContain('secret');
  expect(JSON.parse(written)).toEqual({ kept: { b: 1, list: [{ c: true }, []], d: {} } });
});

test('lists of 50,000 members without identities are aligned in short blocks', async () => {
  const [before, after] = [rows(50_000, (at) => ({ a: at })), rows(50_000, (at) => ({ b: at }))];
  await inShortBlocks(() => alignLists(before, after));
});

test('100,000 events of one task are folded in short blocks', async () => {
  const tasks = parseTasks([{ id: 't', status: 'DONE' }]);
  const events = parseEvents(rows(100_000, () => ({ type: 'TASK_SUCCESS', link: '/task/t', message: 'm' })));
  await inShortBlocks(() => foldTimeline(tasks, events.slice(0, 5_000)));
  quick(() => foldTimeline(tasks, events));
});
