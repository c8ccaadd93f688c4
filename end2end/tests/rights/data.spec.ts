import { expect, join, press, signIn, somebody, test } from "../../support/test";

test("a file with everything is asked for, made, and fetched", async ({ page, axe, mailbox }) => {
  const person = somebody("Hana");
  await join(page, person);
  await page.goto("/settings");
  await page.getByRole("link", { name: "Your data" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your data" })).toBeVisible();
  await axe(page);
  await press(page, "Ask for the file", person.password);
  await expect(page.getByText("It has begun.")).toBeVisible();
  const mail = await mailbox.newest(person.email, /file of your data is ready/);
  expect(mail.links.some((link) => link.endsWith("/settings/data"))).toBe(true);
  await page.goto("/settings/data");
  await axe(page);
  const link = page.getByRole("link", { name: /^Download the file/ });
  const downloading = page.waitForEvent("download");
  await link.click();
  expect((await downloading).suggestedFilename()).toMatch(/^tutorforge-\d{4}-\d\d-\d\d\.zip$/);
  await expect(page.getByText("You can ask for another file from")).toBeVisible();
});

test("somebody leaves, comes back, and keeps their account", async ({ page, axe, mailbox, anotherPage, expectErrors }) => {
  expectErrors(/404/);
  const person = somebody("Lemi");
  await join(page, person);
  await page.goto("/settings/data");
  for (const part of ["Erased", "Stays, without your name", "Kept, and why"]) {
    await expect(page.getByRole("heading", { name: part })).toBeVisible();
  }
  await page.getByLabel("I have read what becomes of my data").check();
  await press(page, "Delete my account", person.password);
  await expect(page).toHaveURL(/\/signin$/);
  await mailbox.newest(person.email, /will be deleted on/);
  const stranger = await anotherPage();
  expect((await stranger.goto(`/users/${person.handle}`))?.status()).toBe(404);

  await signIn(page, person.email, person.password);
  await expect(page.getByRole("heading", { level: 1, name: "Your account is about to be deleted" })).toBeVisible();
  await axe(page);
  await page.goto("/bookings");
  await expect(page).toHaveURL(/\/leaving$/);
  await page.getByRole("button", { name: "Keep my account" }).click();
  await expect(page.getByText("Welcome back. Everything is as it was.")).toBeVisible();
  expect((await stranger.goto(`/users/${person.handle}`))?.status()).toBe(200);
});

test("without the tick nothing happens", async ({ page }) => {
  const person = somebody("Sara");
  await join(page, person);
  await page.goto("/settings/data");
  const form = page.locator("form", { has: page.getByRole("button", { name: "Delete my account" }) });
  await form.evaluate((element) => element.setAttribute("novalidate", ""));
  await form.getByRole("button").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});
