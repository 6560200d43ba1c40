import { describe, expect, it, vi } from 'vitest';
import { comparisonText, comparisonTitle } from '../../../../src/editor/versions/comparisonText.js';
import { comparedSections } from '../../../../src/editor/versions/versionDifferences.js';
import { compareDocuments } from '../../../../src/schema/comparison/compareDocuments.js';
import { document, operation } from '../../schema/documents.js';

vi.mock('vscode', () => import('../fakeVscode.js'));

describe('a comparison', () => {
  it('lists breaking changes first, section by section', () => {
    const before = document({ '/s/old': { get: operation() } });
    const after = document({ '/s/new': { get: operation() } });
    const versions = { before: '1.0', after: undefined };
    const text = comparisonText(versions, [
      { section: '/s', labels: ['1.0', '1.0'], changes: compareDocuments(before, after) },
      { section: '/t', labels: ['1.0', '1.1'], changes: [] },
      { section: '/gone', labels: ['1.0', undefined], changes: [] },
    ]);
    expect(text).toContain('# `/s`: v1.0 → default');
    expect(text.indexOf('- − `GET /s/old`')).toBeLessThan(text.indexOf('- + `GET /s/new`'));
    expect(text).toContain('# `/t`: v1.0 → default\n\nNothing differs.\n\nDocument labels: `1.0` and `1.1`');
    expect(text).toContain(
      '# `/gone`: v1.0 → default\n\ndefault doesn’t have this section.\n\nDocument label: `1.0`',
    );
    expect(comparisonTitle(versions)).toBe('v1.0 → default');
  });

  it('says of a minor version that it should be compatible when it is not, with totals that agree', () => {
    const shop = (...values: readonly string[]): ReturnType<typeof document> =>
      document({ '/s/a': { put: operation({ body: { enum: values } }) } });
    const changes = compareDocuments(shop('a', 'b'), shop('a', 'c'));
    const of = (before: string, after: string): string =>
      comparisonText({ before, after }, [{ section: '/s', labels: ['1', '1'], changes }]);
    expect(of('2.0', '2.1')).toContain(
      '2 differences: 1 breaking, 0 that may break, 1 compatible, 0 other.\n\n' +
        'A minor version should be compatible, but this one has breaking changes.',
    );
    expect(of('2.0', '3.0')).not.toContain('should be compatible');
    expect(of('2.0', '2.1')).toContain(
      '## Breaking changes (1)\n\n- − `PUT /s/a request`: `enum-value-removed` `"b"` ' +
        'Requests that were accepted before may be rejected.',
    );
  });

  it('is made of the sections in use, and of a few others', () => {
    const all = ['/a', '/b', '/c', '/d'];
    expect(comparedSections(all, ['/d', '/other'], 2)).toEqual(['/d', '/a']);
    expect(comparedSections(all, ['/d', '/c', '/b'], 2)).toEqual(['/d', '/c', '/b']);
  });
});
