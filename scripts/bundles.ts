import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { OWN_DATA_FILE, ownDataOfSources } from '../src/sandbox/ownData.js';
import {
  namesOfLanguageService,
  partsOfLanguageService,
  partsOfUndici,
  sharedLibrary,
} from './packedLibraries.js';
import { vscodeModule } from './vscodeModule.js';

const shared: BuildOptions = {
  bundle: true,
  // Names are not kept: the program tells things apart by itself, and its stack traces are read with the source map of the build.
  minify: true,
  // Without a line in each file that names a map which isn't packed.
  sourcemap: 'external',
  // Files are shown by their own names in stack traces; whoever debugs has the sources.
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

const nodeTarget: BuildOptions = {
  platform: 'node',
  target: 'node20',
  // jsonc-parser's CommonJS build hides its imports from bundlers; its ES modules don't.
  mainFields: ['module', 'main'],
};

/** CommonJS dependencies ask for Node's own modules by `require`, which ES modules don't have. */
const requireOfNode = {
  js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
};

/** The programs that the sources are built into, by what they are. */
export const bundles = {
  /** What VS Code loads, and what loads the rest. */
  extension: {
    ...shared,
    ...nodeTarget,
    entryPoints: ['src/entry.ts'],
    outfile: 'dist/extension.cjs',
    format: 'cjs',
  },
  program: {
    ...shared,
    ...nodeTarget,
    // Compiled code is kept by the bytes of a text that is read as Latin-1.
    charset: 'ascii',
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/program.cjs',
    format: 'cjs',
    plugins: [
      vscodeModule,
      sharedLibrary('jsonc-parser', './libraries/jsonc.cjs'),
      sharedLibrary('undici', './libraries/undici.cjs'),
      sharedLibrary('vscode-json-languageservice', './libraries/jsonLanguage.cjs', namesOfLanguageService),
      sharedLibrary('yaml', './libraries/yaml.cjs'),
    ],
    // A name of VS Code's API that its types were not read to have.
    logOverride: { 'import-is-undefined': 'error' },
  },
  /** What the extension loads at first use, one file each, and shares with the sandbox. */
  libraries: {
    ...shared,
    ...nodeTarget,
    entryPoints: {
      jsonc: 'jsonc-parser',
      jsonLanguage: 'vscode-json-languageservice',
      undici: 'undici',
      // The same as ES modules, which pack to less than CommonJS: for Node it has only the latter.
      yaml: 'node_modules/yaml/browser/dist/index.js',
    },
    outdir: 'dist/libraries',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    format: 'cjs',
    plugins: [sharedLibrary('jsonc-parser', './jsonc.cjs'), partsOfLanguageService, partsOfUndici],
  },
  webview: {
    ...shared,
    platform: 'browser',
    target: ['chrome128'],
    entryPoints: {
      ...{ panel: 'src/webview/panel.tsx', report: 'src/webview/report/report.tsx' },
      table: 'src/webview/table/table.tsx',
    },
    outdir: 'dist/webview',
    // What the pages share is in the package once; modules load it by themselves.
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: 'src/webview/tsconfig.json',
  },
  sandbox: {
    ...shared,
    ...nodeTarget,
    entryPoints: ['src/sandbox/cli.ts'],
    outfile: 'dist/sandbox/cli.mjs',
    format: 'esm',
    banner: requireOfNode,
    plugins: [sharedLibrary('yaml', '../libraries/yaml.cjs')],
  },
  /** With its control API and faults; not packed, since only tests and developers have use for them. */
  testSandbox: {
    ...shared,
    ...nodeTarget,
    entryPoints: ['src/sandbox/cliForTests.ts'],
    outfile: 'dist/sandbox/cliForTests.mjs',
    format: 'esm',
    banner: requireOfNode,
  },
  /** For the command line and CI; not packed, since VS Code has no use for it. */
  cli: {
    ...shared,
    ...nodeTarget,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.mjs',
    format: 'esm',
    plugins: [partsOfUndici],
    banner: requireOfNode,
  },
} satisfies Record<string, BuildOptions>;

/** How a program is built for a debugger, which reads names and sources; the plugin is told of every build. */
export function forDebugging(options: BuildOptions, plugin: Plugin): BuildOptions {
  return {
    ...options,
    minify: false,
    sourcemap: 'linked',
    sourcesContent: true,
    plugins: [...(options.plugins ?? []), plugin],
  };
}

export type BundleName = keyof typeof bundles;

/** Removes what earlier builds left. */
export async function cleanOutput(): Promise<void> {
  await rm('dist', { recursive: true, force: true });
}

/** Packs what the sandbox reads into one file beside its program. Reading YAML would take most of the sandbox's start. */
export async function copyData(folder = 'dist/sandbox'): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify(ownDataOfSources('src/sandbox'));
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await writeFile(`${folder}/${OWN_DATA_FILE}`, brotliCompressSync(text, { params }));
}

/** Builds the sandbox that `startSandboxProcess` starts. */
export async function buildTestSandbox(): Promise<void> {
  await Promise.all([build(bundles.testSandbox), copyData()]);
}

/** Sizes in bytes of the built programs, for the line that the build prints. */
export async function bundleSizes(): Promise<readonly (readonly [string, number])[]> {
  const files = [
    ...['dist/extension.cjs', 'dist/program.cjs', 'dist/libraries/undici.cjs', 'dist/libraries/yaml.cjs'],
    ...['dist/webview/panel.js', 'dist/webview/report.js', 'dist/webview/table.js'],
    ...['dist/sandbox/cli.mjs', 'dist/cli.mjs'],
  ];
  return Promise.all(files.map(async (file) => [file, (await stat(file)).size] as const));
}
