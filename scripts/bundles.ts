import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { parse } from 'yaml';
import { vscodeModule } from './vscodeModule.js';

const shared: BuildOptions = {
  bundle: true,
  // Names are not kept: the program tells things apart by itself, and its stack traces are read with the source map of the build.
  minify: true,
  sourcemap: 'linked',
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

/**
 * undici brings its HTTP parser twice, with and without SIMD, each 72 kB that packs badly. The one without runs on every processor, and
 * the body of an answer, where the bytes are, is not what it parses.
 */
const portableHttpParser: Plugin = {
  name: 'portable-http-parser',
  setup(build) {
    build.onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, '../llhttp/llhttp-wasm.js'),
    }));
  },
};

/**
 * What of undici our client uses: its index also loads `fetch`, WebSocket, caches and mocks, more than half of its code. As the
 * index does, the ways to send a request are put on the dispatchers.
 */
const undiciInUse = `
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');
Object.assign(Dispatcher.prototype, require('undici/lib/api/index.js'));
module.exports = {
  Agent: require('undici/lib/dispatcher/agent.js'),
  EnvHttpProxyAgent: require('undici/lib/dispatcher/env-http-proxy-agent.js'),
  buildConnector: require('undici/lib/core/connect.js'),
};
`;

const partsOfUndici: Plugin = {
  name: 'parts-of-undici',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'parts-of-undici' }));
    build.onLoad({ filter: /.*/, namespace: 'parts-of-undici' }, () => ({
      contents: undiciInUse,
      loader: 'js',
      resolveDir: process.cwd(),
    }));
  },
};

/** CommonJS dependencies ask for Node's own modules by `require`, which ES modules don't have. */
const requireOfNode = {
  js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
};

/** The programs that the sources are built into, by what they are. */
export const bundles = {
  extension: {
    ...shared,
    ...nodeTarget,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    format: 'cjs',
    plugins: [vscodeModule, partsOfUndici, portableHttpParser],
    // A name of VS Code's API that its types were not read to have.
    logOverride: { 'import-is-undefined': 'error' },
  },
  webview: {
    ...shared,
    platform: 'browser',
    target: ['chrome128'],
    entryPoints: { panel: 'src/webview/panel.tsx', report: 'src/webview/report/report.tsx' },
    outdir: 'dist/webview',
    format: 'iife',
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
    plugins: [partsOfUndici, portableHttpParser],
    banner: requireOfNode,
  },
} satisfies Record<string, BuildOptions>;

/** How a program is built for a debugger, which reads names and sources; the plugin is told of every build. */
export function forDebugging(options: BuildOptions, plugin: Plugin): BuildOptions {
  return {
    ...options,
    minify: false,
    sourcesContent: true,
    plugins: [...(options.plugins ?? []), plugin],
  };
}

export type BundleName = keyof typeof bundles;

/** Removes what earlier builds left. */
export async function cleanOutput(): Promise<void> {
  await rm('dist', { recursive: true, force: true });
}

/**
 * Puts what the sandbox reads beside its program, as it lies in the sources. API documents become JSON: reading them as YAML takes
 * most of the sandbox's start.
 */
export async function copyData(): Promise<void> {
  await cp('src/sandbox/demo', 'dist/sandbox/demo', {
    recursive: true,
    filter: (file) => !file.endsWith('.ts'),
  });
  const documents = 'src/sandbox/documents';
  // A document of an earlier build would be served, too.
  await rm('dist/sandbox/documents', { recursive: true, force: true });
  await mkdir('dist/sandbox/documents', { recursive: true });
  for (const name of await readdir(documents)) {
    const document: unknown = parse(await readFile(join(documents, name), 'utf8'), { maxAliasCount: -1 });
    await writeFile(`dist/sandbox/documents/${basename(name, '.yaml')}.json`, JSON.stringify(document));
  }
}

/** Sizes in bytes of the built programs, for the line that the build prints. */
export async function bundleSizes(): Promise<readonly (readonly [string, number])[]> {
  const files = [
    ...['dist/extension.cjs', 'dist/webview/panel.js', 'dist/webview/report.js'],
    ...['dist/sandbox/cli.mjs', 'dist/cli.mjs'],
  ];
  return Promise.all(files.map(async (file) => [file, (await stat(file)).size] as const));
}
