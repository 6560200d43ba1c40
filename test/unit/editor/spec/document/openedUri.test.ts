import { beforeEach, describe, expect, it, vi } from 'vitest';
import { documentUri } from '../../../../../src/editor/shell/documentUri.js';
import { OpenDocuments, openedUri } from '../../../../../src/editor/spec/document/openedUri.js';
import { clearScreen, screen, TabInputText, TabInputTextDiff, window } from '../../fakeVscode.js';

const address = { account: 'a', segments: ['things', '1'] };
const names = { nameOf: () => 'web' };

describe('the address that a document is opened by', () => {
  beforeEach(clearScreen);

  it('ends in the name of the resource', () => {
    expect(openedUri(names, address, 'spec').toString()).toBe('ovhapi:/a/things/1.spec/web.json');
    expect(openedUri(names, address, 'full', 'yaml').toString()).toBe(
      'ovhapi:/a/things/1.full/web.full.yaml',
    );
  });

  it('is the one by which it is open, so that a resource with a new name has no second document', () => {
    screen.tabs = [
      new TabInputText(documentUri(address, 'current', 'json', 'old name')),
      new TabInputTextDiff(documentUri(address, 'full'), documentUri(address, 'spec', 'json', 'old name')),
    ];
    expect(openedUri(names, address, 'spec').toString()).toBe('ovhapi:/a/things/1.spec/old name.json');
    expect(openedUri(names, address, 'full').toString()).toBe('ovhapi:/a/things/1.full.json');
    expect(openedUri(names, address, 'spec', 'yaml').toString()).toBe('ovhapi:/a/things/1.spec/web.yaml');
    const other = { account: 'a', segments: ['things', '2'] };
    expect(openedUri(names, other, 'spec').toString()).toBe('ovhapi:/a/things/2.spec/web.json');
  });

  it('is found without going through all tabs again for each of many resources, but again in the next turn', async () => {
    let walks = 0;
    const [group] = window.tabGroups.all;
    const all = vi.spyOn(window.tabGroups, 'all', 'get').mockImplementation(() => {
      walks += 1;
      return [{ ...group, tabs: screen.tabs.map((input) => ({ input })) }];
    });
    const open = new OpenDocuments();
    for (let row = 0; row < 100; row += 1) {
      openedUri(names, { account: 'a', segments: ['things', String(row)] }, 'spec', 'json', open);
    }
    expect(walks).toBe(1);
    await Promise.resolve();
    screen.tabs = [new TabInputText(documentUri(address, 'spec', 'json', 'old name'))];
    expect(openedUri(names, address, 'spec', 'json', open).toString()).toMatch(/old name/);
    all.mockRestore();
  });
});
