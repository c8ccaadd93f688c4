import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { axe } from "./axe";
import { Clock, holdClock } from "./clock";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Mailbox } from "./mailbox";
import { plant } from "./planted";

export { expect };
export * from "./people";

type Fixtures = {
  /** Fails its test at the end if the page reported an error that was not expected. */
  page: Page;
  /** What the page's console may say in this test, for pages that are meant to fail. */
  expectErrors: (pattern: RegExp) => void;
  /** Checks the page as it is now; without JavaScript there is nothing to run axe with. */
  axe: (page: Page) => Promise<void>;
  mailbox: Mailbox;
  /** Only the test that has it moves time; it moves it by hours, so others keep to what is two weeks ahead. */
  clock: Clock;
  /** A second person at a browser of their own, watched like the first. */
  anotherPage: () => Promise<Page>;
};

export const test = base.extend<Fixtures & { expected: RegExp[] }>({
  expected: async ({}, use) => use([]),
  expectErrors: async ({ expected }, use) => use((pattern) => void expected.push(pattern)),

  // Everybody comes from an address of their own: the limits for each address are not what is tested here.
  extraHTTPHeaders: async ({}, use) => use({ "X-Forwarded-For": anAddress() }),

  page: async ({ page, expected }, use) => {
    const errors: string[] = [];
    watch(page, errors);
    const planted = plant(page);
    await use(page);
    await planted();
    expect(unexpected(errors, expected), "errors in the console").toEqual([]);
  },

  axe: async ({ javaScriptEnabled }, use) => use(async (page) => void (javaScriptEnabled && (await axe(page)))),
  // Mail and clock are looked at in a page of their own, so that the page under test stays where it is.
  mailbox: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL });
    await use(new Mailbox(await context.newPage()));
    await context.close();
  },
  clock: [
    async ({ browser, baseURL }, use, { project }) => {
      const lock = join(project.outputDir, "clock-is-held");
      await mkdir(project.outputDir, { recursive: true });
      const release = await holdClock(lock);
      const context = await browser.newContext({ baseURL });
      await use(new Clock(await context.newPage()));
      await context.close();
      await release();
    },
    { timeout: 240_000 },
  ],

  anotherPage: async ({ browser, expected }, use) => {
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    await use(async () => {
      const context = await browser.newContext({ extraHTTPHeaders: { "X-Forwarded-For": anAddress() } });
      contexts.push(context);
      const page = await context.newPage();
      watch(page, errors);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(unexpected(errors, expected), "errors in the console").toEqual([]);
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

const unexpected = (errors: string[], expected: RegExp[]) =>
  errors.filter((error) => !expected.some((pattern) => pattern.test(error)));

function anAddress(): string {
  const part = () => Math.floor(Math.random() * 254) + 1;
  return `10.${part()}.${part()}.${part()}`;
}
