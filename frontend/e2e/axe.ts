// axe on a page of ours.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Looks for barriers. What passes is not listed, and all is done in the page, where axe would open a second one to put together
 * what it found in frames of other origins, of which our pages have none: the answer is the same in half of the time. It looks
 * when nothing moves: words that are only just appearing have not the contrast yet that they will be read with.
 */
export const axeOn = (page: Page) => new StillPage(page).options({ resultTypes: ['violations'] }).setLegacyMode();

class StillPage extends AxeBuilder {
  constructor(private readonly looked: Page) {
    super({ page: looked });
  }

  override async analyze(): ReturnType<AxeBuilder['analyze']> {
    await this.looked.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
    return super.analyze();
  }
}
