import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Account, Safeguard } from '../../../../src/api/account.js';
import { guardedAccountText } from '../../../../src/editor/shell/accountText.js';
import { askHarm, askModal, confirmsHarm } from '../../../../src/editor/shell/questions.js';
import { hostSources } from '../../../manifest/project.js';
import { account } from '../../schema/fakeApi.js';
import { clearScreen, screen, window } from '../fakeVscode.js';

interface Box {
  readonly title: string;
  readonly placeHolder: string;
  readonly validateInput: (text: string) => string | undefined;
}

const shop = (...safeguards: readonly Safeguard[]): Account => ({
  ...account,
  label: 'Shop',
  endpoint: { name: 'ovh-eu', origin: 'https://eu.api.ovh.com', tokenUrl: 'https://x/token' },
  safeguards,
});
const deletion = { question: 'Delete web?', detail: '/web', act: 'Delete', keep: 'Keep' };

describe('a question about a resource', () => {
  let boxes: Box[];
  let typed: (box: Box) => string | undefined;

  beforeEach(() => {
    clearScreen();
    [boxes, typed] = [[], (box) => box.placeHolder];
    screen.press = (_, buttons) => buttons.find((one) => one === 'Delete');
    vi.spyOn(window, 'showInputBox').mockImplementation(((box: Box) => {
      boxes.push(box);
      return Promise.resolve(typed(box));
    }) as never);
  });
  const texts = (): readonly string[] => screen.messages.map(({ text }) => text);

  it('names the account and its region in its title', async () => {
    expect(await confirmsHarm({ ...deletion, account: shop() })).toBe(true);
    await askModal({ ...deletion, account: { ...shop(), label: 'Shop ovh-eu' }, buttons: [] });
    await askModal({ ...deletion, account: undefined, buttons: [] });
    expect(texts()).toEqual(['Shop (ovh-eu): Delete web?', 'Shop ovh-eu: Delete web?', 'Delete web?']);
    expect(boxes).toEqual([]);
  });

  it('says that it is production, with nothing in the name that turns the text around', async () => {
    await confirmsHarm({ ...deletion, account: { ...shop('production'), label: 'Sh\u202eop' } });
    expect(texts()).toEqual(['⚠ Production, Sh\\u202eop (ovh-eu): Delete web?']);
  });

  it('is agreed to only once the names that it asks for are typed', async () => {
    const asked = { ...deletion, typed: 'web', account: shop('typeName') };
    expect(await confirmsHarm(asked)).toBe(true);
    expect(boxes.map(({ placeHolder, title }) => [placeHolder, title])).toEqual([
      ['web', 'Shop (ovh-eu): Delete web?'],
      ['Shop', 'Shop (ovh-eu): Delete web?'],
    ]);
    const [box] = boxes;
    expect(box?.validateInput('we')).toContain('web');
    expect(box?.validateInput(' web ')).toBeUndefined();
    typed = ({ placeHolder }) => (placeHolder === 'web' ? 'web' : 'Shopping');
    expect(await confirmsHarm(asked)).toBe(false);
    typed = () => undefined;
    expect(await confirmsHarm(asked)).toBe(false);
  });

  it('has the focus, and so Enter, on the button that leaves everything as it is, whatever else can be pressed', async () => {
    await confirmsHarm({ ...deletion, account: shop() });
    await askHarm({ ...deletion, acts: ['Send', 'Send All'], account: shop() });
    expect(screen.messages.map(({ buttons }) => buttons)).toEqual([
      ['Keep', 'Delete'],
      ['Keep', 'Send', 'Send All'],
    ]);
  });

  it('goes through one function, so that no question forgets the account', () => {
    const asking = [...hostSources()].filter(([, text]) => text.includes('modal: true'));
    expect(asking.map(([file]) => file)).toEqual(['src/editor/shell/questions.ts']);
  });

  it('is about an account that is shown with all its safeguards elsewhere', () => {
    expect(guardedAccountText(shop('production', 'typeName', 'readOnly'))).toBe(
      'Shop (ovh-eu), production, name is typed, read-only',
    );
  });
});
