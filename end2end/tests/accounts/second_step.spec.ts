import { expect, join, somebody, test, type Person } from "../../support/test";
import { App } from "../../support/totp";
import type { Page } from "@playwright/test";

test("an app is set up, asked for, and stands in for nothing but itself", async ({ page, axe, mailbox, anotherPage, clock: _ }) => {
  const person = somebody("Ada");
  const { app, codes } = await setsUp(page, person, axe);
  expect(new Set(codes).size).toBe(10);
  await mailbox.newest(person.email, /second step now/);

  const elsewhere = await anotherPage();
  await password(elsewhere, person);
  await expect(elsewhere).toHaveURL(/\/signin\/second$/);
  await elsewhere.goto("/settings");
  await expect(elsewhere).toHaveURL(/\/signin\?next=/);

  await elsewhere.goto("/signin/second");
  await axe(elsewhere);
  await code(elsewhere, "12");
  await expect(elsewhere.getByLabel("Code", { exact: true })).toHaveAccessibleDescription(/neither the six digits/);
  await expect(elsewhere.getByLabel("Code", { exact: true })).toHaveValue("");
  await code(elsewhere, "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2");
  await expect(elsewhere.getByRole("alert")).toContainText("not right");
  await axe(elsewhere);
  await code(elsewhere, await app.shows(elsewhere, 1));
  await expect(elsewhere).toHaveURL(/\d\/bookings$/);
});

test("a recovery code is good once, and few are warned of", async ({ page, anotherPage, mailbox, axe, clock: _ }) => {
  const person = somebody("Bea");
  const { codes } = await setsUp(page, person, axe);
  for (const one of codes.slice(0, 7)) {
    const elsewhere = await anotherPage();
    await password(elsewhere, person);
    await code(elsewhere, one.toLowerCase());
    await expect(elsewhere).toHaveURL(/\d\/bookings$/);
  }
  const told = await mailbox.newest(person.email, /recovery code of yours was used/);
  expect(told.text).toContain("left");
  const again = await anotherPage();
  await password(again, person);
  await code(again, codes[0]);
  await expect(again.getByRole("alert")).toContainText("has been used already");
  await page.goto("/settings/security/factors");
  await expect(page.getByText("3 are left. Make new ones before you need them.")).toBeVisible();
  await axe(page);
});

test("five wrong codes lead back to the password, and the owner hears of it", async ({ page, anotherPage, mailbox, axe, clock: _ }) => {
  const person = somebody("Cora");
  await setsUp(page, person, axe);
  const thief = await anotherPage();
  await password(thief, person);
  for (let n = 0; n < 5; n++) await code(thief, "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2");
  await expect(thief.getByText("Please sign in again.")).toBeVisible();
  await thief.goto("/signin/second");
  await expect(thief.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await mailbox.newest(person.email, /Somebody knows your password/);
});

test("removing it asks for password and code", async ({ page, anotherPage, axe, clock }) => {
  const person = somebody("Dora");
  const { app, codes } = await setsUp(page, person, axe);
  await clock.forward(11);
  await page.goto("/settings/security/factors");
  await page.getByRole("button", { name: "Remove the app" }).click();
  await expect(page.getByRole("heading", { name: "Is it you?" })).toBeVisible();
  await axe(page);
  await page.getByLabel("Your password").fill(person.password);
  await page.getByLabel("Code of your second step").fill("ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("alert")).toContainText("not right");
  await page.getByLabel("Your password").fill(person.password);
  await page.getByLabel("Code of your second step").fill(await app.shows(page));
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("Nobody is asked for a code of it any more.")).toBeVisible();
  const elsewhere = await anotherPage();
  await password(elsewhere, person);
  await expect(elsewhere).toHaveURL(/\d\/bookings$/);
  expect(codes).toHaveLength(10);
});

/** Joins, and sets an app up. */
async function setsUp(page: Page, person: Person, axe: (page: Page) => Promise<void>) {
  await join(page, person);
  await page.goto("/settings/security");
  await page.getByRole("main").getByRole("link", { name: "Second step" }).click();
  await axe(page);
  await page.getByRole("button", { name: "Set up an app" }).click();
  await expect(page.getByRole("img", { name: /as a QR code/ })).toBeVisible();
  await axe(page);
  const app = await App.reading(page);
  await page.getByLabel("Code", { exact: true }).fill("ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2");
  await page.getByRole("button", { name: "Ask for it from now on" }).click();
  await expect(page.getByLabel("Code", { exact: true })).toHaveAccessibleDescription(/six digits that your app shows/);
  await page.getByLabel("Code", { exact: true }).fill(await app.shows(page));
  await page.getByRole("button", { name: "Ask for it from now on" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeVisible();
  await axe(page);
  const codes = await page.getByRole("main").locator("ol.tf-codes li").allInnerTexts();
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByText("Asked for", { exact: true })).toBeVisible();
  return { app, codes };
}

async function password(page: Page, person: Person) {
  await page.goto("/signin?next=/bookings");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function code(page: Page, text: string) {
  await page.getByLabel("Code", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Sign in" }).click();
}
