import { existsSync } from 'node:fs';
import { ensureSystemNeeds, findProgram } from './systemPackages.js';

/** The one that has no windows of its own comes first: a story takes a sixteenth less processor time with it. */
const programs = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM;
  if (chosen !== undefined && chosen !== '') return chosen;
  return programs.map(findProgram).find((file) => file !== undefined) ?? macPrograms.find(existsSync);
}

/**
 * The Chromium or Chrome that UI tests drive: `CHROMIUM`, else one on the PATH, else Debian's, installed now.
 * @throws Error that says what to install, where this cannot install it.
 */
export async function ensureChromium(): Promise<string> {
  await ensureSystemNeeds([
    {
      purpose: 'drive a browser in the tests (or name one in CHROMIUM)',
      debianPackages: ['chromium-headless-shell', 'fonts-dejavu-core'],
      isPresent: () => findChromium() !== undefined,
    },
  ]);
  const file = findChromium();
  if (file === undefined) throw new Error('Chromium was installed but is not on the PATH.');
  return file;
}
