import { expect, it } from 'vitest';
import * as double from './fakeVscode.js';

const { EventEmitter, openFreshWindow, screen, window, workspace } = double;

it('a fresh window has no settings, messages and documents of the file of tests before', async () => {
  screen.settings.set('ovhApi.confirmSave', 'never');
  screen.documents.set('ovhapi:/a', '{}');
  await window.showInformationMessage('left over');
  expect(screen.messages).toHaveLength(1);
  openFreshWindow();
  expect([screen.settings.size, screen.documents.size, screen.messages.length]).toEqual([0, 0, 0]);
});

it('a fresh window has its own functions, where a test had put another one', () => {
  const own = window.showInputBox;
  Object.assign(window, { showInputBox: () => Promise.resolve('typed by a test'), ofATest: true });
  Object.assign(workspace, { ofATest: true });
  openFreshWindow();
  expect(window.showInputBox).toBe(own);
  expect('ofATest' in window || 'ofATest' in workspace).toBe(false);
});

it('a fresh window calls none of those who listened to the one before', () => {
  const called: string[] = [];
  const emitters = Object.entries(double).flatMap(([name, part]) =>
    part instanceof EventEmitter ? [[name, part as InstanceType<typeof EventEmitter<unknown>>] as const] : [],
  );
  for (const [name, emitter] of emitters) emitter.event(() => called.push(name));
  openFreshWindow();
  for (const [, emitter] of emitters) emitter.fire({ affectsConfiguration: () => false });
  expect(called).toEqual([]);
  expect(emitters.length).toBeGreaterThan(0);
});
