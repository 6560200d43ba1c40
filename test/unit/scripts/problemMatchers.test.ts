import { readFileSync } from 'node:fs';
import { formatMessages } from 'esbuild';
import { parse } from 'jsonc-parser';
import { expect, it } from 'vitest';

interface Pattern {
  readonly regexp: string;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
}
interface Task {
  readonly label: string;
  readonly problemMatcher: {
    readonly pattern: Pattern | readonly Pattern[];
    readonly background?: {
      readonly activeOnStart: boolean;
      readonly beginsPattern: string;
      readonly endsPattern: string;
    };
  };
}

function taskOf(label: string): Task {
  const { tasks } = parse(readFileSync('.vscode/tasks.json', 'utf8')) as { readonly tasks: readonly Task[] };
  return tasks.find((task) => task.label === label)!;
}

/** The place to which VS Code's matcher of a task leads from the first lines that fit: `file:line:column`. */
function placeIn(label: string, output: string): string | undefined {
  const patterns = [taskOf(label).problemMatcher.pattern].flat();
  const lines = output.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const found = patterns.map(({ regexp }, offset) => new RegExp(regexp).exec(lines[at + offset] ?? ''));
    const last = found.at(-1);
    const { file = 0, line = 0, column = 0 } = patterns.at(-1)!;
    if (last && found.every(Boolean)) return [last[file], last[line], last[column]].join(':');
  }
  return undefined;
}

it('the problem matcher of the build leads to the line that esbuild names', async () => {
  const location = { file: 'src/extension.ts', line: 12, column: 4, lineText: 'const a = b;' };
  const messages = await formatMessages([{ text: 'Could not resolve "b"', location }], { kind: 'error' });
  // Columns of a matcher count from 1 in VS Code; esbuild prints them from 0.
  expect(placeIn('watch and sandbox', messages.join('\n'))).toBe('src/extension.ts:12:4');
});

it('the problem matcher of the unit tests leads to the line that Vitest names', () => {
  const output = [
    ' FAIL  test/unit/a.test.ts > a thing',
    'AssertionError: expected 1',
    ' ❯ test/unit/a.test.ts:7:13',
  ];
  expect(placeIn('unit tests', output.join('\n'))).toBe('test/unit/a.test.ts:7:13');
});

it('the editor’s launch waits until all is built and the sandbox runs, and each later build begins and ends once', () => {
  const { activeOnStart, beginsPattern, endsPattern } =
    taskOf('watch and sandbox').problemMatcher.background!;
  const dev = readFileSync('scripts/dev.ts', 'utf8');
  /** What the build says from its beginning on, outside of what it says of each part once it watches. */
  const first = [...dev.matchAll(/^say\(['`](.*)['`]\);/gm)].map(([, line = '']) => line);
  expect(first).toHaveLength(3);
  expect([activeOnStart, ...first.map((line) => new RegExp(beginsPattern).test(line))]).toEqual([
    true,
    ...first.map(() => false),
  ]);
  expect(first.map((line) => new RegExp(endsPattern).test(line))).toEqual([false, false, true]);
  const ofPart = [...dev.matchAll(/if \(isWatching\) say\(`\$\{name\} (.*)`\);/g)].map(([, line]) =>
    String(line).replace('${outcome}', 'built in 1 s'),
  );
  expect(ofPart).toHaveLength(2);
  const [begin = '', end = ''] = ofPart.map((line) => `extension ${line}`);
  expect([new RegExp(beginsPattern).test(begin), new RegExp(endsPattern).test(begin)]).toEqual([true, false]);
  expect([new RegExp(beginsPattern).test(end), new RegExp(endsPattern).test(end)]).toEqual([false, true]);
});
