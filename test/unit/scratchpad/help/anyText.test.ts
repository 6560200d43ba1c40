import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRequestFile } from '../../../../src/scratchpad/checkRequestFile.js';
import { checkOperation } from '../../../../src/scratchpad/help/checkOperation.js';
import { completionPlace } from '../../../../src/scratchpad/help/completionPlace.js';
import { fileFixes } from '../../../../src/scratchpad/help/fileFixes.js';
import { foldsOf } from '../../../../src/scratchpad/help/folds.js';
import { maskedBody } from '../../../../src/scratchpad/help/maskedBody.js';
import { nameUses } from '../../../../src/scratchpad/help/nameUses.js';
import { requestFixes } from '../../../../src/scratchpad/help/requestFixes.js';
import { routeOf } from '../../../../src/scratchpad/help/route.js';
import { semanticTokens } from '../../../../src/scratchpad/help/semanticTokens.js';
import { valueHints } from '../../../../src/scratchpad/help/valueHints.js';
import { outlineOf } from '../../../../src/scratchpad/outline.js';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';
import type { Span } from '../../../../src/scratchpad/problem.js';
import { noSources } from '../../../../src/scratchpad/sources.js';
import { Variables } from '../../../../src/scratchpad/variables.js';
import { meaning, numRuns, requestText } from './requestText.js';
import { ORIGIN, shop, shopIndex } from './shopApi.js';

/** Every place that the help for a text speaks of. */
function placesIn(text: string): readonly Span[] {
  const file = parseRequestFile(text);
  const variables = new Variables(file, noSources);
  const problems = checkRequestFile(file, ORIGIN);
  const ofRequests = file.requests.flatMap((request) => {
    const route = routeOf(request.target, variables, ORIGIN);
    const body = maskedBody(file, request);
    if (!route) return body ? [body.span] : [];
    const context = { text, request, route, index: shopIndex, document: shop.document };
    const found = checkOperation(context);
    const fixes = found.flatMap((problem) => requestFixes(problem, context));
    return [
      ...[route.span, ...route.segments.map(({ span }) => span), ...route.query.map(({ span }) => span)],
      ...[...found.map(({ span }) => span), ...fixes.map(({ edit }) => edit.span)],
      ...(body ? [body.span] : []),
    ];
  });
  return [
    ...ofRequests,
    ...problems.map(({ span }) => span),
    ...problems.flatMap((problem) => fileFixes(problem, file, []).map(({ edit }) => edit.span)),
    ...foldsOf(file).map(({ span }) => span),
    ...nameUses(file).flatMap(({ span, whole }) => [span, whole]),
    ...semanticTokens(file).map(({ span }) => span),
    ...valueHints(file, variables, { start: 0, end: text.length }).map(({ offset }) => ({
      start: offset,
      end: offset,
    })),
    ...outlineOf(file).flatMap(({ span, own }) => [span, own]),
  ];
}

describe('the help for any text', () => {
  it('never throws, and speaks of places of that text only', () => {
    fc.assert(
      fc.property(requestText, (text) => {
        for (const { start, end } of placesIn(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns },
    );
  });

  it('proposes something only in the place of the word at the cursor', () => {
    fc.assert(
      fc.property(requestText, fc.nat(), (text, seed) => {
        const offset = seed % (text.length + 1);
        const place = completionPlace(parseRequestFile(text), offset);
        if (!place || !('span' in place)) return;
        expect(place.span.start).toBeLessThanOrEqual(offset);
        expect(place.span.end).toBeGreaterThanOrEqual(offset);
        expect(text.slice(place.span.start, place.span.end)).not.toMatch(/[\r\n]/);
      }),
      { numRuns },
    );
  });

  it('has colours that lie one behind the other, each in one line', () => {
    fc.assert(
      fc.property(requestText, (text) => {
        let last = 0;
        for (const { span } of semanticTokens(parseRequestFile(text))) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(text.slice(span.start, span.end)).not.toMatch(/[\r\n]/);
          last = span.end;
        }
      }),
      { numRuns },
    );
  });
});

describe('what a text says', () => {
  it('does not depend on its line ends, a byte order mark, or what its lines are indented with', () => {
    fc.assert(
      fc.property(requestText, fc.constantFrom('\r\n', '\r'), (text, lineEnd) => {
        const plain = text.replaceAll(/\uFEFF|\r/g, '').replaceAll('\t', ' ');
        const other = plain
          .replaceAll(/^ +/gm, (blanks) => '\t'.repeat(blanks.length))
          .replaceAll('\n', lineEnd);
        expect(indentless(`\uFEFF${other}`)).toEqual(indentless(plain));
      }),
      { numRuns },
    );
  });
});

/** What a file means, but for the blanks that lines of its bodies begin with. */
function indentless(text: string): unknown {
  return JSON.parse(
    JSON.stringify(meaning(text))
      .replaceAll(/(?:\\t| )+/g, ' ')
      .replaceAll(/\\n /g, '\\n'),
  );
}
