import { beforeEach, describe, expect, it, vi } from 'vitest';
import { clearScreen } from '../fakeVscode.js';

vi.mock('vscode', () => import('../fakeVscode.js'));
const { manifestFileName } = await import('../../../../src/editor/manifests/saveManifest.js');

describe('the file of a manifest', () => {
  beforeEach(clearScreen);

  it.each([
    ['web-1', 'web-1.ovhapi.yaml'],
    ['  büro / nord  ', 'büro-nord.ovhapi.yaml'],
    ['..', 'resource.ovhapi.yaml'],
    ['con', 'resource-con.ovhapi.yaml'],
    ['COM1.eu', 'resource-COM1.eu.ovhapi.yaml'],
    ['console', 'console.ovhapi.yaml'],
  ])('of %j is called %s, which Windows takes, too', (name, file) => {
    expect(manifestFileName(name)).toBe(file);
  });
});
