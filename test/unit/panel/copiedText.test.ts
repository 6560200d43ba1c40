import { expect, it } from 'vitest';
import { changesMarkdown } from '../../../src/editor/panel/changesMarkdown.js';
import { english } from '../../support/panelHarness/english.js';

it('a value in the Markdown of changes is code, whatever it holds', () => {
  const text = changesMarkdown(
    'web',
    [
      { kind: 'changed', path: ['note'], before: '[run](command:x)', after: '`a` *b*' },
      { kind: 'added', path: ['size'], after: 5 },
      { kind: 'removed', path: ['pools', 1], before: { name: 'b' } },
    ],
    english,
  );
  expect(text.split('\n')).toEqual([
    '**web**',
    '',
    '- `note`: `"[run](command:x)"` → `"\'a\' *b*"`',
    '- `size`: added `5`',
    '- `pools[1]`: removed `{"name":"b"}`',
    '',
  ]);
});
