import { readSections } from '../src/sandbox/editions.js';
import { documentFiles } from '../src/sandbox/editions.js';
import { startSandbox } from '../src/sandbox/sandbox.js';
import { walk } from '../src/sandbox/walk.js';

import { walkWrites } from './walk/walkWrites.js';

const args = process.argv.slice(2);
const named = args.filter((arg) => arg !== '--writes');
const own = new URL('../src/sandbox/documents', import.meta.url).pathname;
const files = named.length > 0 ? named : documentFiles(own);

/** Asks every GET route and checks each answer against its schema. */
async function walkReads(): Promise<boolean> {
  const sandbox = await startSandbox({ documents: files });
  const outcome = await walk({
    api: sandbox.api,
    credentials: sandbox.credentials,
    sections: readSections(files),
    now: Date.now,
  });
  await sandbox.stop();
  const { routes, requests, unreached, refused, violations } = outcome;
  for (const [title, lines] of Object.entries({
    unreached,
    'not 2xx': refused,
    'not as the schema says': violations,
  })) {
    if (lines.length > 0) console.log(`${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  console.log(
    `${files.length} documents, ${routes} GET routes, ${requests} requests: ` +
      `${refused.length} not 2xx, ${violations.length} schema violations, ${unreached.length} routes not reached`,
  );
  return refused.length + violations.length === 0;
}

/** Saves a resource of each kind that can be updated, as the extension does. */
async function walkAllWrites(): Promise<boolean> {
  const { saved, failures } = await walkWrites(files);
  for (const failure of failures) console.log(`  ${failure}`);
  console.log(`${saved} resources saved, ${failures.length} failed`);
  return failures.length === 0 && saved > 0;
}

const isWell = args.includes('--writes') ? await walkAllWrites() : await walkReads();
process.exitCode = isWell ? 0 : 1;
