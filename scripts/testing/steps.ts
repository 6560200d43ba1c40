import { ensureChromium } from '../machine/chromium.js';
import { ensureEditor } from '../editor/install.js';
import { runCommand } from '../machine/runCommand.js';
import { runSteadily, runVitest } from './vitest.js';

/** How many facts a step checked, and how they came out. A tool that checks everything at once is one fact. */
export interface StepOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
  /** What the step has to say when it ends; steps that print while they run leave it out. */
  readonly output?: string;
}

/** A part of the whole test run that can also be run alone, by its name. */
export interface Step {
  readonly name: string;
  /** The question that it answers, for the person who watches. */
  readonly asks: string;
  /** Whether it keeps one core busy, needs nothing of its neighbours and prints nothing before it ends. */
  readonly runsBesideOthers?: boolean;
  /** Whether it is a project of Vitest that needs VS Code and a browser. */
  readonly needsEditor?: boolean;
  readonly run: () => Promise<StepOutcome>;
}

/** Where tools keep what they know of files that have not changed since. A fresh clone has none of it. */
const cacheFolder = 'node_modules/.cache';

/** A tool of node_modules that says nothing when all is well, and what is wrong otherwise. */
function tool(name: string, asks: string, args: readonly [string, ...string[]]): Step {
  return {
    name,
    asks,
    runsBesideOthers: true,
    run: async () => {
      const [file, ...rest] = args;
      const { ok, output } = await runCommand(process.execPath, [`node_modules/${file}`, ...rest]);
      return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
    },
  };
}

/** Checks a project's types again where something has changed that they depend on. */
function typeCheck(name: string, asks: string, project: string): Step {
  return tool(name, asks, [
    'typescript-7/bin/tsc',
    '-p',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    `${cacheFolder}/types/${name}.tsbuildinfo`,
  ]);
}

/** Runs projects whose tests need VS Code and a browser, which are installed before so that no test waits for that. */
async function runInEditor(projects: readonly string[]): Promise<StepOutcome> {
  await ensureEditor();
  return runSteadily(projects, { CHROMIUM: await ensureChromium() });
}

function editorStep(name: string, asks: string): Step {
  return { name, asks, needsEditor: true, run: () => runInEditor([name]) };
}

/** Makes one step of the two that need VS Code, so that one's last file doesn't leave a core without work. */
export function joinEditorSteps(chosen: readonly Step[]): readonly Step[] {
  const [first, ...others] = chosen.filter(({ needsEditor }) => needsEditor);
  if (first === undefined || others.length === 0) return chosen;
  const joined = [first, ...others];
  return [
    ...chosen.filter((step) => !joined.includes(step)),
    {
      name: joined.map(({ name }) => name).join(' '),
      asks: joined.map(({ asks }) => asks).join(' '),
      run: () => runInEditor(joined.map(({ name }) => name)),
    },
  ];
}

async function buildAndPackage(): Promise<StepOutcome> {
  const { ok, output } = await runCommand(process.execPath, ['scripts/bootstrap.mjs', 'package']);
  return ok ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
}

/**
 * Everything that `npm test` runs. What runs side by side comes with the longest first, so that no core waits for it at
 * the end.
 */
export const steps: readonly Step[] = [
  tool('lint', 'does every file keep to the rules of .oxlintrc.json?', [
    'oxlint/bin/oxlint',
    '--deny-warnings',
    // What the editor's problem matchers read.
    '--format=stylish',
  ]),
  typeCheck('test-types', "do the tests' types agree?", 'test'),
  typeCheck('types', 'do the types of the extension and the scripts agree?', '.'),
  typeCheck('webview-types', "do the webview's types agree?", 'src/webview'),
  tool('format', 'is every file formatted?', ['oxfmt/bin/oxfmt', '--check']),
  tool('imports', 'do all imports point the way that docs/architecture.md draws?', [
    'dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    '--config=.dependency-cruiser.mjs',
    '--output-type=err',
  ]),
  tool('unused', 'is every file, export and package used?', ['knip/bin/knip.js', '--no-progress']),
  { name: 'package', asks: 'can it be built and packed?', runsBesideOthers: true, run: buildAndPackage },
  {
    name: 'contents',
    asks: 'does the package hold what runs, and nothing else?',
    run: () => runVitest(['package']),
  },
  {
    name: 'unit',
    asks: 'do the parts work, and does the manifest match the code?',
    run: async () => runVitest(['unit', 'unit-mocks', 'unit-measured'], { CHROMIUM: await ensureChromium() }),
  },
  editorStep('integration', 'does the packaged extension work inside VS Code?'),
  editorStep('ui', 'can a person walk through all of it?'),
];
