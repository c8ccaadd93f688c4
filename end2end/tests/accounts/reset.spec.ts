import { expect, join, signIn, signUp, somebody, test, type Person } from "../../support/test";
import { letter } from "../../support/letters";
import type { Page } from "@playwright/test";

// A test that has `clock` and does not move it has a code that shall not run out meanwhile.
const next = "five even quieter words";

test("a forgotten password is replaced by the link of a mail", async ({ page, anotherPage, mailbox, axe, clock: _ }) => {
  const person = somebody("Ada");
  const elsewhere = await anotherPage();
  await join(elsewhere, person);
  await page.goto("/signin");
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await axe(page);
  await asks(page, person.email);
  await axe(page);

  await page.goto((await letter(page, person.email, "/reset")).link);
  await axe(page);
  await sets(page, "password123");
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/among the first that attackers try/);
  await sets(page, next);
  await expect(page.getByRole("heading", { name: "Your new password is set" })).toBeVisible();
  await expect(page.getByText("One session was ended:")).toBeVisible();
  await axe(page);

  await elsewhere.goto("/settings");
  await expect(elsewhere).toHaveURL(/\/signin/);
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, person.email, next);
  await mailbox.newest(person.email, /Your password at TutorForge was replaced/);
});

test("the code is typed, and it also confirms the address", async ({ page, clock: _ }) => {
  const person = somebody("Ada");
  await signUp(page, person);
  await page.context().clearCookies();
  await asks(page, person.email);
  await expect(page.getByLabel("E-mail")).toHaveValue(person.email);
  const { code } = await letter(page, person.email, "/reset");
  await page.getByLabel("Code").fill("AAAA-AAAA");
  await sets(page, next);
  await expect(page.getByRole("alert")).toContainText("That code does not open this account");
  await expect(page.getByLabel("E-mail")).toHaveValue(person.email);
  await expect(page.getByLabel("New password")).toHaveValue("");
  await page.getByLabel("Code").fill(code);
  await sets(page, next);
  await expect(page.getByRole("heading", { name: "Your new password is set" })).toBeVisible();
  await signIn(page, person.email, next);
  await page.goto("/verify");
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
});

test("an unknown address is answered like a known one", async ({ page }) => {
  const person = await withAccount(page);
  const known = await answer(page, person.email);
  const nobody = somebody("Nobody").email;
  const unknown = await answer(page, nobody);
  expect(unknown.replaceAll(nobody, "…")).toEqual(known.replaceAll(person.email, "…"));
  const wrong = async (email: string) => {
    await page.goto("/reset?step=code");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Code").fill("AAAA-AAAA");
    await sets(page, next);
    return page.getByRole("alert").innerText();
  };
  expect(await wrong(nobody)).toEqual(await wrong(person.email));
});

test("after half an hour the code is good no more", async ({ page, clock }) => {
  const person = await withAccount(page);
  await asks(page, person.email);
  const { link } = await letter(page, person.email, "/reset");
  await clock.forward(30);
  await page.goto(link);
  await sets(page, next);
  await expect(page.getByRole("alert")).toContainText("good for half an hour, once");
  await page.getByRole("link", { name: "Ask for another code" }).click();
  await expect(page.getByRole("heading", { name: "Forgotten your password?" })).toBeVisible();
});

async function withAccount(page: Page): Promise<Person> {
  const person = somebody("Ada");
  await join(page, person);
  await page.context().clearCookies();
  return person;
}

async function asks(page: Page, email: string) {
  await page.goto("/reset");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByText(`If ${email} has an account here, a mail with a code is on its way.`)).toBeVisible();
}

async function answer(page: Page, email: string) {
  await asks(page, email);
  return page.getByRole("main").innerText();
}

async function sets(page: Page, password: string) {
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Set the new password" }).click();
}
