import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { seenRequests } from '../support/seenRequests.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import type { TreeView } from '../support/workbench/treeView.js';

const patience = { timeout: 20_000 };

interface Question {
  /** Part of the question's title or of what it asks. */
  readonly asks: RegExp;
  readonly pick?: string;
  readonly type?: string;
}

describe('signing in', () => {
  let stage: Stage;
  let accounts: TreeView;
  let origin: string;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--resources', '3'],
      settings: { 'ovhApi.environmentCredentials': 'ignore' },
    });
    picture = storyPictures('sign-in', stage.page);
    origin = new URL(stage.sandbox.api).origin;
    await stage.workbench.showContainer('OVHcloud API');
    accounts = stage.workbench.tree('Accounts');
  });
  afterAll(() => stage.close());

  const question = (asks: RegExp): Promise<void> =>
    expect.poll(() => stage.workbench.quickPick.question(), patience).toMatch(asks);

  /** Answers what is asked, each question once it is there. */
  const answer = async (...questions: readonly Question[]): Promise<void> => {
    for (const { asks, pick, type } of questions) {
      await question(asks);
      if (pick !== undefined) await stage.workbench.quickPick.choose(pick);
      else await stage.workbench.quickPick.answer(type ?? '');
    }
  };

  const begin = async (method: string): Promise<void> => {
    await stage.workbench.runCommand('OVHcloud API: Sign In…');
    await answer(
      { asks: /How do you want to sign in/, pick: method },
      { asks: /Where does your account live/, pick: 'Another endpoint…' },
      { asks: /Address of the API/, type: origin },
    );
  };

  /** Whatever the sandbox shows of itself must not be in sight. */
  const noSecretInSight = async (secrets: readonly string[]): Promise<void> => {
    const shown = await stage.page.evaluate(() => document.documentElement.outerHTML);
    for (const secret of secrets) expect(shown.includes(secret)).toBe(false);
  };

  it('is offered where there is no account, and asks nobody anything before', async () => {
    await stage.page
      .getByRole('button', { name: /Sign In/ })
      .first()
      .waitFor();
    await picture('nobody');
    expect(await seenRequests(stage.sandbox.control)).toEqual([]);
  });

  it('tells at its field what is wrong with a credential', async () => {
    onTestFailed(() => void picture('failed-refused'));
    await begin('Access token');
    await answer({ asks: /Access token/, type: 'no-token-of-anybody' });
    await stage.page
      .locator('.quick-input-message')
      .getByText(/does not accept/)
      .waitFor(patience);
    await picture('refused');
    await stage.page.keyboard.press('Escape');
    await stage.page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
    expect(await accounts.rows.count()).toBe(0);
  });

  it('takes a service account, and asks again for a secret that is wrong', async () => {
    const response = await fetch(`${stage.sandbox.control}/serviceAccount`);
    const { clientId, clientSecret } = (await response.json()) as Readonly<Record<string, string>>;
    await begin('Service account (OAuth2)');
    await answer(
      { asks: /Client identifier/, type: clientId! },
      { asks: /Client secret/, type: 'wrong' },
      { asks: /gives out tokens/, type: `${origin}/auth/oauth2/token` },
    );
    await stage.page
      .locator('.quick-input-message')
      .getByText(/does not accept/)
      .waitFor(patience);
    await picture('wrong-secret');
    await answer({ asks: /Client secret/, type: clientSecret! });
    await answer({ asks: /gives out tokens/, type: `${origin}/auth/oauth2/token` });
    await expect.poll(() => accounts.rows.count(), patience).toBe(1);
    await stage.workbench.tree('Resources').rows.first().waitFor();
    await picture('service-account');
    await noSecretInSight([clientSecret!]);
  });

  it('shows the rights before the browser is opened, and waits for the confirmation there', async () => {
    onTestFailed(() => void picture('failed-browser'));
    const { applicationKey, applicationSecret } = stage.sandbox.credentials;
    await begin('Sign in with OVHcloud in the browser');
    await question(/What may this editor do/);
    await picture('rights');
    const opened = stage.page.context().waitForEvent('page', patience);
    await answer(
      { asks: /What may this editor do/, pick: 'Read only' },
      { asks: /Application key/, type: applicationKey },
      { asks: /Application secret/, type: applicationSecret },
    );
    // A browser that blocks the new window makes VS Code ask once more.
    void stage.workbench.dialog
      .getByRole('button', { name: 'Retry' })
      .click(patience)
      .catch(() => undefined);
    const page = await opened;
    expect(await page.locator('li').allInnerTexts()).toEqual(['GET /*']);
    // What counts is what the editor makes of it, not where the page leads.
    await page.getByRole('button', { name: 'Allow' }).click({ noWaitAfter: true });
    await expect.poll(() => accounts.rows.count(), patience).toBe(2);
    // A window behind another is not drawn, and no picture of it comes.
    await stage.page.bringToFront();
    await picture('two-accounts');
    await noSecretInSight([applicationSecret]);
  });

  it('renames and switches accounts that stand side by side', async () => {
    const active = await stage.workbench.tree('Accounts').labels();
    const other = active[0]!;
    await accounts.chooseFromMenu(other, 'Rename Account…');
    await question(/Rename/);
    await stage.workbench.quickPick.answer('The robot');
    await accounts.row('The robot').waitFor();
    await accounts.press('The robot', 'Switch Account');
    await expect
      .poll(() => accounts.row('The robot').getAttribute('aria-label'), patience)
      .toMatch(/active/i);
    await stage.workbench.pickTheme('Dark Modern');
    await picture('switched-dark');
  });

  it('deletes the credential when an account signs out, after asking', async () => {
    await accounts.press('The robot', 'Sign Out');
    await picture('sign-out-asks');
    await stage.workbench.dialog.getByRole('button', { name: 'Sign Out' }).click();
    await expect.poll(() => accounts.rows.count(), patience).toBe(1);
    await stage.workbench.runCommand('OVHcloud API: Sign In…');
    await question(/How do you want to sign in/);
    await picture('methods-dark');
    await stage.page.keyboard.press('Escape');
    expect(stage.consoleErrors).toEqual([]);
  });
});
