import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Fonts of Debian's DejaVu, which come with its Chromium, that differ most in how wide a text is. */
const sets: Readonly<Record<string, { readonly text: string; readonly code: string }>> = {
  narrow: { text: 'DejaVu Sans Condensed', code: 'DejaVu Sans Mono' },
  wide: { text: 'DejaVu Serif', code: 'DejaVu Serif' },
};

/** The environment of a browser with fonts of its own. */
export interface Fonts {
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

function preferring(generic: string, family: string): string {
  return `<match target="pattern"><test name="family"><string>${generic}</string></test>
<edit name="family" mode="assign" binding="strong"><string>${family}</string></edit></match>`;
}

/**
 * Gives a browser the fonts of a set (`narrow` or `wide`) by a configuration of its own, so that a story can be seen with other fonts
 * than the machine's without installing any.
 * @throws Error when there is no such set.
 */
export async function useFonts(name: string): Promise<Fonts> {
  const set = sets[name];
  if (set === undefined)
    throw new Error(`OVHAPI_FONTS is ${name}; there are ${Object.keys(sets).join(', ')}.`);
  const folder = await mkdtemp(join(tmpdir(), 'ovhapi-fonts-'));
  const file = join(folder, 'fonts.conf');
  const generics = ['sans-serif', 'sans', 'serif', 'system-ui', 'ui-sans-serif', 'Ubuntu', 'Droid Sans'];
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'cache')}</cachedir>
${generics.map((generic) => preferring(generic, set.text)).join('\n')}
${['monospace', 'Droid Sans Mono'].map((generic) => preferring(generic, set.code)).join('\n')}
</fontconfig>\n`,
  );
  return { env: { FONTCONFIG_FILE: file }, remove: () => rm(folder, { recursive: true, force: true }) };
}
