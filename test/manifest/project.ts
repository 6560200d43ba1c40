import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A command of the manifest. */
interface ManifestCommand {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}

/** The part of package.json that VS Code reads and these tests ask about. */
export interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly ManifestCommand[];
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    }[];
    readonly menus: Readonly<
      Record<
        string,
        readonly {
          readonly command?: string;
          readonly submenu?: string;
          readonly when?: string;
          readonly group?: string;
        }[]
      >
    >;
    readonly configurationDefaults: Readonly<Record<string, unknown>>;
    readonly languages: readonly {
      readonly id: string;
      readonly extensions?: readonly string[];
      readonly filenamePatterns?: readonly string[];
    }[];
    readonly keybindings: readonly { readonly command: string; readonly key: string }[];
    readonly submenus: readonly { readonly id: string; readonly label: string }[];
    readonly walkthroughs: readonly { readonly id: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when?: string;
    }[];
  };
}

/** Reads the extension's manifest. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
}

/** Reads a file of translations: texts by key. */
export function readTexts(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
}

/** The sources that run in VS Code's extension host and what they tell its webviews, by path. */
export function hostSources(): ReadonlyMap<string, string> {
  const rooms = ['src/editor', 'src/protocol', 'src/resource/tree'].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(room, file)),
  );
  return new Map(['src/extension.ts', ...rooms].map((file) => [file, readFileSync(file, 'utf8')]));
}

/** The sources that draw the webviews. */
export function pageSources(): readonly string[] {
  return readdirSync('src/webview', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => readFileSync(join('src/webview', file), 'utf8'));
}

/** What the pattern's first group matches, in sources or in any other text. */
export function allMatches(texts: Iterable<string>, pattern: RegExp): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const match of text.matchAll(pattern)) if (match[1] !== undefined) found.add(match[1]);
  }
  return found;
}

/** Members of the first set that the second lacks, sorted. */
export function missingFrom(wanted: Iterable<string>, present: ReadonlySet<string>): readonly string[] {
  return [...wanted].filter((name) => !present.has(name)).sort();
}
