import { defineConfig } from 'vitest/config';

const minuteMs = 60_000;

export default defineConfig({
  test: {
    // Two cores: more workers than that only fight.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}', 'test/manifest/**/*.test.ts'],
          // How long a fact takes is not what is tested, and the machine may be busy.
          testTimeout: minuteMs,
        },
      },
      {
        test: { name: 'package', include: ['test/package/**/*.test.ts'] },
      },
      {
        test: {
          name: 'ui',
          include: ['test/ui/**/*.test.ts'],
          // One VS Code and one browser at a time.
          fileParallelism: false,
          testTimeout: 2 * minuteMs,
          hookTimeout: 3 * minuteMs,
        },
      },
    ],
  },
});
