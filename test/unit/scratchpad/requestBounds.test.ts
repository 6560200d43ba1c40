import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkRequestFile } from '../../../src/scratchpad/checkRequestFile.js';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { noSources, type Sources } from '../../../src/scratchpad/sources.js';
import { toApiRequest } from '../../../src/scratchpad/toApiRequest.js';
import { quick } from '../hostile/bounds.js';

const ORIGIN = 'https://eu.api.ovh.com';

function codesOf(text: string): ReadonlySet<string> {
  return new Set(checkRequestFile(parseRequestFile(text), ORIGIN).map(({ code }) => code));
}

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

describe('a request file beyond what is read on a keystroke', () => {
  test.each([
    ['a line of 5 million characters', `GET /v2/iam/${'a'.repeat(5_000_000)}`],
    ['100,000 separators', '###\n'.repeat(100_000)],
    ['100,000 variables', lines(100_000, (at) => `@v${String(at)} = x`)],
    ['100,000 uses of one variable', `@a = x\nGET /v2/iam?${'b={{a}}&'.repeat(100_000)}`],
  ])('is refused by one sentence: %s', (_, text) => {
    expect([...quick(() => codesOf(text))]).toEqual(['fileTooLarge']);
  });

  test('has the work for its variables bounded, however many requests use them', () => {
    const big = `@big = ${'x'.repeat(90_000)}\n`;
    const text = big + lines(9_000, () => '###\nPOST /v2/iam\n\n{"a": "{{big}}"}\n');
    expect(quick(() => codesOf(text))).toContain('notAllChecked');
  });

  test('has the number of its problems bounded', () => {
    const text = lines(9_000, () => '###\nGET /v2/{a}/{b}/#/{{c}}//\n');
    const problems = quick(() => checkRequestFile(parseRequestFile(text), ORIGIN));
    expect(problems.length).toBeLessThanOrEqual(1_001);
  });
});

describe('variables', () => {
  const uses = (count: number, times: number): string =>
    `${lines(count, (at) => `@v${String(at)} = ${`{{v${String(at + 1)}}}`.repeat(times)}`)}\n@v${String(count)} = x\nGET /v2/{{v0}}`;

  test('that double each other are refused where their value grows too long', () => {
    expect([...quick(() => codesOf(uses(26, 2)))]).toEqual(['variableTooLong']);
  });

  test('are each filled in once, however many use them', () => {
    let asked = 0;
    const chance = { ...noSources.chance, uuid: () => String((asked += 1)) };
    const text = uses(16, 2).replace('= x', '= {{$uuid}}');
    const file = parseRequestFile(text);
    const [request] = file.requests;
    if (!request) throw new Error('there is a request');
    expect(toApiRequest(file, request, ORIGIN, { ...noSources, chance }).kind).toBe('ready');
    expect(asked).toBe(1);
  });

  test('that are 9,000 deep or in a circle are refused', () => {
    expect([...quick(() => codesOf(uses(9_000, 1)))]).toEqual(['variableTooLong']);
    const circle = `${lines(50, (at) => `@v${String(at)} = {{v${String((at + 1) % 50)}}}`)}\nGET /v2/{{v7}}`;
    expect([...codesOf(circle)]).toEqual(['variableCycle']);
  });
});

describe('references', () => {
  it('that lead back to their request are errors there', () => {
    const text =
      '# @name a\nGET /v2/{{b.id}}\n###\n# @name b\nGET /v2/{{c.id}}\n###\n# @name c\nGET /v2/{{a.id}}\n###\n# @name d\nGET /v2/d\n###\nGET /v2/{{d.id}}';
    const problems = checkRequestFile(parseRequestFile(text), ORIGIN);
    expect(problems.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
      ['referenceCycle', '{{b.id}}'],
      ['referenceCycle', '{{c.id}}'],
      ['referenceCycle', '{{a.id}}'],
    ]);
  });

  it('of 9,000 requests in a row are followed in no time', () => {
    const text = lines(9_000, (at) => `###\n# @name r${String(at)}\nGET /v2/{{r${String(at + 1)}.id}}\n`);
    expect([...quick(() => codesOf(`${text}\n###\n# @name r9000\nGET /v2/iam`))]).toEqual([]);
  });
});

