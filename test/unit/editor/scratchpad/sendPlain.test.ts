import { beforeEach, expect, it, vi } from 'vitest';
import type * as Plain from '../../../../src/editor/scratchpad/sendPlain.js';

const chosen = vi.fn();
vi.mock('vscode', async () => ({
  ...(await import('../fakeVscode.js')),
  languages: { setTextDocumentLanguage: chosen },
}));
const { takeOver }: typeof Plain = await import('../../../../src/editor/scratchpad/sendPlain.js');

const editor = (path: string, languageId: string): Parameters<typeof takeOver>[0] =>
  ({ document: { uri: { path }, languageId } }) as never;

beforeEach(() => chosen.mockClear());

it.each([
  ['/a.http', 'http', true, 1],
  ['/a.REST', 'rest', true, 1],
  ['/a.ovhapi.http', 'ovhapi-http', true, 0],
  ['/a.json', 'json', false, 0],
])(
  'a file %s of the language %s becomes one of ours only when it holds requests',
  async (path, language, is, times) => {
    expect(await takeOver(editor(path, language))).toBe(is);
    expect(chosen).toHaveBeenCalledTimes(times);
  },
);

it('nothing is sent without an editor', async () => {
  expect(await takeOver(undefined)).toBe(false);
});
