import { describe, expect, it } from 'vitest';
import { allMatches, hostSources, missingFrom, readManifest } from './project.js';

const { menus, submenus } = readManifest().contributes;
const sources = [...hostSources().values()];
/** Views in which several rows can be selected. */
const wideViews = allMatches(sources, /createTreeView\(\s*'([^']+)',\s*\{[^}]*\bcanSelectMany: true/g);
/** Commands that are run on all selected rows. */
const wideCommands = allMatches(sources, /\bonRows(?:<[^>]+>)?\(\s*\w+,\s*'([^']+)'/g);

/**
 * The entries of the menu that a right click opens on a row of such a view. Buttons in a row (`inline`) are pressed on
 * that row alone, and no person expects more of them.
 */
const entries = [
  ...(menus['view/item/context'] ?? []),
  ...submenus.flatMap(({ id }) => menus[id] ?? []),
].filter(({ command, when = '', group = '' }) => {
  const views = allMatches([when], /\bview == ([\w.]+)/g);
  return (
    command !== undefined &&
    group !== 'inline' &&
    !group.startsWith('inline@') &&
    (views.size === 0 || [...views].some((view) => wideViews.has(view)))
  );
});
const onSeveral = entries.filter(({ when = '' }) => !when.includes('!listMultiSelection'));

describe('the menu of several selected rows', () => {
  it('exists only in views that allow it', () => {
    expect([...wideViews].sort()).toEqual([
      'ovhApi.favourites',
      'ovhApi.requestHistory',
      'ovhApi.resources',
      'ovhApi.watched',
    ]);
    expect(entries.length).toBeGreaterThan(onSeveral.length);
  });

  it('offers no command that would act on one of them only', () => {
    const narrow = onSeveral.flatMap(({ command = '' }) => (wideCommands.has(command) ? [] : [command]));
    expect(narrow).toEqual([]);
  });

  it('offers every command that acts on all of them', () => {
    expect(missingFrom(wideCommands, new Set(onSeveral.map(({ command }) => command ?? '')))).toEqual([]);
    expect(wideCommands.size).toBeGreaterThan(5);
  });
});
