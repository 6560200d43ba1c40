import { build } from 'esbuild';
import { bundleSizes, bundles, cleanOutput, copyData } from './bundles.js';
import { formatSize, say } from './machine/say.js';
import { writeNotices } from './notices.js';

await cleanOutput();
const built = await Promise.all(Object.values(bundles).map((options) => build(options)));
await writeNotices(built.flatMap(({ metafile }) => metafile ?? []));
await copyData();
for (const [file, sizeBytes] of await bundleSizes()) say(`${file} ${formatSize(sizeBytes)}`);
