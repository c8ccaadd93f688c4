import { expect, join, somebody, test, type Person } from "../../support/test";
import type { APIRequestContext, Page } from "@playwright/test";

test("who tries too often is told when to come back, and keeps what they typed", async ({ page, axe }) => {
  for (let nth = 0; nth < 11; nth++) {
    await tries(page, "nobody@example.org", "not this one");
    await expect(page.getByRole("alert")).toBeVisible();
  }
  await expect(page.getByRole("alert")).toContainText(/That was too often\. Please try again in \d+ (seconds|minutes)\./);
  await expect(page.getByLabel("E-mail")).toHaveValue("nobody@example.org");
  await expect(page.getByLabel("Password")).toHaveValue("");
  await axe(page);
});

test("strangers who guess lock nobody out of their own device", async ({ page, anotherPage, playwright, baseURL, mailbox }) => {
  const person = somebody("Ada");
  await join(page, person);
  await page.goto("/signout");
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();

  for (let nth = 1; nth <= 26; nth++) {
    const context = { baseURL, extraHTTPHeaders: { "X-Forwarded-For": `172.16.${nth}.1`, Origin: baseURL! } };
    const stranger = await playwright.request.newContext(context);
    expect(await guesses(stranger, person)).toBe(nth <= 25 ? 409 : 429);
    await stranger.dispose();
  }
  const told = await mailbox.newest(person.email, /Somebody tried many passwords/);
  expect(told.links).toContain(`${baseURL}/reset`);

  const elsewhere = await anotherPage();
  await tries(elsewhere, person.email, person.password);
  await expect(elsewhere.getByRole("alert")).toContainText("That was too often.");
  await tries(page, person.email, person.password);
  await expect(page.getByRole("heading", { name: /^Hello, / })).toBeVisible();
});

async function tries(page: Page, email: string, password: string) {
  await page.goto("/signin");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function guesses(stranger: APIRequestContext, person: Person) {
  const answer = await stranger.post("/signin", { form: { email: person.email, password: "not this one" } });
  return answer.status();
}
