import { describe, expect, it, vi } from 'vitest';
import { stageOfStories } from '../../support/story.js';
import type { Stage } from '../../support/stage.js';

const done: string[] = [];
let opened = 0;

vi.mock('../../support/stage.js', () => ({
  openStage: () => {
    opened += 1;
    const name = `stage ${String(opened)}`;
    done.push(`open ${name}`);
    const note = (what: string) => () => Promise.resolve(void done.push(`${what} ${name}`));
    return Promise.resolve({
      name,
      workbench: { notifications: { clear: note('clear') }, closeEditors: note('empty') },
      close: note('close'),
    });
  },
}));

/** What was done since the last time. */
const news = (): readonly string[] => done.splice(0);

// Each is what follows from the one before it.
describe('a stage', { shuffle: false }, () => {
  describe('that the stories of one file share', { shuffle: false }, () => {
    const openStage = stageOfStories({});
    const given: Stage[] = [];

    it('the first story opens it', async () => {
      given.push(await openStage());
      expect(news()).toEqual(['open stage 1']);
    });

    it('the next story gets the same one without editors and messages', async () => {
      given.push(await openStage());
      expect(given[1]).toBe(given[0]);
      expect(news()).toEqual(['clear stage 1', 'empty stage 1']);
    });

    it.fails('a story that fails fails', () => {
      throw new Error('This story fails.');
    });

    it('the story after one that failed gets a new one, and the old one is closed', async () => {
      expect(await openStage()).not.toBe(given[0]);
      expect(news()).toEqual(['close stage 1', 'open stage 2']);
    });
  });

  it('is closed once behind the last of them', () => {
    expect(news()).toEqual(['close stage 2']);
  });
});
