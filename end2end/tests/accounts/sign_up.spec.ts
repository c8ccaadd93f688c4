import { demoPassword, expect, signUp, somebody, test } from "../../support/test";
import type { Page } from "@playwright/test";

test("says of each field what is wrong, and keeps what was typed", async ({ page, axe }) => {
  await page.goto("/signup");
  await fill(page, { name: "Ada Lovelace", handle: "No Good!", email: "ada@nowhere", password: "short" });
  await submitAnyway(page);
  await expect(page.getByRole("alert")).toContainText("things to put right");
  await expectProblem(page, "Handle", /Use 3 to 30 small letters/);
  await expectProblem(page, "E-mail", /does not look like an e-mail address/);
  await expectProblem(page, "Password", /at least 10 characters/);
  await expect(page.getByLabel("Your name")).toHaveValue("Ada Lovelace");
  await expect(page.getByLabel("Handle")).toHaveValue("No Good!");
  await expect(page.getByLabel("E-mail")).toHaveValue("ada@nowhere");
  await expect(page.getByLabel("Password")).toHaveValue("");
  await expect(page.getByLabel("Time zone")).toHaveValue("Africa/Addis_Ababa");
  await axe(page);
});

test("an empty form is told every field", async ({ page }) => {
  await page.goto("/signup");
  await page.getByLabel("Time zone").selectOption("");
  await submitAnyway(page);
  for (const field of ["Your name", "Handle", "E-mail", "Password", "Time zone"]) {
    await expectProblem(page, field, /Please fill this in/);
  }
});

test("a line of the summary leads to its field", async ({ page, javaScriptEnabled }) => {
  await page.goto("/signup");
  await submitAnyway(page);
  await page.getByRole("alert").getByRole("link").first().click();
  await expect(page).toHaveURL(/#field-name$/);
  if (javaScriptEnabled) await expect(page.getByLabel("Your name")).toBeFocused();
});

test("an address or a handle that is taken is named", async ({ page, anotherPage }) => {
  const first = somebody("Ada");
  await signUp(page, first);
  const later = await anotherPage();
  await later.goto("/signup");
  await fill(later, { ...first, handle: somebody("Ada").handle });
  await submitAnyway(later);
  await expectProblem(later, "E-mail", /already an account with this address/);
  await fill(later, { ...first, email: somebody("Ada").email });
  await submitAnyway(later);
  await expectProblem(later, "Handle", /Someone has this handle already/);
});

test("a password that everybody tries is refused", async ({ page }) => {
  await page.goto("/signup");
  await fill(page, { ...somebody("Ada"), password: "password123" });
  await submitAnyway(page);
  await expectProblem(page, "Password", /among the first that attackers try/);
});

test("the handle is written small, and the page of the person is there", async ({ page }) => {
  const person = somebody("Ada");
  await signUp(page, { ...person, handle: person.handle.toUpperCase() });
  await page.goto(`/users/${person.handle}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(person.name);
});

type Typed = { name: string; handle: string; email: string; password: string };

async function fill(page: Page, { name, handle, email, password = demoPassword }: Typed) {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Time zone").selectOption("Africa/Addis_Ababa");
}

/** Past the browser's own checks, as another browser might. */
async function submitAnyway(page: Page) {
  const button = page.getByRole("button", { name: "Create my account" });
  await button.evaluate((button: HTMLButtonElement) => (button.form!.noValidate = true));
  await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), button.click()]);
}

async function expectProblem(page: Page, label: string, says: RegExp) {
  const field = page.getByLabel(label);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(says);
}
