// A person without a mouse.

import { expect, type Locator, type Page } from '@playwright/test';

/** Goes on with Tab until the focus is in what is wanted. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 150): Promise<void> {
  for (let i = 0; i < most; i++) {
    // Inside the editor's shadow tree the focus is the host's for the document, so each root is asked for its own.
    if (await wanted.evaluateAll((list) => list.some((one) => (one.getRootNode() as Document | ShadowRoot).activeElement === one))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not reach ${wanted.toString()}`);
}

/** Goes to what is wanted and presses a key there. */
export async function press(page: Page, wanted: Locator, key = 'Enter', way: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted.first()).toBeVisible();
  await expect(wanted.first()).toBeEnabled(); // or it takes no focus yet
  await tabTo(page, wanted, way);
  await page.keyboard.press(key);
}
