import { readSections } from '../src/sandbox/editions.js';
import { documentFiles } from '../src/sandbox/editions.js';
import { startSandbox } from '../src/sandbox/sandbox.js';
import { walk } from '../src/sandbox/walk.js';

const named = process.argv.slice(2);
const own = new URL('../src/sandbox/documents', import.meta.url).pathname;
const files = named.length > 0 ? named : documentFiles(own);
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
process.exitCode = refused.length + violations.length === 0 ? 0 : 1;
