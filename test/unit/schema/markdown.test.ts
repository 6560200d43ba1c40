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

test.each([
  'Billing platform - production',
  'EU_WEST_GRA',
  '2024-02-23T06:02:38.000Z',
  'usage.monthToDate',
  '50, 80, 100',
  'The pool has 3 nodes. It is ready.',
])('%s is as readable where Markdown isn’t drawn', (text) => {
  expect(markdownText(text)).toBe(text);
});

test.each([
  ['- a', String.raw`\- a`],
  ['a\n- b', 'a\n\\- b'],
  ['1. a', String.raw`1\. a`],
  ['_a_ __b__', String.raw`\_a\_ \_\_b\_\_`],
  ['WWW.example.com', String.raw`WWW\.example.com`],
  ['http://a', String.raw`http\:\/\/a`],
  ['a\n---', 'a\n\\-\\-\\-'],
  [':bug:', String.raw`\:bug\:`],
])('the same signs are escaped where they act: %j', (text, escaped) => {
  expect(markdownText(text)).toBe(escaped);
});
