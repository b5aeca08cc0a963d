// axe on a page of ours.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Looks for barriers. What passes is not listed, and all is done in the page, where axe would open a second one to put together
 * what it found in frames of other origins, of which our pages have none: the answer is the same in half of the time.
 */
export const axeOn = (page: Page) => new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
