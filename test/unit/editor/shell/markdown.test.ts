import { expect, it } from 'vitest';
import { emptyMarkdown } from '../../../../src/editor/shell/markdown.js';

it.each([
  ['see https://evil.example/a?b', 'see https\\://evil.example/a?b'],
  ['see WWW.evil.example', 'see WWW\\.evil.example'],
  ['write to me@evil.example', 'write to me\\@evil.example'],
  ['ftp://a and http://b', 'ftp\\://a and http\\://b'],
  ['time: 10:30, v1.0', 'time: 10:30, v1.0'],
  ['', ''],
])('an address in a text of others is no link: %j', (text, markdown) => {
  expect(emptyMarkdown().appendText(text).appendMarkdown('*').value).toBe(`${markdown}*`);
});
