import { parse } from 'jsonc-parser';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allMatches, hostSources, missingFrom, readManifest, readTexts } from './project.js';

const { activationEvents, capabilities, contributes } = readManifest();
const sources = hostSources();
const commands = new Set(contributes.commands.map(({ command }) => command));
const views = new Set(Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id)));
const settings = new Set(contributes.configuration.flatMap(({ properties }) => Object.keys(properties)));
const whenClauses = [
  ...Object.values(contributes.menus).flat(),
  ...Object.values(contributes.views).flat(),
  ...contributes.viewsWelcome,
].flatMap(({ when }) => when ?? []);

interface Launch {
  readonly type: string;
  readonly program?: string;
  readonly args: readonly string[];
  readonly preLaunchTask?: string;
}

/** Whether a when-clause of ours (`||` of `&&` of comparisons) holds where these context keys are set. */
function holds(when: string, context: Readonly<Record<string, string>>): boolean {
  return when.split(' || ').some((all) =>
    all.split(' && ').every((part) => {
      const negated = part.startsWith('!');
      const [, key = '', operator, wanted = ''] = /^!?\(?([\w.]+)(?: (==|!=|=~) (.+?))?\)?$/.exec(part) ?? [];
      const value = context[key] ?? '';
      const is =
        operator === '==' || operator === '!='
          ? (value === wanted) === (operator === '==')
          : operator === '=~'
            ? new RegExp(wanted.slice(1, wanted.lastIndexOf('/'))).test(value)
            : value !== '';
      return is !== negated;
    }),
  );
}

/**
 * What REST Client and httpYac contribute to the editor, from the manifests in their repositories: their files, and their keys with the
 * language that they count in, if any.
 */
const OTHERS = {
  language: 'http',
  extensions: ['.http', '.rest'],
  keys: ['r', 'l', 'q', 'h', 'e', 'c', 'n', 'g', 'k', 'm'].map((letter) => `ctrl+alt+${letter}`),
} as const;

describe('a start of the extension', () => {
  it('needs documents, panels or files of ours: nothing runs in a window that has none', () => {
    const own =
      /^(?:onFileSystem:ovhapi[-a-z]*|onWebviewPanel:ovhApi\.\w+|workspaceContains:\*\*\/\*\.ovhapi\.[\w{},]+)$/;
    expect(activationEvents.length).toBeGreaterThan(0);
    expect(activationEvents.filter((event) => !own.test(event))).toEqual([]);
  });

  it('is brought about by each kind of document of ours, so that a tab of an earlier window is no page of an error', () => {
    const schemes = [...allMatches(hostSources().values(), /SCHEME = '([a-z-]+)'/g)];
    expect(schemes.length).toBeGreaterThan(5);
    expect(activationEvents).toEqual(
      expect.arrayContaining(schemes.map((scheme) => `onFileSystem:${scheme}`)),
    );
  });
});

describe('beside REST Client and httpYac', () => {
  it('request files have a language, an ending and keys of their own', () => {
    const ours = contributes.languages.filter(({ id }) => id === 'ovhapi-http');
    expect(ours.map(({ extensions }) => extensions)).toEqual([['.ovhapi.http']]);
    expect(contributes.languages.map(({ id }) => id)).not.toContain(OTHERS.language);
    for (const { extensions = [], filenamePatterns = [] } of contributes.languages) {
      expect(OTHERS.extensions.filter((one) => extensions.includes(one))).toEqual([]);
      expect(filenamePatterns.filter((pattern) => /\.(http|rest)$/.test(pattern))).toEqual([]);
    }
    expect(
      contributes.keybindings.filter(({ key }) => (OTHERS.keys as readonly string[]).includes(key)),
    ).toEqual([]);
  });

  it('their files get one entry in the context menu, and only while they are theirs', () => {
    const entries = (contributes.menus['editor/context'] ?? []).filter(({ when = '' }) =>
      holds(when, { resourceExtname: '.http', editorLangId: OTHERS.language }),
    );
    expect(entries.map(({ command }) => command)).toEqual(['ovhApi.scratchpad.sendPlain']);
  });
});

