import { readFileSync } from 'node:fs';
import { documentFiles, readSections } from '../src/sandbox/sections/editions.js';
import { startSandbox } from '../src/sandbox/sandbox.js';
import { walk } from '../src/sandbox/testing/walk.js';

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

/**
 * Saves a resource of each kind that can be updated, as the extension does. Named documents are walked one by one, so that one
 * which can't be served is told beside what the others came to; a file that is no API document is passed over.
 */
async function walkAllWrites(): Promise<boolean> {
  const total = { saved: 0, failures: [] as string[] };
  for (const documents of named.length > 0 ? named.filter(isApiDocument).map((file) => [file]) : [files]) {
    const { saved, failures } = await walkWrites(documents).catch((failure: unknown) => ({
      saved: 0,
      failures: [`${documents.join(', ')}: ${failure instanceof Error ? failure.message : String(failure)}`],
    }));
    total.saved += saved;
    total.failures.push(...failures);
  }
  for (const failure of total.failures) console.log(`  ${failure}`);
  console.log(`${total.saved} resources saved, ${total.failures.length} failed`);
  return total.failures.length === 0;
}

function isApiDocument(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  // What can't be read as JSON or YAML is for the walk to tell.
  const isDocument = !file.endsWith('.json') || /"(?:openapi|swagger)"\s*:/.test(text);
  if (!isDocument) console.log(`  ${file}: passed over, it is no OpenAPI document`);
  return isDocument;
}

const isWell = args.includes('--writes') ? await walkAllWrites() : await walkReads();
process.exitCode = isWell ? 0 : 1;
