import { unzipSync } from 'fflate';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundledPackages } from '../../scripts/notices.js';
import { vsixFile } from '../../scripts/vsix.js';

const kilobyte = 1_000;
/** What may be in the package: programs, their data, and what VS Code or a person reads. */
const allowed: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.\w+)?)?\.json$/,
  /^extension\/(readme|changelog)\.md$/,
  /^extension\/LICENSE\.txt$/,
  /^extension\/dist\/ThirdPartyNotices\.txt$/,
  /^extension\/dist\/(extension\.cjs|program\.cjs|libraries\/(jsonc|jsonLanguage|undici|yaml)\.cjs|webview\/(panel|report|table|shared-\w+)\.js)$/,
  /^extension\/dist\/sandbox\/(cli\.mjs|own\.json\.br)$/,
  /^extension\/l10n\/bundle\.l10n\.\w+\.json$/,
  /^extension\/media\/[\w./-]+\.(svg|png|jpg|webp|css|md|json)$/,
  /^extension\/(language|schemas|syntaxes|snippets)\/[\w./-]+\.json$/,
];

describe('the packaged extension', () => {
  let vsix: Buffer;
  let files: Readonly<Record<string, Uint8Array>>;
  beforeAll(async () => {
    vsix = readFileSync(await vsixFile());
    files = unzipSync(vsix);
  });

  it('holds nothing but what runs and what is read', () => {
    expect(Object.keys(files).filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it('holds the programs and both languages', () => {
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'extension/dist/extension.cjs',
        'extension/dist/program.cjs',
        'extension/dist/webview/panel.js',
        'extension/dist/sandbox/cli.mjs',
        'extension/dist/libraries/undici.cjs',
        'extension/dist/libraries/yaml.cjs',
        'extension/dist/sandbox/own.json.br',
        'extension/l10n/bundle.l10n.fr.json',
        'extension/package.nls.fr.json',
      ]),
    );
  });

  it('holds neither the control API of the sandbox nor its faults', () => {
    const isLeftOut = (file: string): boolean => /^(testing|faults)\//.test(file);
    const sources = readdirSync('src/sandbox', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const textOf = (file: string): string => readFileSync(join('src/sandbox', file), 'utf8');
    const others = sources.filter((file) => !isLeftOut(file)).map(textOf);
    // A sentence is the same text in a source and in what is built of it.
    const sentences = sources
      .filter(isLeftOut)
      .flatMap((file) => [...textOf(file).matchAll(/'([A-Z][a-z]+ [^'\n]{15,})'/g)].map(([, one]) => one!))
      .filter((one) => !others.some((text) => text.includes(one)));
    expect(sentences.length).toBeGreaterThan(2);
    const shipped = new TextDecoder().decode(files['extension/dist/sandbox/cli.mjs']);
    expect(sentences.filter((one) => shipped.includes(one))).toEqual([]);
    expect(shipped).toContain('There is no command');
  });

  it('holds the license of every package whose code is in it', () => {
    const maps = [
      ...['webview', 'libraries'].flatMap((folder) =>
        readdirSync(`dist/${folder}`)
          .filter((file) => file.endsWith('.map'))
          .map((file) => `${folder}/${file}`),
      ),
      ...['extension.cjs.map', 'program.cjs.map', 'sandbox/cli.mjs.map'],
    ];
    const sources = maps.flatMap((map) => {
      const { sources: named } = JSON.parse(readFileSync(`dist/${map}`, 'utf8')) as { sources: string[] };
      return named.map((source) => relative('.', join(dirname(`dist/${map}`), source)));
    });
    const folders = bundledPackages(sources);
    for (const name of ['undici', 'yaml', 'vscode-json-languageservice', 'preact'])
      expect(folders).toContain(`node_modules/${name}`);
    const notices = Buffer.from(files['extension/dist/ThirdPartyNotices.txt']!).toString('utf8');
    const parts = notices.split(/\n-{80}\n/).map((part) => part.trim());
    for (const folder of folders) {
      const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const part = parts.find((one) => one.startsWith(`${name} `));
      expect(part, folder).toMatch(/copyright/i);
    }
  });

  it('holds every file that the manifest names', () => {
    const manifest = Buffer.from(files['extension/package.json']!).toString('utf8');
    const named = [
      ...manifest.matchAll(/"((?:\.\/)?(?:dist|media|syntaxes|schemas|snippets|language)[\w./-]*\.\w+)"/g),
    ].map((match) => `extension/${match[1]!.replace('./', '')}`);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((file) => files[file] === undefined)).toEqual([]);
  });

  it('stays small: under 700 kB packed, and under 930 kB of extension to load', () => {
    expect(vsix.byteLength).toBeLessThan(700 * kilobyte);
    expect(files['extension/dist/program.cjs']!.byteLength).toBeLessThan(930 * kilobyte);
    expect(files['extension/dist/webview/panel.js']!.byteLength).toBeLessThan(200 * kilobyte);
  });

  it('holds no address or path of the machine that built it', () => {
    const home = process.env.HOME ?? '/root';
    const places = [process.cwd(), `${home}/`].filter((place) => place.length > 2);
    const tainted = Object.entries(files).filter(([, bytes]) =>
      places.some((place) => Buffer.from(bytes).includes(place)),
    );
    expect(tainted.map(([file]) => file)).toEqual([]);
  });
});
