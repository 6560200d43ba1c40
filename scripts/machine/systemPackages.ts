import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './runCommand.js';
import { say } from './say.js';

/** Something the machine must have, how to see that it is there, and the Debian packages that bring it. */
export interface SystemNeed {
  /** What it is for, as the end of the sentence "… is needed to". */
  readonly purpose: string;
  readonly debianPackages: readonly string[];
  readonly isPresent: () => boolean;
}

/** Where a program is on the PATH, if it is. */
export function findProgram(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return undefined;
}

/**
 * Installs what is missing with apt where that is possible: on Debian and its children, as root, unless `OVHAPI_APT` is `never`.
 * What is going to be installed, and what for, is said before.
 * @throws Error whose message names what to install by hand, on any other machine or when apt fails.
 */
export async function ensureSystemNeeds(needs: readonly SystemNeed[]): Promise<void> {
  const missing = needs.filter((need) => !need.isPresent());
  if (missing.length === 0) return;
  const packages = [...new Set(missing.flatMap((need) => need.debianPackages))];
  const list = missing
    .map((need) => `  - ${need.debianPackages.join(', ')} (Debian's names): needed to ${need.purpose}`)
    .join('\n');
  const isDebian = existsSync('/etc/debian_version');
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const byHand = isDebian ? `\nFor example: sudo apt-get ${install.join(' ')}` : '';
  const canInstall = isDebian && process.getuid?.() === 0 && process.env.OVHAPI_APT !== 'never';
  if (!canInstall) throw new Error(`Install these first, then run this again:\n${list}${byHand}`);

  say(`Missing on this machine:\n${list}`);
  say('Installing them with apt-get, since this runs as root. OVHAPI_APT=never leaves that to you.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-qq'], { env });
  const { ok, output } = await runCommand('apt-get', ['-qq', ...install], { env });
  if (!ok) throw new Error(`apt-get could not install what is missing:\n${list}\n${output}`);
}
