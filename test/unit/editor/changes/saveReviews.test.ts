import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SaveReviews } from '../../../../src/editor/changes/saveReviews.js';
import { clearScreen, screen, TabInputTextDiff, Uri, window } from '../fakeVscode.js';

const document = Uri.from({ scheme: 'ovhapi', path: '/a/s/thing/1.json' }) as never;

describe('the review of a save', () => {
  let reviews: SaveReviews;
  /** The right sides of the comparisons that were opened or brought to the front. */
  let fronts: Uri[];
  const decide = (path = '/a/s/thing/1.json', question?: string): Promise<boolean> =>
    reviews.decide({
      path,
      before: 'before',
      after: 'after',
      title: 'what changes',
      ...(question !== undefined && { question }),
    });

  beforeEach(() => {
    clearScreen();
    fronts = [];
    screen.press = () => undefined;
    screen.commands.set('vscode.diff', (left, right) => {
      fronts.push(right as Uri);
      screen.tabs = [...screen.tabs, new TabInputTextDiff(left as Uri, right as Uri)];
    });
    reviews = new SaveReviews();
  });
  afterEach(() => {
    reviews.dispose();
  });

  it('waits for the button above the comparison, and closes it', async () => {
    const decided = decide();
    screen.commands.get('ovhApi.save.send')?.(fronts[0]);
    expect(await decided).toBe(true);
    expect(screen.tabs).toEqual([]);
  });

  it('asks in a message that ends with the decision, and can be canceled there', async () => {
    for (const isCanceled of [false, true]) {
      let cancel = (): void => undefined;
      let ended: PromiseLike<unknown> | undefined;
      const shown = vi.spyOn(window, 'withProgress').mockImplementationOnce((_, task) => {
        const onCancellationRequested = (listener: () => void): unknown => (cancel = listener);
        ended = task({ report: () => undefined }, { onCancellationRequested });
        return Promise.resolve(ended);
      });
      const decided = decide(undefined, 'Change 1 field?');
      await vi.waitFor(() => {
        expect(shown).toHaveBeenCalledWith(
          { location: 15, title: 'Change 1 field?', cancellable: true },
          expect.anything(),
        );
      });
      if (isCanceled) cancel();
      else screen.commands.get('ovhApi.save.send')?.(fronts[0]);
      expect(await decided).toBe(!isCanceled);
      await ended;
      shown.mockRestore();
    }
    expect(screen.messages).toEqual([]);
  });

  it('repeats no question that was read before', async () => {
    const decided = decide();
    screen.commands.get('ovhApi.save.send')?.(fronts[0]);
    await decided;
    expect([screen.messages, screen.progress]).toEqual([[], []]);
  });

  it('is brought to the front when the same text is saved again', async () => {
    const decided = decide();
    await reviews.again(document, true);
    expect(fronts.map(String)).toEqual([String(fronts[0]), String(fronts[0])]);
    screen.commands.get('ovhApi.save.discard')?.(fronts[0]);
    expect(await decided).toBe(false);
  });

  it('is given up when another text is saved, since it shows what isn’t in the document any more', async () => {
    const decided = decide();
    const other = decide('/a/s/thing/2.json');
    await reviews.again(document, false);
    expect(await decided).toBe(false);
    expect(screen.tabs).toHaveLength(1);
    screen.commands.get('ovhApi.save.send')?.(fronts[1]);
    expect(await other).toBe(true);
  });
});
