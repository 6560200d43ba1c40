import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetEndedSandboxes, keepSandbox } from '../../../../src/editor/trySandbox/keptSandboxes.js';
import { FakeMemento } from '../fakeContext.js';

describe('sandboxes of windows that have ended', () => {
  let globalState: FakeMemento;
  let signedOut: string[];
  const failures: unknown[] = [];
  const started: ChildProcess[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    globalState = new FakeMemento();
    signedOut = [];
  });
  afterEach(() => {
    vi.useRealTimers();
    for (const process of started.splice(0)) process.kill('SIGKILL');
    expect(failures).toEqual([]);
  });

  /** A process that runs until it is ended. */
  const start = (): ChildProcess & { readonly pid: number } => {
    const process_ = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    started.push(process_);
    return process_ as ChildProcess & { readonly pid: number };
  };
  const end = async (running: ChildProcess): Promise<void> => {
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  };
  const forgetEnded = (): ReturnType<typeof forgetEndedSandboxes> =>
    forgetEndedSandboxes({
      accounts: {
        signOut: (id, options) => {
          signedOut.push(`${id} ${options?.isOver === true ? 'is over' : 'is not over'}`);
          return Promise.resolve();
        },
      },
      globalState: globalState as never,
      reportFailure: (failure: unknown) => failures.push(failure),
    });

  it('are signed out of at once when their process has ended', async () => {
    const sandbox = start();
    await keepSandbox(globalState as never, 'ended', sandbox.pid);
    await end(sandbox);
    forgetEnded();
    await vi.advanceTimersByTimeAsync(0);
    expect(signedOut).toEqual(['ended is over']);
  });

  it('are signed out of when their process ends after the window has come back', async () => {
    const sandbox = start();
    await keepSandbox(globalState as never, 'still ending', sandbox.pid);
    forgetEnded();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(signedOut).toEqual([]);
    await end(sandbox);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(signedOut).toEqual(['still ending is over']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are remembered as long as they run, and one that this window starts is left to it', async () => {
    const [other, own] = [start(), start()];
    await keepSandbox(globalState as never, 'of another window', other.pid);
    forgetEnded();
    await keepSandbox(globalState as never, 'own', own.pid);
    await end(own);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(signedOut).toEqual([]);
    await end(other);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(signedOut).toEqual(['of another window is over']);
    forgetEnded();
    await vi.advanceTimersByTimeAsync(0);
    expect(signedOut).toEqual(['of another window is over', 'own is over']);
  });

  it('are looked at no more once the window ends', async () => {
    await keepSandbox(globalState as never, 'running', start().pid);
    const watch = forgetEnded();
    await vi.advanceTimersByTimeAsync(2_000);
    watch.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
