import { describe, expect, it, vi } from 'vitest';
import { comparisonText, comparisonTitle } from '../../../../src/editor/versions/comparisonText.js';
import { comparedSections } from '../../../../src/editor/versions/versionDifferences.js';
import { compareDocuments } from '../../../../src/schema/compare.js';
import { document, operation } from '../../schema/documents.js';

vi.mock('vscode', () => import('../fakeVscode.js'));

describe('a comparison', () => {
  it('tells first what may break a program, section by section', () => {
    const before = document({ '/s/old': { get: operation() } });
    const after = document({ '/s/new': { get: operation() } });
    const versions = { before: '1.0', after: undefined };
    const text = comparisonText(versions, [
      { section: '/s', labels: ['1.0', '1.0'], differences: compareDocuments(before, after) },
      { section: '/t', labels: ['1.0', '1.1'], differences: [] },
      { section: '/gone', labels: ['1.0', undefined], differences: [] },
    ]);
    expect(text).toContain('# `/s`: v1.0 → default');
    expect(text.indexOf('- − `GET /s/old`')).toBeLessThan(text.indexOf('- + `GET /s/new`'));
    expect(text).toContain('# `/t`: v1.0 → default\n\nNothing differs.\n\nDocument labels: `1.0` and `1.1`');
    expect(text).toContain(
      '# `/gone`: v1.0 → default\n\ndefault doesn’t have this section.\n\nDocument label: `1.0`',
    );
    expect(comparisonTitle(versions)).toBe('v1.0 → default');
  });

  it('is made of the sections in use, and of a few others', () => {
    const all = ['/a', '/b', '/c', '/d'];
    expect(comparedSections(all, ['/d', '/other'], 2)).toEqual(['/d', '/a']);
    expect(comparedSections(all, ['/d', '/c', '/b'], 2)).toEqual(['/d', '/c', '/b']);
  });
});
