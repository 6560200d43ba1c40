import type { Locator } from 'playwright-core';
import { WebviewPanel } from './webviewPanel.js';

/** The panel that shows a resource's diff and history. */
export class ResourcePanel extends WebviewPanel {
  /** The resource's name, once it is shown. */
  get title(): Locator {
    return this.content.locator('header.resource h1');
  }

  /** What the resource is in, the section first. */
  get path(): Locator {
    return this.content.locator('header.resource .path bdi');
  }

  /** The resource's status as the API spells it. */
  get status(): Locator {
    return this.content.locator('header.resource .status');
  }

  /** The one sentence on whether what is asked is real. */
  get verdict(): Locator {
    return this.content.locator('.verdict-title');
  }

  /** The fields that differ. */
  get differences(): Locator {
    return this.content.locator('.spec .row-changed, .spec .row-added, .spec .row-removed');
  }

  /** What is drawn of the history on the time axis, where the panel is wide enough for one. */
  get axis(): Locator {
    return this.content.locator('svg.axis');
  }

  /** The history's entries whose text holds this. */
  entries(kind: 'task' | 'event', text?: string | RegExp): Locator {
    const entries = this.content.locator(`.timeline .entry-${kind}`);
    return text === undefined ? entries : entries.filter({ hasText: text });
  }
}