describe('a request file with anything in it', () => {
  const piece = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        ...[
          '###',
          '### x',
          '@a = {{b}}',
          '@b = ',
          '# @name a',
          '// @name b',
          '# @pages all',
          '# @expect status 200',
        ],
        ...[
          'GET ',
          'POST /v2/a',
          '/v2/b',
          '{{a}}',
          '{{{a}}}',
          '\\{{',
          '{{',
          '}}',
          '{',
          '}',
          '"',
          '\\',
          '//',
          '/*',
          '*/',
        ],
        ...[
          '?a=1',
          '&b=2',
          'X: y',
          'Content-Type: application/yaml',
          ' HTTP/1.1',
          '< a.json',
          '<@ b',
          '{{a.id}}',
          '{{$uuid}}',
        ],
        ...['\t', ' ', '\uFEFF', '\ud83d', '#', '%', ':', '\u2028'],
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
  );
  const ends = fc.constantFrom('\n', '\r\n', '\r', '', '\n\n');
  const text = fc.array(fc.tuple(piece, ends), { maxLength: 40 }).map((all) => all.flat().join(''));
  const sources: Sources = {
    ...noSources,
    environment: new Map([['b', { text: '{{a}}"', isSecret: true }]]),
    responses: new Map([['a', { headers: {}, text: '{"id": "x"}' }]]),
    files: new Map([['file utf-8 a.json', '{"a": "{{a}}']]),
  };
  const runs = { numRuns: Number(process.env.OVHAPI_RUNS ?? 3_000) };

  it('never throws, and every place is inside of the text', () => {
    fc.assert(
      fc.property(text, (written) => {
        const file = parseRequestFile(written);
        const spans = [
          ...checkRequestFile(file, ORIGIN, sources).map(({ span }) => span),
          ...file.requests.flatMap(({ span, method, target, body, headers }) => [
            ...[span, method.span, target.span, ...(body ? [body.span] : [])],
            ...headers.flatMap((header) => [header.name.span, header.value.span]),
          ]),
        ];
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(written.length);
        }
      }),
      runs,
    );
  });

  it('has each located text where it says', () => {
    fc.assert(
      fc.property(text, (written) => {
        const file = parseRequestFile(written);
        const located = [
          ...file.variables.flatMap(({ name, value }) => [name, value]),
          ...file.requests.flatMap(({ method, target, headers, body, name, title }) => [
            ...[method, ...target.pieces, ...(body?.lines ?? [])],
            ...headers.flatMap((header) => [header.name, header.value]),
            ...[name, title].flatMap((one) => one ?? []),
          ]),
        ];
        for (const { text: own, span } of located) expect(written.slice(span.start, span.end)).toBe(own);
      }),
      runs,
    );
  });

  it('is read the same with any line ends, and behind a byte order mark', () => {
    const parts = fc.array(
      piece.filter((one) => !/[\r\n\uFEFF]/.test(one)),
      { maxLength: 30 },
    );
    const readOf = (written: string): unknown => {
      const file = parseRequestFile(written);
      return file.requests.map((request) => {
        const { shown } = toApiRequest(file, request, ORIGIN, { ...sources, chance: fixedChance });
        const { key, title, name, expectations } = request;
        return { key, title: title?.text, name: name?.text, checks: expectations.length, shown };
      });
    };
    fc.assert(
      fc.property(parts, (all) => {
        const wanted = readOf(all.join('\n'));
        expect(readOf(all.join('\r\n'))).toEqual(wanted);
        expect(readOf(all.join('\r'))).toEqual(wanted);
        expect(readOf(`\uFEFF${all.join('\n')}`)).toEqual(wanted);
      }),
      runs,
    );
  });

  it('sends nothing that is unknown, and no address but the account’s', () => {
    fc.assert(
      fc.property(text, (written) => {
        const file = parseRequestFile(written);
        for (const request of file.requests) {
          const prepared = toApiRequest(file, request, ORIGIN, sources);
          if (prepared.kind !== 'ready') continue;
          expect(prepared.request.path).toMatch(/^(?:\/[\x21-\x7e]*)?$|^\?[\x21-\x7e]*$/);
          expect(prepared.request.path).not.toMatch(/[{}#]/);
        }
      }),
      runs,
    );
  });
});

const fixedChance = { now: () => 0, random: () => 0, uuid: () => 'u' };
