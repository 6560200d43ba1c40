import { expect, it } from 'vitest';
import { VersionSightings } from '../../../src/editor/statusBar/versionSightings.js';
import { FakeMemento } from './fakeContext.js';

it('what answered as the default is remembered by account, with its days', async () => {
  const state = new FakeMemento();
  let day = '2026-05-01';
  const sightings = new VersionSightings(state, () => day);
  await sightings.saw('me', '1.0');
  day = '2026-05-04';
  await sightings.saw('me', '1.0');
  await sightings.saw('you', '2.0');
  const next = new VersionSightings(state, () => day);
  expect(next.of('me')).toEqual([{ version: '1.0', firstOn: '2026-05-01', lastOn: '2026-05-04' }]);
  await next.forget('me');
  expect([next.of('me'), next.of('you').length]).toEqual([[], 1]);
});

it('what is stored there and is no such thing is not believed', () => {
  const state = new FakeMemento();
  void state.update('ovhApi.defaultVersionsSeen', { me: [{ version: '1.0', firstOn: 'soon', lastOn: '' }] });
  expect(new VersionSightings(state, () => '2026-05-01').of('me')).toEqual([]);
});
