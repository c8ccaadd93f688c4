import type { Page } from "@playwright/test";

/** Counts how often what was smuggled in has run, or a dialog opened. */
export async function trap(page: Page): Promise<() => Promise<number>> {
  let hits = 0;
  page.on("dialog", (dialog) => {
    hits += 1;
    void dialog.dismiss();
  });
  await page.exposeFunction("hit", () => void (hits += 1));
  return async () => hits;
}
