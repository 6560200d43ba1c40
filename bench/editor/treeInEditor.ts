import type { Locator } from 'playwright-core';
import { seenRequests } from '../../test/support/seenRequests.js';
import type { TreeView } from '../../test/support/workbench/treeView.js';
import { median } from '../medianMs.js';
import { paintedAfter } from './painting.js';
import { openProbedStage, type ProbedStage } from './probedStage.js';

/** What a person waits for in a real window, in milliseconds, and what it costs the extension host. */
export interface EditorTimes {
  /** From the click that expands a collection to its first page on the screen; the median of several. */
  readonly firstMs: number;
  /** From the click on "Load more" to the next page on the screen, by page from the second on. */
  readonly nextMs: readonly number[];
  /** The same of an extension whose rows are plain: what VS Code's tree takes by itself. */
  readonly plainMs: readonly number[];
  /** Heap of the extension host in bytes after all pages, less what was there after the first. */
  readonly heapBytes: number;
}

const FIRST_ROUNDS = 9;
const NEXT_PAGES = 50;
const PAGE_SIZE = 50;
const ROW_HEIGHT = 22;
const SETTLED_MS = 300;
const SECTION = '/managedPlatform';
const COLLECTION = 'project';

const known = new Map<number, Promise<EditorTimes>>();

/** Expands a list of so many resources in a real VS Code and pages through it, up to fifty pages. Measured once a run. */
export function treeInEditor(resources: number): Promise<EditorTimes> {
  const measured = known.get(resources) ?? measure(resources);
  known.set(resources, measured);
  return measured;
}

async function measure(resources: number): Promise<EditorTimes> {
  const stage = await openProbedStage(resources, ['rows']);
  try {
    await stage.workbench.showContainer('OVHcloud API');
    const tree = stage.workbench.tree('Resources');
    await tree.expand(SECTION);
    await tree.row(COLLECTION).waitFor();
    const first: number[] = [];
    for (let round = 0; round < FIRST_ROUNDS; round += 1) first.push(await firstPage(stage, tree));
    const before = await stage.ask('/heap');
    const pages = Math.min(NEXT_PAGES, Math.ceil(resources / PAGE_SIZE) - 1);
    const nextMs = await nextPages(stage, tree, pages);
    const heapBytes = (await stage.ask('/heap')) - before;
    await stage.workbench.showContainer('Plain Rows');
    const plain = stage.workbench.tree('Plain');
    await plain.row('row-1').waitFor();
    return { firstMs: median(first), nextMs, plainMs: await nextPages(stage, plain, pages), heapBytes };
  } finally {
    await stage.close();
  }
}

/** Expands the collection when nothing of it is known, or only that it was read before. */
async function firstPage(stage: ProbedStage, tree: TreeView): Promise<number> {
  const row = tree.row(COLLECTION);
  if ((await row.getAttribute('aria-expanded')) === 'true') {
    await row.locator('.monaco-tl-twistie').click();
    await members(stage).first().waitFor({ state: 'detached' });
    const asked = await documentRequests(stage);
    await stage.workbench.runCommand('OVHcloud API: Refresh');
    while ((await documentRequests(stage)) === asked) await stage.page.waitForTimeout(20);
    // What the refresh has drawn is not to be measured.
    await stage.page.waitForTimeout(SETTLED_MS);
    await row.waitFor();
  }
  const level = Number(await row.getAttribute('aria-level')) + 1;
  const painted = `document.querySelector('.sidebar .monaco-list-row[aria-level="${level}"] .label-name')`;
  return paintedAfter(stage.page, () => row.locator('.monaco-tl-twistie').click(), painted);
}

async function nextPages(stage: ProbedStage, tree: TreeView, pages: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let page = 1; page <= pages; page += 1) {
    // VS Code holds back what changes within a fifth of a second of another change; a person isn't that quick.
    await stage.page.waitForTimeout(SETTLED_MS);
    times.push(await nextPage(stage, tree, page));
  }
  return times;
}

/** Presses "Load more" and waits for a member where that row was. */
async function nextPage(stage: ProbedStage, tree: TreeView, page: number): Promise<number> {
  const shown = (page * PAGE_SIZE).toLocaleString('en').replace(',', ',?');
  const more = tree.row(new RegExp(`Load more \\(${shown} shown\\)`));
  // To where the row is: a list that long is not drawn below what can be seen.
  while (!(await isWhole(more, tree.pane))) {
    await scroll(stage, tree, ((await more.count()) === 0 ? PAGE_SIZE : 1) * ROW_HEIGHT);
  }
  const index = await more.getAttribute('data-index');
  const names = `document.querySelectorAll('.sidebar .monaco-list-row[data-index="${index}"] .label-name')`;
  const there = `[...${names}].some((name) => !name.textContent.startsWith('Load'))`;
  return paintedAfter(stage.page, () => more.click(), there);
}

/** Whether a row is there, and not cut off by the edge of its view: a click beside it would hit its neighbour. */
async function isWhole(row: Locator, view: Locator): Promise<boolean> {
  if ((await row.count()) === 0) return false;
  const [own, around] = await Promise.all([row.boundingBox(), view.boundingBox()]);
  return own !== null && around !== null && own.y + own.height <= around.y + around.height;
}

async function scroll(stage: ProbedStage, tree: TreeView, pixels: number): Promise<void> {
  await tree.pane.hover();
  await stage.page.mouse.wheel(0, pixels);
  await stage.page.waitForTimeout(50);
}

function members({ page }: ProbedStage): Locator {
  return page.locator('.sidebar .monaco-list-row[aria-level="3"]');
}

async function documentRequests({ sandbox }: ProbedStage): Promise<number> {
  const path = `/v2${SECTION}.json`;
  return (await seenRequests(sandbox.control)).filter((request) => request.path === path).length;
}
