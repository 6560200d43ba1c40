import type { Metafile } from 'esbuild';
import { init } from 'license-checker-rseidelsohn';
import type { ModuleInfo } from 'license-checker-rseidelsohn';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Where the build leaves the notices, and where they are in the package. */
export const noticesFile = 'dist/ThirdPartyNotices.txt';

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** The folders of the packages of which files are in bundles, without repetition, in the order of their names. */
export function bundledPackages(files: Iterable<string>): readonly string[] {
  const folders = Array.from(files, (file) => packageFolder.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** What is known of the licenses of the packages that the product depends on, by their folders. */
function knownLicenses(): Promise<ReadonlyMap<string, ModuleInfo>> {
  return new Promise((found, failed) => {
    const wanted = { name: '', version: '', licenseText: '', licenseFile: '' };
    init(
      {
        start: process.cwd(),
        production: true,
        customFormat: wanted,
        // Packages that were published without the text of their license.
        clarificationsFile: 'scripts/licenseClarifications.json',
      },
      (error, modules) => {
        if (error instanceof Error) failed(error);
        else found(new Map(Object.values(modules).map((module) => [module.path ?? '', module])));
      },
    );
  });
}

/** A package whose code came inside another one, where no tool sees it. Source maps of what is built name it. */
interface VendoredPackage {
  readonly name: string;
  readonly within: string;
  readonly licenses: string;
  readonly licenseText: string;
}

async function vendoredNotices(folders: readonly string[]): Promise<readonly string[]> {
  const vendored = JSON.parse(
    await readFile('scripts/vendoredLicenses.json', 'utf8'),
  ) as readonly VendoredPackage[];
  return vendored
    .filter(({ within }) => folders.includes(`node_modules/${within}`))
    .map(({ name, within, licenses, licenseText }) =>
      [`${name} (${licenses}), which is in ${within}`, licenseText.trim()].join('\n\n'),
    );
}

/** A package's part of the notices. @throws Error when its license, which wants to be passed on, is not known. */
async function notice(
  folder: string,
  { name, version, licenses, licenseText, noticeFile }: ModuleInfo,
): Promise<string> {
  if (!name || !version || !licenses || !licenseText || licenseText.startsWith('# '))
    throw new Error(`${folder} is bundled, but the text of its license is not known.`);
  const parts = [licenseText, noticeFile === undefined ? '' : await readFile(noticeFile, 'utf8')];
  const text = parts.map((part) => part.replaceAll('\r\n', '\n').trim()).filter((part) => part !== '');
  return [`${name} ${version} (${String(licenses)})`, ...text].join('\n\n');
}

/** Writes down whose work the bundles hold, with each one's license. */
export async function writeNotices(metafiles: readonly Metafile[]): Promise<void> {
  const licenses = await knownLicenses();
  const folders = bundledPackages(metafiles.flatMap(({ inputs }) => Object.keys(inputs)));
  const notices = await Promise.all(
    folders.map((folder) => notice(folder, licenses.get(resolve(folder)) ?? {})),
  );
  const introduction = 'This extension holds parts of the following packages. Each comes with its license.';
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  const all = [introduction, ...notices, ...(await vendoredNotices(folders))];
  await writeFile(noticesFile, `${all.join(line)}\n`);
}
