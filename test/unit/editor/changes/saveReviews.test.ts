import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SaveReviews } from '../../../../src/editor/changes/saveReviews.js';
import { clearScreen, screen, TabInputTextDiff, Uri, window } from '../fakeVscode.js';

const document = Uri.from({ scheme: 'ovhapi', path: '/a/s/thing/1.json' }) as never;

describe('the review of a save', () => {
  let reviews: SaveReviews;
  /** The right sides of the comparisons that were opened or brought to the front. */
  let fronts: Uri[];
  const decide = (path = '/a/s/thing/1.json'): Promise<boolean> =>
    reviews.decide({ path, before: 'before', after: 'after', title: 'what changes', question: 'Change?' });

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

  it('that is over says so where its message is still answered, and sends nothing', async () => {
    let press = (_: string): void => undefined;
    vi.spyOn(window, 'showInformationMessage').mockImplementationOnce(
      () => new Promise((resolve) => (press = resolve)) as never,
    );
    const decided = decide();
    await vi.waitFor(() => {
      expect(fronts).toHaveLength(1);
    });
    await Promise.resolve();
    screen.commands.get('ovhApi.save.discard')?.(fronts[0]);
    expect(await decided).toBe(false);
    press('Send');
    await vi.waitFor(() => {
      expect(screen.messages).toMatchObject([
        { severity: 'status', text: '$(info) These changes were already sent or discarded.' },
      ]);
    });
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
