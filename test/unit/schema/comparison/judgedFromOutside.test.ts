import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareDocuments } from '../../../../src/schema/comparison/compareDocuments.js';
import { parseOpenApi } from '../../../../src/schema/openapi.js';
import { kindRows, tableBelow } from './kindsTable.js';
import { pairFor } from './pairs.js';

const docs = readFileSync(join(import.meta.dirname, '../../../../docs/comparison.md'), 'utf8');
const rows = tableBelow(docs, '## Judged from outside').map((cells) =>
  cells.map((cell) => cell.replaceAll('`', '')),
);

/** What a level of oasdiff may be here. An informative one may be anything: this API is stricter than documents in general. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ERR: ['breaking'],
  WARN: ['breaking', 'risky'],
  INFO: ['breaking', 'risky', 'compatible', 'cosmetic'],
};

describe('the table of kinds that oasdiff has', () => {
  it('names more than a hundred kinds that oasdiff calls an error', () => {
    expect(rows.filter(([, level]) => level === 'ERR').length).toBeGreaterThan(100);
  });

  it.each(rows)('%s (%s) is found as %s, which is %s', (theirs, level, ours, severity) => {
    const [before, after] = pairFor(theirs)!.map((raw) => parseOpenApi(raw));
    const changes = compareDocuments(before!, after!, { now: Date.UTC(2026, 10, 28) });
    const told = changes.filter(({ kind }) => kind !== 'component-removed');
    expect(told.map(({ kind }) => kind).join(', ')).toBe(ours);
    expect(told[0]?.severity).toBe(severity);
    expect(allowed[level]).toContain(severity);
  });
});

describe('the table of kinds', () => {
  it('says what the code says', () => {
    const text = (cells: readonly string[]): string => cells.join(' | ');
    expect(tableBelow(docs, '## Kinds').map(text)).toEqual(kindRows().map(text));
  });
});
