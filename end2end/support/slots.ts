import { expect, type Page } from "@playwright/test";

/** The times on offer in the slot picker. */
export const times = (page: Page) => page.getByRole("radio", { name: /\d\d:\d\d/ });

/** Chooses one of them by its label, as a finger does, and says which it is. */
export async function chooseTime(page: Page, which = 0): Promise<string> {
  const label = page.locator("label").filter({ has: page.getByRole("radio", { name: /\d\d:\d\d/ }) }).nth(which);
  await label.click();
  await expect(label.getByRole("radio")).toBeChecked();
  return label.getByRole("radio").inputValue();
}
