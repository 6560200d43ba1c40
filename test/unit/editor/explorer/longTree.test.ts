import { leastCpuMs } from '../../leastCpuMs.js';
import { expect, onTestFinished, test } from 'vitest';
import { openLongList, type LongList } from './longList.js';
import { inShortBlocks } from '../../hostile/bounds.js';

test('20,000 resources are loaded and drawn in short blocks, with 200 documents open', async () => {
  let list: LongList | undefined;
  onTestFinished(() => list?.close());
  await inShortBlocks(async () => {
    await list?.close();
    list = await openLongList(20_000);
    expect(await list.load()).toBe(20_000);
  });
});

test('drawing thousands of rows again for a further page takes little more than sending them to the window', async () => {
  const list = await openLongList(2_500);
  onTestFinished(() => list.close());
  expect(await list.load()).toBe(2_500);
  const items = list.redraw();
  const ours = leastCpuMs(() => list.redraw());
  // Each row is sent to the window and read there.
  const theirs = leastCpuMs(() => items.map((item): unknown => JSON.parse(JSON.stringify(item))));
  expect(ours / theirs).toBeLessThan(2.5);
});

test('a row of a long list takes 3 kB at most, beside its resource', async () => {
  const list = await openLongList(5_000);
  onTestFinished(() => list.close());
  expect(await list.load()).toBe(5_000);
  expect(list.bytesOfRow()).toBeLessThan(3_000);
});
