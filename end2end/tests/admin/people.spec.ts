import { expect, join, press, signIn, somebody, test, type Person } from "../../support/test";
import type { Page } from "@playwright/test";

test("people, roles and permissions are for admins", async ({ page, expectErrors }) => {
  expectErrors(/403/);
  const person = somebody("Nora");
  await join(page, person);
  for (const path of ["/admin/people", `/admin/people/${person.handle}`, "/admin/permissions"]) {
    expect((await page.goto(path))!.status(), path).toBe(403);
  }
  await page.context().clearCookies();
  await signIn(page, "moderator@demo.test");
  for (const path of ["/admin/people", "/admin/permissions"]) expect((await page.goto(path))!.status(), path).toBe(403);
});

test("an admin gives a role and says why, and the person reads it", async ({ page, anotherPage, axe, expectErrors }) => {
  expectErrors(/409/);
  const person = somebody("Nora");
  const theirs = await anotherPage();
  await join(theirs, person);
  await signIn(page, "admin@demo.test");
  await find(page, person, axe);
  await page.getByLabel("Reviewer").check();
  await page.getByRole("textbox", { name: "Why" }).first().fill("Reviews with care.");
  await press(page, "Change the role");
  await expect(page.getByText("The role is changed.")).toBeVisible();
  await expect(page.getByLabel("Reviewer")).toBeChecked();

  await theirs.goto("/settings");
  await expect(theirs).toHaveURL(/\/signin/);
  await signIn(theirs, person.email, person.password);
  await theirs.goto("/settings/activity");
  await expect(theirs.getByText("An admin changed your role from member to reviewer")).toBeVisible();
  await expect(theirs.getByText("Reviews with care.")).toBeVisible();

  await page.goto("/admin/permissions");
  await expect(page.getByRole("row").filter({ hasText: "Give and take roles" })).toContainText("Yes");
  await axe(page);
});

test("an admin ends all sessions of somebody, who may come in again", async ({ page, anotherPage, expectErrors }) => {
  expectErrors(/409/);
  const person = somebody("Nora");
  const theirs = await anotherPage();
  await join(theirs, person);
  await signIn(page, "admin@demo.test");
  await page.goto(`/admin/people/${person.handle}`);
  await page.getByRole("textbox", { name: "Why" }).nth(1).fill("Left open in the library.");
  await press(page, "End all sessions");
  await expect(page.getByText("Ended. They are signed out everywhere.")).toBeVisible();
  await theirs.goto("/settings");
  await expect(theirs).toHaveURL(/\/signin/);
  await signIn(theirs, person.email, person.password);
  await theirs.goto("/settings/activity");
  await expect(theirs.getByText("An admin ended all your sessions")).toBeVisible();
});

test("who is disabled is out everywhere, until they are let in again", async ({ page, anotherPage, axe, expectErrors }) => {
  expectErrors(/409/);
  const person = somebody("Nora");
  const theirs = await anotherPage();
  await join(theirs, person);
  await signIn(page, "admin@demo.test");
  await find(page, person, axe);
  await page.getByRole("textbox", { name: "Why" }).last().fill("Spam.");
  await press(page, "Disable the account");
  await expect(page.getByText("Disabled. They are signed out everywhere.")).toBeVisible();
  await axe(page);
  await theirs.goto("/settings");
  await expect(theirs).toHaveURL(/\/signin/);
  await page.getByRole("textbox", { name: "Why" }).last().fill("A mistake.");
  await press(page, "Enable the account");
  await expect(page.getByText("Enabled. They can sign in again.")).toBeVisible();
  await signIn(theirs, person.email, person.password);
});

test("a form that needs the password asks for it, keeps what was typed and goes on", async ({ page, clock, axe, expectErrors }) => {
  expectErrors(/409/);
  const person = somebody("Ada");
  await join(page, person);
  await page.goto("/settings/tokens");
  await page.getByRole("textbox", { name: "Name" }).fill("School “computer” <b>");
  await page.getByLabel("a month", { exact: true }).check();
  await clock.forward(11);
  await page.getByRole("button", { name: "Make the token" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is it you?");
  await axe(page);
  await page.getByLabel("Your password").fill("not this one");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("That is not your password. Please try again.")).toBeVisible();
  await page.getByLabel("Your password").fill(person.password);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("This is your token.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "School “computer” <b>" })).toHaveCount(1);

  await page.goto("/sudo?next=/settings/tokens");
  await page.getByLabel("Your password").fill(person.password);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(/\/settings\/tokens$/);
});

async function find(page: Page, person: Person, axe: (page: Page) => Promise<void>) {
  await page.goto("/admin");
  await page.getByRole("link", { name: "People", exact: true }).click();
  await page.getByLabel("Handle or e-mail").fill(person.handle.slice(0, -2));
  await page.getByRole("button", { name: "Find" }).click();
  await axe(page);
  await page.getByRole("main").getByRole("link", { name: person.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(person.name);
  await axe(page);
}
