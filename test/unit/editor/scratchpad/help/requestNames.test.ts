import { beforeEach, describe, expect, test } from 'vitest';
import { registerRequestNames } from '../../../../../src/editor/scratchpad/help/requestNames.js';
import { parseRequestFile } from '../../../../../src/scratchpad/parseRequestFile.js';
import { clearScreen, Position, screen, Uri, type Range } from '../../fakeVscode.js';

const TEXT = `@region = GRA

### list
# @name list
GET /v2/a?region={{region}}

###
GET /v2/a/{{list[0].id}}?region={{region}}&again={{list.response.body.$[0].id}}
`;
const document = {
  uri: Uri.parse('file:/a.ovhapi.http'),
  getText: () => TEXT,
  positionAt: (offset: number) => new Position(0, offset),
  offsetAt: ({ character }: Position) => character,
};

beforeEach(() => {
  clearScreen();
  registerRequestNames({ file: () => parseRequestFile(TEXT) } as never);
});

/** Calls what was registered at a place of the text. */
function ask(kind: string, method: string, needle: string, ...rest: readonly unknown[]): unknown {
  const provider = screen.providers.get(kind) as Record<string, (...args: readonly unknown[]) => unknown>;
  return provider[method]?.(document, new Position(0, TEXT.indexOf(needle) + 1), ...rest);
}
const offsets = (locations: unknown): readonly number[] =>
  (locations as { range: Range }[]).map(({ range }) => range.start.character);
const all = (needle: string, from = TEXT): readonly number[] =>
  [...from.matchAll(new RegExp(needle, 'g'))].map(({ index }) => index);

describe('the names of a request file', () => {
  test('lead to where they are given, from any use', () => {
    expect(offsets(ask('definition', 'provideDefinition', '{{region'))).toEqual([1]);
    expect(offsets(ask('definition', 'provideDefinition', '{{list[0]'))).toEqual([TEXT.indexOf('list\nGET')]);
    expect(ask('definition', 'provideDefinition', 'GET')).toBeUndefined();
  });

  test.each([true, false])('of variables have their uses listed, with the definition: %s', (withOwn) => {
    const found = ask('reference', 'provideReferences', '{{region', { includeDeclaration: withOwn });
    const uses = all('(?<=\\{\\{)region');
    expect(uses).toHaveLength(2);
    expect(offsets(found)).toEqual([...(withOwn ? [1] : []), ...uses]);
  });

  test.each([true, false])('of requests have their uses listed, with the definition: %s', (withOwn) => {
    const found = ask('reference', 'provideReferences', 'list\nGET', { includeDeclaration: withOwn });
    const uses = all('(?<=\\{\\{)list');
    expect(uses).toHaveLength(2);
    expect(offsets(found)).toEqual([...(withOwn ? [TEXT.indexOf('list\nGET')] : []), ...uses]);
  });

  test('can be renamed to what can be read again', () => {
    expect(ask('rename', 'prepareRename', '{{list')).toMatchObject({ placeholder: 'list' });
    expect(() => ask('rename', 'prepareRename', 'GET')).toThrow(/Only variables/);
    expect(() => ask('rename', 'provideRenameEdits', '{{list', 'a b')).toThrow(/made of letters/);
    expect(ask('rename', 'provideRenameEdits', '{{list', 'first')).toBeDefined();
  });
});
