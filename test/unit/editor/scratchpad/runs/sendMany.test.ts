import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CancelledError } from '../../../../../src/api/errors.js';
import { sendMany } from '../../../../../src/editor/scratchpad/runs/sendMany.js';
import type { SendOutcome } from '../../../../../src/editor/scratchpad/runs/run.js';
import { judgeRequest } from '../../../../../src/scratchpad/judgeRequest.js';
import { parseRequestFile } from '../../../../../src/scratchpad/parseRequestFile.js';
import { runRequest } from '../../../../../src/scratchpad/run.js';
import { fakeApi } from '../../../schema/fakeApi.js';
import { clearScreen, screen } from '../../fakeVscode.js';

beforeEach(clearScreen);

const { requests } = parseRequestFile('### one\nGET /v2/a\n### two\nGET /v2/b\n### three\nGET /v2/c\n');

/** Sends the requests; each answers with the status of its turn, or what else is told. @returns what was sent. */
async function sendAll(...turns: readonly (number | Error | SendOutcome)[]): Promise<readonly string[]> {
  const sent: string[] = [];
  await sendMany({
    requests,
    send: async (request): Promise<SendOutcome> => {
      const turn = turns[sent.length];
      sent.push(request.key);
      if (turn instanceof Error) throw turn;
      if (typeof turn !== 'number') return turn ?? { kind: 'stopped' };
      const api = fakeApi(() => ({ status: turn, body: { a: 1 } }));
      const result = await runRequest(api, { method: 'GET', path: '/a' }, { limit: undefined });
      return { kind: 'answered', result, verdict: judgeRequest(request, result.response), isRaw: false };
    },
    show: (request) => {
      sent.push(`shows ${request.key}`);
      return Promise.resolve();
    },
  });
  return sent;
}

const told = (): readonly string[] => screen.messages.map(({ text }) => text);

describe('many requests', () => {
  test('are sent in their order, with progress and a message at the end', async () => {
    expect(await sendAll(200, 204, 200)).toEqual(['one', 'two', 'three']);
    expect(told()).toEqual(['3 requests were sent and passed.']);
    expect(screen.progress).toEqual(['Sending requests', '1 of 3: one', '2 of 3: two', '3 of 3: three']);
  });

  test('end at the first that fails, whose response can be looked at', async () => {
    screen.press = (_, buttons) => buttons[0];
    expect(await sendAll(200, 404, 200)).toEqual(['one', 'two', 'shows two']);
    expect(told()).toEqual(['“two” failed: 404 · 0 ms. 1 of 3 requests were not sent.']);
  });

  test('end where a person stops them', async () => {
    expect(await sendAll(200, new CancelledError({ method: 'GET', path: '/b' }))).toEqual(['one', 'two']);
    expect(told()).toEqual(['Stopped before “two”: 2 of 3 requests were not sent.']);
  });

  test('end at one that can’t be sent as it is written, with the reason', async () => {
    const problems = [
      { code: 'bracesOpen', severity: 'error', span: { start: 0, end: 0 }, args: [] },
    ] as const;
    screen.press = () => 'Show Problems';
    const opened = vi.fn();
    screen.commands.set('workbench.actions.view.problems', opened);
    expect(await sendAll(200, { kind: 'refused', problems })).toEqual(['one', 'two']);
    expect(told()[0]).toMatch(/^“two” failed: .+ 2 of 3 requests were not sent\.$/);
    expect(opened).toHaveBeenCalledOnce();
  });

  test('end with a failure of what a request needs, for whoever reports it', async () => {
    await expect(sendAll(200, new Error('no such file'))).rejects.toThrow('no such file');
  });
});
