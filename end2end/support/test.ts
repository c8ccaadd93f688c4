import { test as base, expect, type Page } from "@playwright/test";
import { axe } from "./axe";
import { Clock } from "./clock";
import { Mailbox } from "./mailbox";

export { expect };
export { signIn, signOut } from "./people";

type Fixtures = {
  /** Fails its test at the end if the page reported an error that was not expected. */
  page: Page;
  /** What the page's console may say in this test, for pages that are meant to fail. */
  expectErrors: (pattern: RegExp) => void;
  /** Checks the page as it is now; without JavaScript there is nothing to run axe with. */
  axe: (page: Page) => Promise<void>;
  mailbox: Mailbox;
  clock: Clock;
};

export const test = base.extend<Fixtures & { expected: RegExp[] }>({
  expected: async ({}, use) => use([]),
  expectErrors: async ({ expected }, use) => use((pattern) => void expected.push(pattern)),

  page: async ({ page, expected }, use) => {
    const errors: string[] = [];
    watch(page, errors);
    await use(page);
    expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error))), "errors in the console").toEqual([]);
  },

  axe: async ({ javaScriptEnabled }, use) => use(async (page) => void (javaScriptEnabled && (await axe(page)))),
  // Mail and clock are looked at in a page of their own, so that the page under test stays where it is.
  mailbox: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL });
    await use(new Mailbox(await context.newPage()));
    await context.close();
  },
  clock: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL });
    await use(new Clock(await context.newPage()));
    await context.close();
  },
});

/**
 * Collects console errors, uncaught exceptions, refused by the content security policy included: the
 * browser writes those to the console, with JavaScript or without.
 */
export function watch(page: Page, errors: string[]) {
  page.on("console", (message) => {
    // A page that answers 4xx on purpose is no error of the page; Chromium logs its status all the same.
    const isDocument = message.location().url === page.url() && /Failed to load resource/.test(message.text());
    if ((message.type() === "error" || /Content Security Policy/.test(message.text())) && !isDocument) {
      errors.push(`${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => errors.push(`${error.name}: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 500) errors.push(`${response.status()} ${response.url()}`);
  });
}
