import { readdir, readFile } from 'node:fs/promises';

/** The processes in which extensions run, of the editor with this profile. None elsewhere than on Linux. */
export async function extensionHosts(profile: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes('--type=extensionHost')) continue;
    const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
    if (environment.includes(profile)) found.push(Number(entry));
  }
  return found;
}
