import { expect, test } from 'vitest';
import { markdownCode, markdownText } from '../../../src/schema/markdown.js';
import { factsInMarkdown } from '../../../src/schema/schemaFacts.js';

const HOSTILE = 'a`\n\n# Heading\n\n![x](https://evil.example/x.png)\r\n[link](command:x)\n\n<img src=x>';

test('text of an API document stays code where it is code, whatever line breaks and backticks it has', () => {
  expect(markdownCode(HOSTILE)).toMatch(/^`[^`\r\n]*`$/);
  expect(markdownCode('\u2028\n')).toBe('');
});

test('values that a schema allows put no image, link or heading beside its facts', () => {
  const facts = factsInMarkdown({ type: 'string', enum: [HOSTILE], default: HOSTILE, pattern: HOSTILE });
  expect(facts).toMatch(/^(?:`[^`\r\n]*`(?: · )?)+$/);
});

test('every character that Markdown may act on is escaped, and no line becomes a block of code', () => {
  const text = markdownText(`${HOSTILE}\n    indented`);
  expect(text.replaceAll(/\\./g, '')).not.toMatch(/[`#![\]()<>*_~:]/);
  expect(text).not.toMatch(/^[ \t]/m);
});
