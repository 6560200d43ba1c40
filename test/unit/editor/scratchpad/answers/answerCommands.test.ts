import { beforeEach, describe, expect, test, vi } from 'vitest';
import { offerToSave } from '../../../../../src/editor/scratchpad/answers/answerCommands.js';
import { clearScreen, screen } from '../../fakeVscode.js';

vi.mock('vscode', () => import('../../fakeVscode.js'));
beforeEach(clearScreen);

const outcomeOf = (binary?: Uint8Array) =>
  ({ kind: 'answered', result: { text: '', response: { binary, headers: {}, path: '/v2/a' } } }) as never;

describe('a response', () => {
  test('that is binary is offered to be saved', () => {
    offerToSave({ outcome: outcomeOf(new Uint8Array(3)) });
    expect(screen.messages).toMatchObject([
      { text: 'The response is binary, so it can’t be shown.', buttons: ['Save Body…'] },
    ]);
  });

  test('that is text, or that never came, is not', () => {
    offerToSave({ outcome: outcomeOf() });
    offerToSave({ outcome: { kind: 'stopped' } });
    offerToSave({ outcome: undefined });
    expect(screen.messages).toEqual([]);
  });
});
