// Runs scripts/<name>.ts with the arguments given, after making sure that the npm packages it needs are there.
// Plain JavaScript without dependencies, since it is what runs first on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const oldestNode = [20, 19];

function nodeIsRecentEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

function packagesIn(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : undefined;
}

/** True when every package of the lock file is installed in its version; optional ones may be missing. */
function packagesAreInstalled() {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      (installed[path]?.version ?? (optional || devOptional ? version : undefined)) === version,
  );
}

function installPackages() {
  // Stdout belongs to the script that runs afterwards; some of them print data that other programs read.
  console.error('Installing the npm packages of package-lock.json (npm ci)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    console.error('npm ci failed, so nothing else can run. Its message above says why.');
    process.exit(1);
  }
}

const [name, ...args] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);
if (!nodeIsRecentEnough()) {
  console.error(`Node ${oldestNode.join('.')} or newer is needed; this is Node ${process.versions.node}.`);
  process.exit(1);
}
if (name === undefined || !existsSync(script)) {
  console.error(`There is no scripts/${name}.ts.`);
  process.exit(1);
}
if (!packagesAreInstalled()) installPackages();

process.chdir(root);
process.argv = [process.argv[0], script, ...args];
const { register } = await import('tsx/esm/api');
register();
await import(pathToFileURL(script).href);
