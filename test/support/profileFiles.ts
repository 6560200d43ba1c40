import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * What VS Code itself keeps: unsaved texts, the history of saved ones, and, as it traces, the environment that it was
 * started with, which holds a credential in stories.
 */
const KEPT_BY_THE_EDITOR = /^(?:User\/(?:Backups|History)\/|logs\/[^/]+\/remoteagent\.log$)/;

/** Every file of a VS Code's profile but those that are VS Code's own affair, by its path in the profile. */
export async function profileFiles(profile: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !KEPT_BY_THE_EDITOR.test(relative(profile, path)));
  const texts = await Promise.all(
    // A file that has gone since it was listed holds nothing any more.
    paths.map(
      async (path) => [relative(profile, path), await readFile(path, 'utf8').catch(() => '')] as const,
    ),
  );
  return new Map(texts);
}

/** The paths of the files that hold a text. */
export function filesWith(files: ReadonlyMap<string, string>, text: string): readonly string[] {
  return [...files].filter(([, held]) => held.includes(text)).map(([path]) => path);
}
