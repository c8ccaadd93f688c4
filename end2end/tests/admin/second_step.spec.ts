import { demoPassword, expect, press, signIn, signUp, somebody, test } from "../../support/test";

// What is asked of all moderators holds for other tests too, so this one only looks, and is refused.
test("an admin without a second step asks none of others", async ({ page, axe }) => {
  await signIn(page, "admin@demo.test");
  await page.goto("/admin/permissions");
  await axe(page);
  await page.getByLabel("moderators and admins").check();
  await press(page, "Save", demoPassword);
  await expect(page.getByRole("alert")).toContainText("Set up a second step of your own first");
  await expect(page.getByLabel("moderators and admins")).toBeChecked();
  await axe(page);
});

test("who is no admin does not come there", async ({ page }) => {
  await signUp(page, somebody("Ada"));
  await page.goto("/admin/permissions");
  await expect(page.getByRole("heading", { name: "This is not open to you" })).toBeVisible();
});
