import { describe, expect, test } from 'vitest';
import { judgeBy } from '../../../../src/schema/schemaJudges.js';
import { readPartText } from '../../../../src/editor/language/partText.js';
import { schemaFaults } from '../../../../src/editor/language/schemaFaults.js';
import { schemaProblems } from '../../../../src/editor/language/schemaProblems.js';

const many = Array.from({ length: 300 }, (_, index) => `v${index}`);
const judge = judgeBy({
  type: 'object',
  properties: {
    one: { type: 'string', enum: many },
    several: { type: 'array', uniqueItems: true },
  },
});

describe('what the language service is not let judge', () => {
  test('is a value that a long list does not allow, with the first that it allows', async () => {
    expect(await schemaProblems(judge, '{"one": "v299"}')).toEqual([]);
    expect(await schemaProblems(judge, '{"one": "w"}')).toEqual([
      expect.stringMatching(/^one: Value is not accepted\. Valid values: "v0", "v1", .*"v19", ….$/),
    ]);
  });

  test('is among what the service finds, in the order of the text', async () => {
    expect(await schemaProblems(judge, '{"one": "w", "several": 5}')).toEqual([
      expect.stringMatching(/^one: /),
      expect.stringMatching(/^several: /),
    ]);
    const part = readPartText('test:/a.json', 'json', '{\n"one": "w",\n"several": 5}');
    const faults = await schemaFaults({ ...part, ...judge, json: part.json });
    expect(faults.map(({ range }) => range.start.line)).toEqual([1, 2]);
  });

  test.each([
    ['[1, 2, "1", true, null]', []],
    ['[1, 2, 1]', ['several: Array has duplicate items.']],
    ['[{"a": 1, "b": [2]}, {"b": [2], "a": 1}]', ['several: Array has duplicate items.']],
    ['[{"a": 1}, {"a": 2}]', []],
  ])('reports members of %s that appear twice', async (list, problems) => {
    expect(await schemaProblems(judge, `{"several": ${list}}`)).toEqual(problems);
  });
});
