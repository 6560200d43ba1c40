import { beforeEach, describe, expect, it } from 'vitest';
import { WaitingNotices } from '../../../../src/editor/explorer/waitingNotices.js';
import { address, snapshot } from '../../resource/readings.js';
import { clearScreen, screen } from '../fakeVscode.js';

const waiting = (id: string) =>
  snapshot({
    ...{ id: 'a', name: 'web', resourceStatus: 'UPDATING', targetSpec: {}, currentState: null },
    currentTasks: [{ id, type: 'install', status: 'WAITING_USER_INPUT' }],
  });
const running = snapshot({ id: 'a', name: 'web', resourceStatus: 'UPDATING' });

describe('a task that waits for a person', () => {
  let opened: unknown[];
  let notices: WaitingNotices;
  const told = () => screen.messages.map(({ text, buttons }) => [text, ...buttons]);

  beforeEach(() => {
    clearScreen();
    opened = [];
    notices = new WaitingNotices((at) => opened.push(at));
  });

  it('is notified once, however often its resource is read', async () => {
    for (const reading of [running, waiting('t'), waiting('t'), running]) await notices.read(reading);
    expect(told()).toEqual([['web is waiting for your input: install', 'Show Resource']]);
  });

  it('is notified again when another task waits, or the same one waits again', async () => {
    for (const reading of [waiting('t'), waiting('u'), running, waiting('u')]) await notices.read(reading);
    expect(told()).toHaveLength(3);
  });

  it('can be answered where there is a command for it, and its resource shown', async () => {
    const answered: unknown[] = [];
    screen.commands.set('ovhApi.answerTask', (target) => answered.push(target));
    screen.press = (_, [button]) => button;
    await notices.read(waiting('t'));
    expect(told()[0]?.slice(1)).toEqual(['Answer Task…', 'Show Resource']);
    expect(answered).toEqual([{ kind: 'task', address, taskId: 't' }]);
    screen.press = (_, buttons) => buttons.at(-1);
    await notices.read(waiting('u'));
    expect(opened).toEqual([address]);
  });
});
