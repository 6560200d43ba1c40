import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError, CredentialError, NetworkError } from '../../../src/api/errors.js';
import { mayHaveBeenTaken, sendOneByOne, type SendingOutcome } from '../../../src/resource/applying.js';
import { ChangedMeanwhile } from '../../../src/resource/writeSpec.js';

const never = new AbortController().signal;
/** How one of them goes: whether its request is accepted, and how its task ends. */
type Fate = SendingOutcome | 'refused';
const fates = fc.array(fc.constantFrom<Fate>('done', 'done', 'done', 'open', 'failed', 'refused'));

/** Sends as many as there are fates, each called by its index, and notes what happens when. */
async function sendAll(all: readonly Fate[], onFailure: 'stop' | 'continue', signal = never) {
  const log: string[] = [];
  const report = await sendOneByOne(
    all.map((_, index) => index),
    {
      send: (one) => {
        log.push(`send ${String(one)}`);
        return Promise.resolve(all[one] !== 'refused');
      },
      follow: async (one) => {
        await Promise.resolve();
        await Promise.resolve();
        log.push(`end ${String(one)}`);
        return all[one] as SendingOutcome;
      },
    },
    { signal, onFailure },
  );
  return { log, report };
}

describe('sending one after the other', () => {
  it('sends each only once the one before it is done, and nothing after the first that is not', async () => {
    await fc.assert(
      fc.asyncProperty(fates, async (all) => {
        const { log, report } = await sendAll(all, 'stop');
        const bad = all.findIndex((fate) => fate !== 'done');
        const sent = bad === -1 ? all.length : bad + 1;
        expect(log).toEqual(
          all
            .slice(0, sent)
            .flatMap((fate, at) =>
              fate === 'refused' ? [`send ${String(at)}`] : [`send ${String(at)}`, `end ${String(at)}`],
            ),
        );
        expect(report.unsent).toEqual(all.map((_, at) => at).slice(sent));
        expect([...report.done, ...report.failed, ...report.open]).toHaveLength(sent);
      }),
    );
  });

  it('continues after failures where that is wanted, sends nothing twice and accounts for all', async () => {
    await fc.assert(
      fc.asyncProperty(fates, async (all) => {
        const { log, report } = await sendAll(all, 'continue');
        const at = (...of: readonly Fate[]): readonly number[] =>
          all.flatMap((fate, index) => (of.includes(fate) ? [index] : []));
        expect(log.filter((line) => line.startsWith('send'))).toEqual(
          all.map((_, one) => `send ${String(one)}`),
        );
        expect(report).toEqual({
          ...{ done: at('done'), failed: at('failed', 'refused'), open: at('open') },
          ...{ unsent: [], isCancelled: false },
        });
      }),
    );
  });

  it('waits for no task before the next request where failures stop nothing', async () => {
    const { log } = await sendAll(['done', 'done', 'done'], 'continue');
    expect(log.indexOf('send 2')).toBeLessThan(log.indexOf('end 1'));
  });

  it('ends before the next one when it is cancelled, and waits for the answer that is on its way', async () => {
    const abort = new AbortController();
    const report = await sendOneByOne(
      [1, 2, 3],
      {
        send: (one) => {
          if (one === 2) abort.abort();
          return Promise.resolve(true);
        },
        follow: () => Promise.resolve(abort.signal.aborted ? 'open' : 'done'),
      },
      { signal: abort.signal, onFailure: 'stop' },
    );
    expect(report).toEqual({ done: [1], failed: [], open: [2], unsent: [3], isCancelled: true });
  });
});

describe('whether the cloud may have accepted what failed', () => {
  const request = { method: 'PUT', path: '/s' } as const;
  const answered = (status: number, message = ''): ApiError =>
    new ApiError(request, {
      ...{ status, class: undefined, message, details: {} },
      ...{ queryId: undefined, retryAfterMs: undefined },
    });

  it('is assumed where no response says otherwise', () => {
    expect(mayHaveBeenTaken(new NetworkError(request, 'interrupted', 'h'))).toBe(true);
    expect(mayHaveBeenTaken(new NetworkError(request, 'timeout', 'h'))).toBe(true);
    expect(mayHaveBeenTaken(answered(500))).toBe(true);
    expect(mayHaveBeenTaken(new SyntaxError('an answer that is no JSON'))).toBe(true);
  });

  it('is not so where it was refused, or never sent', () => {
    for (const status of [400, 409, 412, 423]) expect(mayHaveBeenTaken(answered(status))).toBe(false);
    expect(mayHaveBeenTaken(answered(500, 'Maintenance'))).toBe(false);
    expect(mayHaveBeenTaken(new NetworkError(request, 'unreachable', 'h'))).toBe(false);
    expect(mayHaveBeenTaken(new CredentialError(request, 'expired', ''))).toBe(false);
    expect(mayHaveBeenTaken(new ChangedMeanwhile())).toBe(false);
  });
});
