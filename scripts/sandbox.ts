import { build } from 'esbuild';
import { bundles, copyData } from './bundles.js';

await build(bundles.sandbox);
await copyData();
const program: string = new URL('../dist/sandbox/cli.mjs', import.meta.url).href;
await import(program);
