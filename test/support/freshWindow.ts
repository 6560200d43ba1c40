import { vi } from 'vitest';
import { openFreshWindow } from '../unit/editor/fakeVscode.js';

// Runs before each file of tests, since those of a worker share their modules: nothing of the file before is left.
vi.useRealTimers();
vi.restoreAllMocks();
vi.unstubAllEnvs();
vi.unstubAllGlobals();
openFreshWindow();
