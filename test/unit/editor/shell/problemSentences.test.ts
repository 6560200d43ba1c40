import { getLanguageService, TextDocument } from 'vscode-json-languageservice';
import { describe, expect, it, vi } from 'vitest';

vi.mock('vscode', () => ({
  l10n: {
    t: (text: string, ...values: readonly unknown[]) =>
      `<${text.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]))}>`,
  },
}));
const { problemSentence } = await import('../../../../src/editor/shell/problemSentences.js');

/** What the language service says of values that break every rule of a schema that specs may have. */
async function said(): Promise<readonly string[]> {
  const bad: Readonly<Record<string, readonly [schema: object, value: unknown]>> = {
    type: [{ type: 'string' }, 1],
    types: [{ type: ['string', 'null'] }, 1],
    enum: [{ enum: ['a "b"', 2] }, 'c'],
    multiple: [{ multipleOf: 5 }, 7],
    least: [{ minimum: 5 }, 1],
    most: [{ maximum: 5 }, 9],
    above: [{ exclusiveMinimum: 5 }, 5],
    below: [{ exclusiveMaximum: 5 }, 5],
    short: [{ minLength: 5 }, 'a'],
    long: [{ maxLength: 1 }, 'abc'],
    pattern: [{ pattern: '^"a"\\.$' }, 'b'],
    time: [{ format: 'date-time' }, 'b'],
    mail: [{ format: 'email' }, 'b'],
    ip: [{ format: 'ipv4' }, 'b'],
    uri: [{ format: 'uri' }, 'b'],
    few: [{ minItems: 3 }, []],
    many: [{ maxItems: 1 }, [1, 2]],
    unique: [{ uniqueItems: true }, [1, 1]],
    properties: [{ maxProperties: 1 }, { a: 1, b: 2 }],
    fewProperties: [{ minProperties: 2 }, {}],
    old: [{ deprecated: true }, 1],
  };
  const schema = {
    type: 'object',
    required: ['must "be"'],
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(bad).map(([name, [rule]]) => [name, rule])),
  };
  const service = getLanguageService({});
  service.configure({
    validate: true,
    schemas: [{ uri: 'test:/s', fileMatch: ['*'], schema }],
  });
  const value = Object.fromEntries(Object.entries(bad).map(([name, [, one]]) => [name, one]));
  const text = TextDocument.create('test:/d.json', 'json', 1, JSON.stringify({ ...value, colour: 1 }));
  const found = await service.doValidation(text, service.parseJSONDocument(text));
  return found.map(({ message }) => (typeof message === 'string' ? message : message.value));
}

describe('what the language service says', () => {
  it('is put into the user’s words, whichever rule was broken', async () => {
    const sentences = await said();
    expect(sentences.length).toBeGreaterThan(20);
    expect(sentences.filter((one) => !problemSentence(one).startsWith('<'))).toEqual([]);
  });

  it('keeps what it speaks of', () => {
    expect(problemSentence('Property a.b "c" is not allowed.')).toBe('<Property a.b "c" is not allowed.>');
    expect(problemSentence('Something else')).toBe('Something else');
  });
});