describe('the project for those who come to it', () => {
  const json = (file: string): unknown => parse(readFileSync(file, 'utf8'), [], { allowTrailingComma: true });

  it('the manifest says where the sources, the issues and the homepage are', () => {
    expect(json('package.json')).toMatchObject({
      repository: { type: 'git', url: expect.stringMatching(/^git\+https:\/\/github\.com\//) as string },
      bugs: { url: expect.stringMatching(/\/issues$/) as string },
      homepage: expect.stringMatching(/^https:\/\//) as string,
    });
  });

  it('the editor can debug the extension with its webviews, the sandbox and each level of the tests', () => {
    const { configurations } = json('.vscode/launch.json') as { configurations: Launch[] };
    const { tasks } = json('.vscode/tasks.json') as { tasks: { label: string; command: string }[] };
    expect(configurations.find(({ type }) => type === 'extensionHost')).toMatchObject({
      debugWebviews: true,
    });
    const programs = configurations.flatMap(({ program, args }) =>
      program ? [[program, ...args].join(' ')] : [],
    );
    for (const part of [
      'src/sandbox/cliForTests.ts',
      '--project unit',
      '--project ui',
      '--project integration',
    ])
      expect(
        programs.filter((program) => program.includes(part)),
        part,
      ).toHaveLength(1);
    const files = configurations.flatMap(({ program }) => program?.replace('${workspaceFolder}/', '') ?? []);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const labels = tasks.map(({ label }) => label);
    expect(
      missingFrom(
        configurations.flatMap(({ preLaunchTask }) => preLaunchTask ?? []),
        new Set(labels),
      ),
    ).toEqual([]);
    const { scripts } = json('package.json') as { scripts: Readonly<Record<string, string>> };
    const run = tasks.flatMap(({ command }) => /^npm run (?:--silent )?([\w:]+)/.exec(command)?.[1] ?? []);
    expect(missingFrom(run, new Set(Object.keys(scripts)))).toEqual([]);
    expect(run.length).toBeGreaterThan(0);
  });

  it('the first start opens the resources and a walkthrough that exists', () => {
    const start = readFileSync('scripts/start.ts', 'utf8');
    const { publisher, name } = json('package.json') as { publisher: string; name: string };
    const [, opened] = /'workbench\.action\.openWalkthrough', '([^']+)'/.exec(start) ?? [];
    expect(contributes.walkthroughs.map(({ id }) => `${publisher}.${name}#${id}`)).toEqual([opened]);
    expect(start).toContain("['ovhApi.resources.focus']");
    expect(views).toContain('ovhApi.resources');
  });
});

describe('the manifest and the code', () => {
  it('every menu entry names a command of the manifest', () => {
    const inMenus = Object.values(contributes.menus)
      .flat()
      .flatMap(({ command }) => command ?? []);
    expect(missingFrom(inMenus, commands)).toEqual([]);
  });

  it('an editor of a spec has its resource’s commands in its context menu, and so has the row of a table', () => {
    const shown = (
      menu: string,
      context: Readonly<Record<string, string>>,
    ): readonly (string | undefined)[] =>
      (contributes.menus[menu] ?? [])
        .filter(({ when = '' }) => holds(when, context))
        .map(({ command }) => command?.slice('ovhApi.'.length));
    expect(
      shown('editor/context', { resourceScheme: 'ovhapi', resourcePath: '/me/shop/thing/a.spec/a.json' }),
    ).toEqual([
      ...['spec.showInPanel', 'resource.openPanel', 'resources.reveal', 'resource.runAction'],
      ...['compare.another', 'watched.add'],
    ]);
    const row = (rowWords: string): readonly (string | undefined)[] =>
      shown('webview/context', { webviewSection: 'tableRow', rowWords });
    expect(row('item envelope canRead writable canUpdate canDelete')).toEqual([
      ...['resource.openSpec', 'resource.openPanel', 'resource.openFull', 'resources.reveal'],
      ...['compare.currentState', 'compare.another'],
      ...['resources.copyId', 'resources.copyPath', 'resource.delete'],
    ]);
    expect(row('item envelope canRead urn')).toContain('resources.copyUrn');
    expect(row('item plain readonly')).toEqual([
      ...['resources.reveal', 'resources.copyId', 'resources.copyPath'],
    ]);
  });

  it('a draft has a Create button in its title', () => {
    const shown = contributes.menus['editor/title']?.filter(
      ({ when = '', group = '' }) =>
        group.startsWith('navigation') && holds(when, { resourceScheme: 'ovhapi-new' }),
    );
    expect(shown?.map(({ command }) => command)).toContain('ovhApi.draft.create');
    const [command] = contributes.commands.filter((one) => one.command === 'ovhApi.draft.create');
    // Without an icon VS Code shows the title.
    expect(command).not.toHaveProperty('icon');
  });

  it('words of a request file are never proposed in it', () => {
    expect(contributes.configurationDefaults).toEqual({
      '[ovhapi-http]': { 'editor.wordBasedSuggestions': 'off' },
    });
  });

  it('every submenu has a title from the translations, a place in a menu, and entries', () => {
    const placed = Object.values(contributes.menus).flatMap((entries) =>
      entries.flatMap(({ submenu }) => submenu ?? []),
    );
    const ids = contributes.submenus.map(({ id }) => id);
    expect(ids.toSorted()).toEqual([...new Set(placed)].sort());
    expect(contributes.submenus.filter(({ label }) => !/^%.+%$/.test(label))).toEqual([]);
    expect(ids.filter((id) => (contributes.menus[id] ?? []).length < 2)).toEqual([]);
  });

  it.each([
    ['a usual resource', 12, 'item envelope canRead canUpdate canAct canDelete writable spec urn'],
    [
      'a resource with all that a row can have',
      15,
      'item envelope canRead canUpdate canAct canAnswer canDelete canDuplicate writable needsQuery hasTerraform replaced hasSamples spec urn',
    ],
    [
      'a list with all that a row can have',
      10,
      'collection canCreate canFilter canUpdateMembers needsQuery replaced hasSamples',
    ],
  ])('the menu of %s has at most %i entries', (_, most, viewItem) => {
    const shown = (contributes.menus['view/item/context'] ?? []).filter(
      ({ when = '', group = '' }) =>
        !group.startsWith('inline') && holds(when, { view: 'ovhApi.resources', viewItem }),
    );
    expect(shown.length).toBeLessThanOrEqual(most);
    expect(shown.length).toBeGreaterThan(most - 4);
  });

  it('an editor’s title has at most two of our icons', () => {
    const titles = (contributes.menus['editor/title'] ?? []).filter(({ group = '' }) =>
      group.startsWith('navigation'),
    );
    const places: readonly Readonly<Record<string, string>>[] = [
      { resourceScheme: 'ovhapi', resourceFilename: 'web.json', resourceExtname: '.json' },
      { resourceScheme: 'ovhapi-earlier', resourceFilename: 'web.json', resourceExtname: '.json' },
      { resourceScheme: 'ovhapi-save', resourceFilename: 'web.json', resourceExtname: '.json' },
      { resourceScheme: 'file', resourceFilename: 'web.ovhapi.yaml', resourceExtname: '.yaml' },
      { resourceScheme: 'file', resourceFilename: 'a.ovhapi.http', editorLangId: 'ovhapi-http' },
    ];
    for (const place of places) {
      const icons = titles.filter(({ when = '' }) => holds(when, { 'ovhApi.signedIn': 'true', ...place }));
      expect(icons.length, JSON.stringify(place)).toBeLessThanOrEqual(2);
      expect(icons.length, JSON.stringify(place)).toBeGreaterThan(0);
    }
  });

  it('a view’s title has at most two of our icons, and three above the tree of all resources', () => {
    const icons = (view: string): number =>
      (contributes.menus['view/title'] ?? []).filter(
        ({ when = '', group = '' }) =>
          group.startsWith('navigation') &&
          holds(when, {
            view,
            'ovhApi.signedIn': 'true',
            'ovhApi.planPending': 'true',
            'ovhApi.bulkEditPending': 'true',
          }),
      ).length;
    const counted = Object.fromEntries([...views].map((view) => [view, icons(view)]));
    expect(counted).toMatchObject({ 'ovhApi.resources': 3, 'ovhApi.plan': 2, 'ovhApi.bulkEdit': 2 });
    expect(Math.max(...Object.values(counted))).toBe(3);
  });

  it('no key takes the place of AltGr, with which many keyboards write', () => {
    const letters = contributes.keybindings.filter(({ key }) => /ctrl\+alt\+\w(?!\w)/.test(key));
    expect(letters).toEqual([]);
    expect(contributes.keybindings.length).toBeGreaterThan(0);
  });

  it('every command has a title from the translations and a category', () => {
    const odd = contributes.commands.filter(
      ({ title, category }) => !/^%.+%$/.test(title) || category !== 'OVHcloud API',
    );
    expect(odd).toEqual([]);
  });

  it('every view is created by the code, and every view of the code is in the manifest', () => {
    const created = allMatches(
      sources.values(),
      /(?:createTreeView|registerTreeDataProvider|registerWebviewViewProvider)(?:<[^>]+>)?\(\s*'([^']+)'/g,
    );
    expect(missingFrom(views, created)).toEqual([]);
    expect(missingFrom(created, views)).toEqual([]);
  });

  it('every welcome and every menu of a view names a view of the manifest', () => {
    const welcomed = contributes.viewsWelcome.map(({ view }) => view);
    const inMenus = allMatches(whenClauses, /\bview == ([\w.]+)/g);
    expect(missingFrom([...welcomed, ...inMenus], views)).toEqual([]);
  });

  it('every command link of a welcome names a command of the manifest', () => {
    const texts = Object.values(readTexts('package.nls.json'));
    // VS Code has commands of its own.
    const linked = allMatches(texts, /\(command:(?!workbench\.)([\w.]+)/g);
    expect(missingFrom(linked, commands)).toEqual([]);
  });

  it('every setting is read by the code, and every setting that the code reads is in the manifest', () => {
    const readers = [...sources.values()].filter((text) => text.includes("getConfiguration('ovhApi'"));
    const read = allMatches(readers, /\.(?:get|inspect)(?:<[^>]+>)?\(\s*'(\w+)'/g);
    const observed = allMatches(sources.values(), /affectsConfiguration\('ovhApi\.(\w+)'/g);
    const names = new Set([...settings].map((name) => name.replace('ovhApi.', '')));
    expect(missingFrom(names, read)).toEqual([]);
    expect(missingFrom(observed, names)).toEqual([]);
  });

  it('every context key of a when-clause is set by the code', () => {
    // The name of a panel stands on the other side of the comparison.
    const used = allMatches(whenClauses, /(?<!activeWebviewPanelId == )\b(ovhApi\.\w+)(?![\w.])/g);
    const keys = [...used].filter((name) => !views.has(name) && !settings.has(name));
    const set = allMatches(sources.values(), /'setContext',\s*'([^']+)'/g);
    expect(missingFrom(keys, set)).toEqual([]);
  });

  it('every state of the tree without sections has a welcome text', () => {
    const told = allMatches(whenClauses, /ovhApi\.root == (\w+)/g);
    const rootState = readFileSync('src/resource/tree/rootState.ts', 'utf8');
    const states = allMatches([rootState], /export type RootState = ([^;]+);/g);
    const named = allMatches(states, /'(\w+)'/g);
    // Sections that are there need no text, and some failures have a sentence that no text could hold.
    expect(missingFrom(named, new Set([...told, 'ready', 'failed']))).toEqual([]);
    expect(missingFrom(told, named)).toEqual([]);
    expect(told.size).toBeGreaterThan(3);
  });

  it('settings that decide where a credential goes, or whether a save asks, can’t come with a workspace', () => {
    const properties = Object.assign(
      {},
      ...contributes.configuration.map((group) => group.properties),
    ) as Record<string, { scope?: string }>;
    const sensitive = Object.entries(properties).filter(([name]) =>
      /credential|endpoint|proxy|schemaVersions|confirm/i.test(name),
    );
    expect(sensitive.filter(([, { scope }]) => scope !== 'machine')).toEqual([]);
    expect(sensitive.length).toBeGreaterThan(0);
  });

  it('settings that a workspace can bring count in a trusted one only, but for those that decide how things look', () => {
    const looks = new Set(['ovhApi.autoReveal', 'ovhApi.saveReview', 'ovhApi.specFormat']);
    const brought = contributes.configuration
      .flatMap(({ properties }) => Object.entries(properties))
      .flatMap(([name, { scope }]) => (scope === 'machine' || looks.has(name) ? [] : [name]));
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations.toSorted()).toEqual(brought.toSorted());
    expect(brought).toContain('ovhApi.checkDrift');
  });
});
