import { beforeEach, expect, it, vi } from 'vitest';
import { addressOf } from '../../../../src/resource/address.js';
import { clearScreen, configuration, screen } from '../fakeVscode.js';

const { IgnoredDifferences } = await import('../../../../src/editor/shell/ignoredDifferences.js');

beforeEach(clearScreen);

it('gives the same rules until the setting changes, and reports that once', () => {
  const ignored = new IgnoredDifferences();
  const told = vi.fn();
  ignored.onDidChange(told);
  const kube = addressOf('home', '/cloud/project/p1/kube/k1');
  expect(ignored.of(kube).size).toBe(0);
  screen.settings.set('ovhApi.ignoredDifferences', { '/cloud/project/*/kube': ['size'] });
  configuration.fire({ affectsConfiguration: (name) => name === 'ovhApi.pageSize' });
  expect(told).not.toHaveBeenCalled();
  configuration.fire({ affectsConfiguration: (name) => name === 'ovhApi.ignoredDifferences' });
  expect(told).toHaveBeenCalledTimes(1);
  expect([...ignored.of(kube)]).toEqual(['size']);
  expect(ignored.of(addressOf('home', '/cloud/project/p2/kube/k9'))).toEqual(ignored.of(kube));
  expect(ignored.of(kube)).toBe(ignored.of({ ...kube }));
  expect(ignored.of(addressOf('home', '/cloud')).size).toBe(0);
  ignored.dispose();
});
