import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stoppable } from '../../../../src/editor/shell/stoppable.js';
import { clearScreen, ProgressLocation, screen, window } from '../fakeVscode.js';

describe('something that may hang', () => {
  beforeEach(() => {
    clearScreen();
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('shows in the status bar only while it is quick', async () => {
    expect(await stoppable('Sending…', () => Promise.resolve('answer'))).toBe('answer');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen.progress).toEqual(['Sending…']);
  });

  it('can be stopped once it takes long', async () => {
    const shown = vi.spyOn(window, 'withProgress');
    let signal: AbortSignal | undefined;
    const work = stoppable('Sending…', async (given) => {
      signal = given;
      await new Promise((_, reject) => {
        given.addEventListener('abort', () => {
          reject(new Error('stopped'));
        });
      });
    });
    const ended = expect(work).rejects.toThrow('stopped');
    await vi.advanceTimersByTimeAsync(900);
    expect(shown).toHaveBeenCalledTimes(1);
    shown.mockImplementation((options, task) => {
      expect(options).toMatchObject({ location: ProgressLocation.Notification, cancellable: true });
      const onCancellationRequested = (cancel: () => void): void => {
        cancel();
      };
      return task({ report: () => undefined }, { isCancellationRequested: false, onCancellationRequested });
    });
    await vi.advanceTimersByTimeAsync(200);
    await ended;
    expect(signal?.aborted).toBe(true);
  });
});
