import { expect, join, somebody, test, type Person } from "../../support/test";
import type { Page } from "@playwright/test";

test("an unknown address and a wrong password are told the same", async ({ page }) => {
  const person = await withAccount(page);
  const known = await tries(page, person.email, "not this one");
  const unknown = await tries(page, somebody("Nobody").email, "not this one");
  expect(known).toContain("That e-mail and password do not go together.");
  expect(unknown).toEqual(known);
});

test("what was typed stays, the password does not", async ({ page, axe }) => {
  await tries(page, "ada@example.org", "not this one");
  await expect(page.getByLabel("E-mail")).toHaveValue("ada@example.org");
  await expect(page.getByLabel("Password")).toHaveValue("");
  await axe(page);
});

test("leads to the page that was wanted", async ({ page }) => {
  const person = await withAccount(page);
  await page.goto("/bookings?view=past");
  await expect(page).toHaveURL(/\/signin\?next=/);
  await comeIn(page, person.email, person.password);
  await expect(page).toHaveURL(/\/bookings\?view=past$/);
});

test("the wanted page survives a wrong password", async ({ page }) => {
  const person = await withAccount(page);
  await page.goto("/signin?next=/settings");
  await comeIn(page, person.email, "not this one");
  await expect(page.getByText("do not go together")).toBeVisible();
  await comeIn(page, person.email, person.password);
  await expect(page).toHaveURL(/\/settings$/);
});

for (const elsewhere of ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
  test(`never leads off this site: ${elsewhere}`, async ({ page, baseURL }) => {
    const person = await withAccount(page);
    await page.goto(`/signin?next=${encodeURIComponent(elsewhere)}`);
    await comeIn(page, person.email, person.password);
    await expect(page.getByRole("heading", { name: /^Hello, / })).toBeVisible();
    expect(new URL(page.url()).href).toBe(new URL("/", baseURL).href);
  });
}

test("signing out ends the session", async ({ page }) => {
  await join(page, somebody("Ada"));
  await page.goto("/");
  await page.locator("summary", { hasText: "Your menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/signin/);
});

test("an old cookie is worth nothing after signing out", async ({ page, context }) => {
  await join(page, somebody("Ada"));
  const kept = await context.cookies();
  await page.goto("/signout");
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await context.addCookies(kept);
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/signin/);
});

/** Somebody who has an account and is not signed in. */
async function withAccount(page: Page): Promise<Person> {
  const person = somebody("Ada");
  await join(page, person);
  await page.context().clearCookies();
  return person;
}

async function tries(page: Page, email: string, password: string) {
  await page.goto("/signin");
  await comeIn(page, email, password);
  return page.getByRole("alert").innerText();
}

async function comeIn(page: Page, email: string, password: string) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
