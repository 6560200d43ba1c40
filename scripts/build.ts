import { build } from 'esbuild';
import { bundleSizes, bundles, cleanOutput, copyData } from './bundles.js';
import { formatSize, say } from './machine/say.js';

await cleanOutput();
await Promise.all(Object.values(bundles).map((options) => build(options)));
await copyData();
for (const [file, sizeBytes] of await bundleSizes()) say(`${file} ${formatSize(sizeBytes)}`);
