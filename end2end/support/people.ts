import { expect, type Page } from "@playwright/test";

/** The password of every person that `tutorforge seed --demo` makes. */
export const demoPassword = "tutorforge-demo";

export async function signIn(page: Page, email: string, password = demoPassword) {
  await page.goto("/signin");
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
  await expect(page).not.toHaveURL(/\/signin/);
}

export async function signOut(page: Page) {
  await page.goto("/signout");
  await page.locator("main form button[type=submit]").click();
}
