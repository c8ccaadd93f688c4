import { expect, join, post, signIn, somebody, test } from "../../support/test";
import { letter } from "../../support/letters";
import type { Page } from "@playwright/test";

test("another address takes its place once it is confirmed", async ({ page, mailbox, axe, clock: _ }) => {
  const person = somebody("Ada");
  await join(page, person);
  const next = somebody("Ada").email;
  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: "Security", exact: true }).click();
  await axe(page);

  await asksFor(page, next, "not this one");
  await expect(page.getByLabel("Your password", { exact: true })).toHaveAccessibleDescription(/not the password of your account/);
  await expect(page.getByLabel("New address")).toHaveValue(next);
  await expect(page.getByLabel("Your password", { exact: true })).toHaveValue("");
  await axe(page);
  await asksFor(page, person.email, person.password);
  await expect(page.getByLabel("New address")).toHaveAccessibleDescription(/This is how it is already/);

  await asksFor(page, next, person.password);
  await expect(page.getByText("Until you confirm it, nothing changes.")).toBeVisible();
  await expect(page.getByText(`Your address is ${person.email}.`)).toBeVisible();
  await axe(page);
  const warned = await mailbox.newest(person.email, /about to change/);
  expect(warned.text).toContain("If it was not you");
  expect(warned.links.some((link) => link.endsWith("/reset"))).toBe(true);

  await page.goto((await letter(page, next, "/verify")).link);
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByText(`Your address is ${next}.`)).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, next, person.password);
});

test("a taken address is answered like any other, and its owner hears of it", async ({ page, anotherPage, mailbox }) => {
  const [person, other] = [somebody("Ada"), somebody("Bob")];
  await join(await anotherPage(), other);
  await join(page, person);
  await page.goto("/settings/security");
  await asksFor(page, other.email, person.password);
  await expect(page.getByText("A code is on its way to the new address.")).toBeVisible();
  await expect(page.getByText(`${other.email} takes its place as soon as you confirm`)).toBeVisible();
  const told = await mailbox.newest(other.email, /Somebody tried to use your address/);
  expect(told.text).not.toContain(person.name);
  expect(told.text).not.toContain("code=");
});

test("another password ends the other sessions and not this one", async ({ page, anotherPage, mailbox }) => {
  const person = somebody("Ada");
  await join(page, person);
  const elsewhere = await anotherPage();
  await signIn(elsewhere, person.email, person.password);
  await page.goto("/settings/security");

  await changes(page, person.password, "password123");
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/among the first that attackers try/);
  await changes(page, "not this one", "five even quieter words");
  await expect(page.getByLabel("Your password until now")).toHaveAccessibleDescription(/not the password of your account/);
  await changes(page, person.password, "five even quieter words");
  await expect(page.getByText("Your password is changed. Everywhere else you are signed out.")).toBeVisible();

  await elsewhere.goto("/settings");
  await expect(elsewhere).toHaveURL(/\/signin/);
  await signIn(elsewhere, person.email, "five even quieter words");
  await mailbox.newest(person.email, /Your password at TutorForge was changed/);
});

test("a form that is sent twice is done once", async ({ page }) => {
  const person = somebody("Ada");
  await join(page, person);
  const form = { action: "password", key: crypto.randomUUID(), current_password: person.password, password: "five even quieter words" };
  for (let n = 0; n < 2; n++) expect((await post(page, "/settings/security", form)).status()).toBe(303);
});

async function asksFor(page: Page, email: string, password: string) {
  await page.getByLabel("New address").fill(email);
  await page.getByLabel("Your password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Change the address" }).click();
}

async function changes(page: Page, current: string, next: string) {
  await page.getByLabel("Your password until now").fill(current);
  await page.getByLabel("New password").fill(next);
  await page.getByRole("button", { name: "Change the password" }).click();
}
