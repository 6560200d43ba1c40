import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for a window to open, removed when it is no longer needed. */
export interface Workspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies `scripts/demoWorkspace/`, so that whatever a visitor changes in it leaves the clone as it was. */
export async function createDemoWorkspace(): Promise<Workspace> {
  const parent = await mkdtemp(join(tmpdir(), 'ovhapi-workspace-'));
  const folder = join(parent, 'demo');
  await cp('scripts/demoWorkspace', folder, { recursive: true });
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}
