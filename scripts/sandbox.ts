import { build } from 'esbuild';
import { bundles, copyData } from './bundles.js';

await build(bundles.testSandbox);
await copyData();
const program: string = new URL('../dist/sandbox/cliForTests.mjs', import.meta.url).href;
await import(program);
