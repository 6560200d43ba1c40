import { describe, expect, it, vi } from 'vitest';
import { changelogText, comparisonText } from '../../../src/editor/statusBar/comparisonText.js';
import { comparedSections } from '../../../src/editor/statusBar/versionDifferences.js';
import { compareDocuments } from '../../../src/schema/compare.js';
import { document, operation } from '../schema/documents.js';

vi.mock('vscode', () => import('./fakeVscode.js'));

describe('a comparison', () => {
  it('tells first what may break a program, section by section', () => {
    const before = document({ '/s/old': { get: operation() } });
    const after = document({ '/s/new': { get: operation() } });
    const text = comparisonText([
      { section: '/s', versions: ['1.0', '2.0'], differences: compareDocuments(before, after) },
      { section: '/t', versions: ['1.0', '2.0'], differences: [] },
      { section: '/gone', versions: ['1.0', undefined], differences: [] },
    ]);
    expect(text).toContain('# /s: v1.0 → v2.0');
    expect(text.indexOf('- − `GET /s/old`')).toBeLessThan(text.indexOf('- + `GET /s/new`'));
    expect(text).toContain('# /t: v1.0 → v2.0\n\nNothing differs.');
    expect(text).toContain('# /gone: v1.0\n\nThe section is not there any more.');
  });

  it('is made of the sections in use, and of a few others', () => {
    const all = ['/a', '/b', '/c', '/d'];
    expect(comparedSections(all, ['/d', '/other'], 2)).toEqual(['/d', '/a']);
    expect(comparedSections(all, ['/d', '/c', '/b'], 2)).toEqual(['/d', '/c', '/b']);
  });
});

it('a changelog is what the sections tell of a version', () => {
  const changes = [
    { section: '/a', version: '2.0', publishedOn: '2026-05-18', text: '- One.' },
    { section: '/a', version: '1.0', publishedOn: undefined, text: '- First.' },
    { section: '/b', version: '2.0', publishedOn: undefined, text: '- Two.' },
  ];
  expect(changelogText('2.0', changes)).toBe('# /a v2.0 (2026-05-18)\n\n- One.\n\n# /b v2.0\n\n- Two.\n');
});
