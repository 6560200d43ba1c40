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
 * Installs what is missing with apt where that is possible: on Debian and its children, as root.
 * @throws Error whose message names what to install by hand, on any other machine or when apt fails.
 */
export async function ensureSystemNeeds(needs: readonly SystemNeed[]): Promise<void> {
  const missing = needs.filter((need) => !need.isPresent());
  if (missing.length === 0) return;
  const packages = [...new Set(missing.flatMap((need) => need.debianPackages))];
  const advice = missing
    .map((need) => `  - ${need.debianPackages.join(', ')} (Debian's names): needed to ${need.purpose}`)
    .join('\n');
  const canInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!canInstall) throw new Error(`Please install these first, then run this again:\n${advice}`);

  say(`Installing Debian packages: ${packages.join(' ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update', '-qq'], { env });
  const { ok, output } = await runCommand(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    { env },
  );
  if (!ok) throw new Error(`apt-get could not install what is missing:\n${advice}\n${output}`);
}
