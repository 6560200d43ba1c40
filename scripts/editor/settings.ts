import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What would come between a window and the person who looks at it, or reach out of the machine. */
const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // The default of a VS Code in a browser saves after a second, which is no deliberate act.
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

interface ConfigurationProperty {
  readonly scope?: string;
}

interface ManifestSettings {
  readonly contributes?: {
    readonly configuration?: readonly { readonly properties?: Record<string, ConfigurationProperty> }[];
  };
}

/** The names of our settings that VS Code reads on the machine where the extension runs, not in the window. */
async function machineScopedSettings(): Promise<ReadonlySet<string>> {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as ManifestSettings;
  const properties = (manifest.contributes?.configuration ?? []).flatMap((group) =>
    Object.entries(group.properties ?? {}),
  );
  return new Set(
    properties.filter(([, { scope }]) => scope?.startsWith('machine') === true).map(([name]) => name),
  );
}

/**
 * Writes settings, and those that keep a window quiet, into a profile's folder: each into the file that VS Code reads
 * it from, which for a machine-scoped setting of a VS Code in the browser is not the user's.
 */
export async function writeSettings(
  profile: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const machineScoped = await machineScopedSettings();
  const entries = Object.entries({ ...quietSettings, ...settings });
  for (const [folder, isMachine] of [
    ['User', false],
    ['Machine', true],
  ] as const) {
    const own = entries.filter(([name]) => machineScoped.has(name) === isMachine);
    await mkdir(join(profile, folder), { recursive: true });
    await writeFile(join(profile, folder, 'settings.json'), JSON.stringify(Object.fromEntries(own), null, 2));
  }
}

/** Lets VS Code take a language for its own, as an installed language pack does, with no translations of its own texts. */
export async function writeLanguagePack(profile: string, language: string): Promise<void> {
  const translations = join(profile, 'translations.json');
  await writeFile(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: language,
    extensions: [{ extensionIdentifier: { id: `language-${language}` }, version: '1.0.0' }],
    translations: { vscode: translations },
    label: language,
  };
  await writeFile(join(profile, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}
