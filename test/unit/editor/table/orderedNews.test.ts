import { beforeEach, describe, expect, it } from 'vitest';
import { OrderedNews } from '../../../../src/editor/table/orderedNews.js';

describe('the news of a table', () => {
  let failures: unknown[];
  let shown: string[];
  let news: OrderedNews;
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    [failures, shown] = [[], []];
    news = new OrderedNews((failure) => failures.push(failure));
  });

  it('is shown at once, and after what is still being shown', async () => {
    let finish = (): void => undefined;
    news.show(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      shown.push('a long list');
    });
    news.show(() => void shown.push('its state'));
    await turn();
    expect(shown).toEqual([]);
    finish();
    await turn();
    expect(shown).toEqual(['a long list', 'its state']);
    news.show(() => void shown.push('a row'));
    expect(shown.at(-1)).toBe('a row');
  });

  it('is shown after one that failed, which is reported', async () => {
    news.show(() => Promise.reject(new Error('no row')));
    news.show(() => void shown.push('its state'));
    await turn();
    expect([failures, shown]).toEqual([[new Error('no row')], ['its state']]);
  });

  it('isn’t shown any more once the table is closed', async () => {
    news.show(() => turn());
    news.show(() => void shown.push('its state'));
    news.dispose();
    await turn();
    await turn();
    expect(shown).toEqual([]);
  });
});
