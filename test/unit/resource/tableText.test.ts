import { describe, expect, it } from 'vitest';
import { csvText, markdownTable } from '../../../src/resource/tableText.js';

describe('a table as CSV', () => {
  it('has a line for the titles and one for each row, with what holds a comma, a quote or a line break in quotes', () => {
    const rows = [
      ['a, b', 'say "hi"', 1.5],
      ['two\nlines', null, true],
    ];
    expect(csvText({ titles: ['name', 'note', 'size'], rows })).toBe(
      'name,note,size\r\n"a, b","say ""hi""",1.5\r\n"two\nlines",,true\r\n',
    );
  });

  it.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1'])(
    'never begins a cell as the formula %j',
    (formula) => {
      const [, line = ''] = csvText({ titles: [formula], rows: [[formula]] }).split('\r\n');
      expect(line).toMatch(/^"?'/);
      expect(csvText({ titles: [formula], rows: [] })).toMatch(/^"?'/);
    },
  );

  it('keeps a negative number, which is no formula', () => {
    expect(csvText({ titles: ['delta'], rows: [[-5]] })).toBe('delta\r\n-5\r\n');
  });
});

describe('a table as Markdown', () => {
  it('is one line a row, in which nothing acts as markup', () => {
    const text = markdownTable({
      titles: ['name', 'size'],
      rows: [
        ['a|b\n<b>*x*', 2],
        ['`', null],
      ],
    });
    expect(text.split('\n')).toEqual([
      '| name | size |',
      '| --- | --- |',
      '| a\\|b \\<b\\>\\*x\\* | 2 |',
      '| \\` |  |',
      '',
    ]);
  });
});
