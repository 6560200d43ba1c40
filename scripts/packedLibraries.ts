import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

/**
 * Leaves a library to a file of its own, which several programs share, and which is loaded when something of it is first used. `file` is
 * that file, seen from the program; what the library exports is known from the library itself, unless `names` says so.
 */
export function sharedLibrary(library: string, file: string, names?: readonly string[]): Plugin {
  const namespace = `shared-${library}`;
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${library}$`) }, ({ kind }) =>
        kind === 'entry-point' ? undefined : { path: library, namespace },
      );
      build.onResolve({ filter: /./, namespace }, () => ({ path: file, external: true }));
      build.onLoad({ filter: /./, namespace }, () => {
        const values = createRequire(import.meta.url)(library) as Readonly<Record<string, unknown>>;
        return { contents: loadedAtFirstUse(file, values, names ?? Object.keys(values)) };
      });
    },
  };
}

/**
 * A CommonJS module with the names of another one, which is loaded when one of them is read. Lists of constants are written out: modules read
 * them while they are loaded.
 */
function loadedAtFirstUse(
  file: string,
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): string {
  const exported = names.map((name) =>
    isListOfConstants(values[name])
      ? `${name}: ${JSON.stringify(values[name])}`
      : `get ${name}() { return load().${name}; }`,
  );
  return `let loaded; const load = () => (loaded ??= require(${JSON.stringify(file)})); module.exports = { ${exported.join(', ')} };`;
}

function isListOfConstants(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const constants = Object.values(value);
  return constants.length > 0 && constants.every((one) => typeof one === 'number' || typeof one === 'string');
}

/**
 * What of undici our client uses: its index also loads `fetch`, WebSocket, caches and mocks, more than half of its code. As the
 * index does, `connect` is put on the dispatchers, for the one to a proxy; we send by their `dispatch`.
 */
const undiciInUse = `
const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');
Dispatcher.prototype.connect = require('undici/lib/api/api-connect.js');
module.exports = {
  Agent: require('undici/lib/dispatcher/agent.js'),
  EnvHttpProxyAgent: require('undici/lib/dispatcher/env-http-proxy-agent.js'),
  buildConnector: require('undici/lib/core/connect.js'),
};
`;

/** Parts of undici for what our client never does: HTTP/2, which our connections don't offer, and bodies that are forms. */
const unusedParts = /[\\/]undici[\\/]lib[\\/](?:dispatcher[\\/]client-h2|web[\\/]fetch[\\/]body)\.js$/;

/** Its channels for who watches requests by `node:diagnostics_channel` or `NODE_DEBUG`: nobody watches those of an extension. */
const diagnostics = /[\\/]undici[\\/]lib[\\/]core[\\/]diagnostics\.js$/;

/** Of its parser's constants, those that it reads. */
const parserConstants = /[\\/]undici[\\/]lib[\\/]llhttp[\\/]constants\.js$/;

/**
 * undici brings its HTTP parser twice, with and without SIMD, each 72 kB that packs badly. The one without runs on every processor, and
 * the body of an answer, where the bytes are, is not what it parses.
 */
const parserFile = /[\\/]llhttp(?:_simd)?-wasm\.js$/;

/** undici without what our client has no use for. */
export const partsOfUndici: Plugin = {
  name: 'parts-of-undici',
  setup(build) {
    const require = createRequire(import.meta.url);
    build.onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'parts-of-undici' }));
    build.onLoad({ filter: /.*/, namespace: 'parts-of-undici' }, () => ({
      contents: undiciInUse,
      loader: 'js',
      resolveDir: process.cwd(),
    }));
    build.onLoad({ filter: unusedParts }, () => ({ contents: 'module.exports = {};' }));
    build.onLoad({ filter: diagnostics }, ({ path }) => {
      const { channels } = require(path) as { readonly channels: Readonly<Record<string, unknown>> };
      const silent = Object.keys(channels).map((name) => [name, { hasSubscribers: false }]);
      return { contents: `exports.channels = ${JSON.stringify(Object.fromEntries(silent))};` };
    });
    build.onLoad({ filter: parserConstants }, ({ path }) => {
      const { TYPE, ERROR } = require(path) as Readonly<Record<string, unknown>>;
      return { contents: `module.exports = ${JSON.stringify({ TYPE, ERROR })};` };
    });
    build.onResolve({ filter: parserFile }, () => ({
      path: require.resolve('undici/lib/llhttp/llhttp-wasm.js'),
    }));
    build.onLoad({ filter: parserFile }, () => {
      const parser = require('undici/lib/llhttp/llhttp-wasm.js') as Buffer;
      const text = brotliCompressSync(parser).toString('base64');
      return {
        contents: `module.exports = require('node:zlib').brotliDecompressSync(Buffer.from('${text}', 'base64'));`,
      };
    });
  },
};

/** Parts of the JSON language service that nothing of ours asks for; JSON Schema's own schemas are among its configuration. */
const unusedServices =
  /[\\/]vscode-json-languageservice[\\/]lib[\\/]esm[\\/](?:services[\\/](?:jsonFolding|jsonSelectionRanges|jsonLinks|configuration)|utils[\\/](?:sort|format))\.js$/;

/** A namespace of the language server's types, as TypeScript writes it: bundlers keep it, for it could do anything. */
const namespaceOfTypes = /export var (\w+);\n\(function \(\1\) \{([\s\S]*?)\n\}\)\(\1 \|\| \(\1 = \{\}\)\);/g;

/** What a language service can't do in the package. */
export const unusedRequests: readonly string[] = [
  'getFoldingRanges',
  'getSelectionRanges',
  'findLinks',
  'sort',
  'format',
];

/** What is imported of the unused parts. */
const noServices = `
const notPacked = () => { throw new Error('This part of the JSON language service is not packed.'); };
export const ${unusedRequests.map((name) => `${name} = notPacked`).join(', ')};
export const schemaContributions = {};
`;

/** What we use of it; the rest of what it exports is left out with it. */
export const namesOfLanguageService: readonly string[] = [
  'ClientCapabilities',
  'CompletionItemKind',
  'DiagnosticSeverity',
  'ErrorCode',
  'getLanguageService',
  'InsertTextFormat',
  'MarkupKind',
  'SymbolKind',
  'TextDocument',
  'TextEdit',
];

/** The JSON language service without what we have no use for, and with VS Code's own URIs in place of a copy of them. */
export const partsOfLanguageService: Plugin = {
  name: 'parts-of-language-service',
  setup(build) {
    const namespace = 'language-service-in-use';
    build.onResolve({ filter: /^vscode-json-languageservice$/ }, ({ kind, path }) =>
      kind === 'entry-point' ? { path, namespace } : undefined,
    );
    build.onLoad({ filter: /./, namespace }, () => ({
      contents: `export { ${namesOfLanguageService.join(', ')} } from 'vscode-json-languageservice';`,
      resolveDir: process.cwd(),
    }));
    build.onLoad({ filter: unusedServices }, () => ({ contents: noServices }));
    build.onLoad(
      { filter: /[\\/]vscode-languageserver-types[\\/]lib[\\/]esm[\\/]main\.js$/ },
      async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(
          namespaceOfTypes,
          'export const $1 = /* @__PURE__ */ (($1) => {$2\nreturn $1; })({});',
        ),
      }),
    );
    build.onResolve({ filter: /^vscode-uri$/ }, () => ({ path: 'vscode-uri', namespace: 'uri-of-vscode' }));
    build.onLoad({ filter: /./, namespace: 'uri-of-vscode' }, () => ({
      contents: "export { Uri as URI } from 'vscode';",
    }));
  },
};
