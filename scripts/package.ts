import { packageVsix } from './vsix.js';

await import('./build.js');
await packageVsix();
