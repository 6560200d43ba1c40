import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { hostSources } from './project.js';

/** Files of the editor that import neither VS Code nor a neighbour, by what they speak of that no lower room knows. */
const OWN_REASONS: Readonly<Record<string, string>> = {
  'connections/ownFile': 'the processes of the extension',
  'language/validationPause': 'how VS Code asks for diagnostics',
  'panel/changedWords': 'the messages to the panel',
  'panel/drawnFields': 'the messages to the panel',
  'panel/drawnRows': 'the messages to the panel',
  'panel/panelFacts': 'the messages to the panel',
  'shell/agoText': 'the language of the window',
  'shell/recentMessages': 'the messages of the window',
  'shell/webviewHtml': 'the page of a webview',
  'spec/document/earlyReadings': 'that VS Code reads a file after it asked for its size',
  'table/orderedNews': 'the messages to the table',
  'trySandbox/sandboxProcess': 'the process that the editor starts',
};

it('files of the editor that need neither VS Code nor a neighbour are in a lower room, or say why not', () => {
  const alone = [...hostSources()]
    .filter(([file]) => file.startsWith('src/editor/'))
    .filter(
      ([, text]) =>
        !/from 'vscode'|from '\.\/|from '(?:\.\.\/)+(?:shell|connections|accounts|spec|explorer)\//.test(
          text,
        ),
    )
    .map(([file]) => file.replace(/^src\/editor\/|\.ts$/g, ''));
  expect(alone.sort()).toEqual(Object.keys(OWN_REASONS).sort());
});

/** The rooms of the editor that a file is in, or imports from. */
function roomOf(path: string): string {
  const [, room = ''] = /^src\/editor\/(spec\/\w+(?=\/)|\w+)/.exec(path) ?? [];
  return room;
}

it('docs/architecture.md draws the imports between the rooms of the editor as they are', () => {
  const arrows = new Map<string, Set<string>>();
  for (const [file, text] of hostSources()) {
    const room = roomOf(file);
    if (room === '' || room === 'shell') continue;
    const imports = arrows.get(room) ?? new Set();
    arrows.set(room, imports);
    for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
      const other = roomOf(join(dirname(file), path));
      if (!['', room, 'shell'].includes(other)) imports.add(other);
    }
  }
  const [, table = ''] = readFileSync('docs/architecture.md', 'utf8').split('## The rooms of the editor');
  const [rows = ''] = table.split('\n## ');
  const drawn = [...rows.matchAll(/^\| `([\w/]+)\/` +\|[^|]+\|([^|]*)\|$/gm)]
    .map(([, room = '', names = '']) => [
      room,
      [...names.matchAll(/`([\w/]+)`/g)].map(([, name]) => name).sort(),
    ])
    .filter(([room]) => room !== 'shell');
  expect(Object.fromEntries(drawn)).toEqual(
    Object.fromEntries([...arrows].map(([room, imports]) => [room, [...imports].sort()])),
  );
});
