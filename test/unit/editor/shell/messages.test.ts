import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../../../../src/api/errors.js';
import { describeFailure } from '../../../../src/editor/shell/describeFailure.js';
import {
  showError,
  showInformation,
  showInput,
  showProgress,
  showWarning,
} from '../../../../src/editor/shell/messages.js';
import { askField } from '../../../../src/editor/shell/questions.js';
import { SaveRefusal } from '../../../../src/editor/spec/document/saveRefusal.js';
import { clearScreen, screen, window } from '../fakeVscode.js';

beforeEach(clearScreen);

/** What VS Code makes a link of, in a message as in a prompt (`parseLinkedText`). */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+\)/i;
const HOSTILE = 'a [name](command:workbench.action.quit) and [one](https://evil.example/)';

describe('the words of others are no link, which would run a command at a click,', () => {
  it.each<[string, () => unknown]>([
    ['in an error', () => showError(HOSTILE)],
    ['in a warning', () => showWarning(HOSTILE)],
    ['in a message', () => showInformation(HOSTILE)],
    [
      'in progress',
      () =>
        showProgress({ location: { viewId: 'a' }, title: HOSTILE }, async (progress) => {
          progress.report({ message: HOSTILE });
        }),
    ],
  ])('%s', async (_, show) => {
    await show();
    const seen = [...screen.messages.map(({ text }) => text), ...screen.progress];
    expect(seen.length).toBeGreaterThan(0);
    for (const text of seen) {
      expect(text).toMatch(/\[name\] \(command/);
      expect(text).not.toMatch(LINK);
    }
  });

  it('in the prompt of an input, and in what it objects to', async () => {
    const before = window.showInputBox;
    const asked: { prompt?: string; validateInput?: (typed: string) => unknown }[] = [];
    window.showInputBox = async (options: object) => {
      asked.push(options);
      return '';
    };
    try {
      await showInput({ prompt: HOSTILE, validateInput: (typed) => (typed === '' ? undefined : HOSTILE) });
    } finally {
      window.showInputBox = before;
    }
    expect(asked[0]?.prompt).not.toMatch(LINK);
    expect(asked[0]?.validateInput?.('')).toBeUndefined();
    expect(asked[0]?.validateInput?.('x')).toMatch(/\[name\] \(command/);
  });

  it('in the prompt of a form, and in what it objects to', async () => {
    const answers = ['typed', undefined];
    screen.type = () => answers.shift();
    await askField(
      { title: 'Run', step: 1, totalSteps: 1 },
      {
        ...{ prompt: HOSTILE, placeholder: '', value: '', isSecret: false, complaint: HOSTILE },
        problem: () => HOSTILE,
      },
    );
    const [input] = screen.inputs;
    expect(input?.prompt).toMatch(/\[name\] \(command/);
    expect(input?.prompt).not.toMatch(LINK);
    expect(input?.validationMessage).toMatch(/\[name\] \(command/);
    expect(input?.validationMessage).not.toMatch(LINK);
  });

  it('in a failure, whose fields the API names, and in why a save was refused, which VS Code shows itself', () => {
    const failure = new ApiError(
      { method: 'PUT', path: '/a' },
      {
        ...{ status: 400, class: 'Client::BadRequest::InvalidField', message: 'No.', queryId: undefined },
        ...{ details: { [HOSTILE]: HOSTILE }, retryAfterMs: undefined },
      },
    );
    expect(describeFailure(failure, HOSTILE).message).not.toMatch(LINK);
    expect(new SaveRefusal(HOSTILE).message).not.toMatch(LINK);
  });
});
