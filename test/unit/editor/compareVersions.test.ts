import { expect, test, vi } from 'vitest';
import { comparisonText } from '../../../src/editor/statusBar/compareVersions.js';
import { compareDocuments } from '../../../src/schema/compare.js';
import { document, operation } from '../schema/documents.js';

vi.mock('vscode', () => import('./fakeVscode.js'));

test('a comparison tells first what may break a program', () => {
  const before = document({ '/s/old': { get: operation() } });
  const after = document({ '/s/new': { get: operation() } });
  const text = comparisonText('/s', '1.0', '2.0', compareDocuments(before, after));
  expect(text).toContain('# /s: v1.0 → v2.0');
  expect(text.indexOf('- − `GET /s/old`')).toBeLessThan(text.indexOf('- + `GET /s/new`'));
  expect(comparisonText('/s', '1.0', '2.0', [])).toContain('Nothing differs.');
});
