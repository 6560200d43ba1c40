import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A command of VS Code or of an extension, with its arguments, which JSON can hold. */
export type FirstCommand = readonly [command: string, ...args: readonly unknown[]];

const identifier = 'ovhcloud-api-explorer.first-commands';

/**
 * Lets a window run commands as soon as it has started, by an extension of its own beside the installed ones: VS Code has no
 * other way to tell a window in a browser what to show.
 */
export async function writeFirstCommands(
  extensions: string,
  commands: readonly FirstCommand[],
): Promise<void> {
  const [publisher, name] = identifier.split('.');
  const folder = join(extensions, identifier);
  const manifest = {
    publisher,
    name,
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    activationEvents: ['onStartupFinished'],
    main: './main.js',
  };
  const program = `const { commands } = require('vscode');
exports.activate = async () => {
  for (const [command, ...args] of ${JSON.stringify(commands)}) await commands.executeCommand(command, ...args);
};
`;
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'main.js'), program);
  const register = join(extensions, 'extensions.json');
  const installed = JSON.parse(await readFile(register, 'utf8')) as unknown[];
  const location = { $mid: 1, path: pathToFileURL(folder).pathname, scheme: 'file' };
  installed.push({
    identifier: { id: identifier },
    version: manifest.version,
    location,
    relativeLocation: identifier,
  });
  await writeFile(register, JSON.stringify(installed));
}
