import { beforeEach, describe, expect, it } from 'vitest';
import { registerTextsInMemory } from '../../../../src/editor/shell/textsInMemory.js';
import { clearScreen, screen, TabInputText, TabInputTextDiff, Uri } from '../fakeVscode.js';

const at = (scheme: string, name: string): Uri => Uri.from({ scheme, path: `/${name}.json` });
const register = (): Uri[] => {
  const served: Uri[] = [];
  registerTextsInMemory('ovhapi-plan', {
    provideTextDocumentContent: (uri) => {
      served.push(uri);
      return '';
    },
  });
  return served;
};

describe('the tabs of texts that were kept in memory', () => {
  const side = at('ovhapi-plan', 'side');
  const spec = at('ovhapi', 'spec');

  beforeEach(clearScreen);

  it.each([
    ['a document', new TabInputText(side)],
    ['a comparison of two', new TabInputTextDiff(side, at('ovhapi-plan', 'other'))],
    ['a comparison with an edited document', new TabInputTextDiff(side, spec)],
    ['a merge', { base: side, input1: side, input2: side, result: spec }],
    ['comparisons below each other', { textDiffs: [new TabInputTextDiff(side, side)] }],
  ])('are closed at the start of a window that brought them back: %s', (_, input) => {
    screen.tabs = [input];
    register();
    expect(screen.tabs).toEqual([]);
  });

  it('stay where only the process of the extension ended, since they still show their texts', () => {
    screen.edited = [side];
    screen.tabs = [new TabInputTextDiff(side, spec)];
    register();
    expect(screen.tabs).toHaveLength(1);
  });

  it('are the only ones that are closed', () => {
    const others = [new TabInputText(spec), { viewType: 'ovhApi.resource' }, undefined as never];
    screen.tabs = others;
    register();
    expect(screen.tabs).toEqual(others);
  });

  it('are served once they are shown', () => {
    const served = register();
    screen.contents.get('ovhapi-plan')?.(side);
    expect(served).toEqual([side]);
  });
});
