import { describe, expect, it } from 'vitest';
import { readChangelog } from '../../../src/schema/changelog.js';

describe('the changelog of an API document', () => {
  it('is read from headings that begin with a version, with the day that stands there', () => {
    const text = [
      'About this section.',
      '# Changelog',
      '## 2.1 (2026-10-05)',
      '- New list.',
      '### Compatible',
      '- `x` is optional.',
      '## [v2.0] – 2026-05-18',
      'Breaking: `a` is `b`.',
      '## 1.0',
      '# Contact',
      'Not of the changelog.',
    ].join('\n');
    expect(readChangelog(text)).toEqual([
      {
        version: '2.1',
        publishedOn: '2026-10-05',
        text: '- New list.\n### Compatible\n- `x` is optional.',
      },
      { version: '2.0', publishedOn: '2026-05-18', text: 'Breaking: `a` is `b`.' },
      { version: '1.0', publishedOn: undefined, text: '' },
    ]);
  });

  it.each([undefined, '', 'No heading: 2.0 (2026-05-18)', '# 2.0.1 of the client', '# Version 2'])(
    'is empty in %j',
    (text) => {
      expect(readChangelog(text)).toEqual([]);
    },
  );

  it('believes no day that the calendar does not have', () => {
    expect(readChangelog('## 2.0 (2026-02-30)')[0]?.publishedOn).toBeUndefined();
  });
});
