import { expect, test } from "../support/test";

test("the home page says what this is", async ({ page, axe }) => {
  await page.goto("/");
  await expect(page).toHaveTitle(/TutorForge/);
  await expect(page.locator("h1")).toHaveCount(1);
  await axe(page);
});
