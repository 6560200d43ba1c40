import type { Frame, FrameLocator, Page } from 'playwright-core';

const outerFrame = 'iframe.webview.ready';
const innerFrame = 'iframe#active-frame';

/** The webview that is visible in the editor area. Its document lies in a frame inside a frame. */
export class WebviewPanel {
  readonly content: FrameLocator;

  constructor(readonly page: Page) {
    this.content = page.frameLocator(outerFrame).frameLocator(innerFrame);
  }

  /** Waits until its document shows something that matches a CSS selector. */
  async waitFor(selector: string): Promise<void> {
    await this.content.locator(selector).first().waitFor();
  }

  /** The frame itself, for tools that run a script in it. */
  async frame(): Promise<Frame> {
    const handle = await this.content.locator('body').first().elementHandle();
    const frame = await handle.ownerFrame();
    if (frame === null) throw new Error('No webview is visible.');
    return frame;
  }
}
