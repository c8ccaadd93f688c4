import { expect, post, send, signIn, signUp, somebody, test } from "../../support/test";
import { letter } from "../../support/letters";
import type { Page } from "@playwright/test";

const notice = (page: Page) => page.getByText("Please confirm your address within a day of joining");

test("the link of the first mail confirms when its button is pressed", async ({ page, anotherPage, axe, clock: _ }) => {
  const person = somebody("Ada");
  await signUp(page, person);
  await expect(notice(page)).toBeVisible();
  await axe(page);
  const { link } = await letter(page, person.email, "/verify");

  // On the telephone, where nobody is signed in.
  const telephone = await anotherPage();
  await telephone.goto(link);
  await telephone.reload();
  await expect(telephone.getByRole("button", { name: "Confirm my address" })).toBeVisible();
  await axe(telephone);
  await page.reload();
  await expect(notice(page)).toBeVisible();

  await telephone.getByRole("button", { name: "Confirm my address" }).click();
  await expect(telephone).toHaveURL(/\/signin$/);
  await expect(telephone.getByText("Confirmed. Our mail reaches you there.")).toBeVisible();
  await page.reload();
  await expect(notice(page)).toBeHidden();

  await telephone.goto(link);
  await telephone.getByRole("button", { name: "Confirm my address" }).click();
  await expect(telephone.getByRole("alert")).toContainText("This code has done its work already");
});

test("the code is typed, after another was sent and a wrong one refused", async ({ page, axe, clock: _ }) => {
  const person = somebody("Ada");
  await signUp(page, person);
  await page.getByRole("link", { name: "Confirm it" }).click();
  await expect(page.getByText(`We have sent a code to ${person.email}.`)).toBeVisible();
  await axe(page);
  const first = await letter(page, person.email, "/verify");
  await page.getByRole("button", { name: "Send another code" }).click();
  await expect(page.getByText("Another code is on its way.")).toBeVisible();
  const second = await letter(page, person.email, "/verify", first.code);

  await types(page, first.code);
  await expect(page.getByRole("alert")).toContainText("Only the one in our latest mail counts.");
  await expect(page.getByLabel("Code")).toHaveValue(first.code);
  await types(page, "K7PM");
  await expect(page.getByLabel("Code")).toHaveAccessibleDescription(/A code has 8 letters and digits/);
  await axe(page);
  await types(page, `${second.code.slice(0, 4)}-${second.code.slice(4)}`.toLowerCase());
  await expect(page.getByText("Confirmed. Our mail reaches you there.")).toBeVisible();
  await page.goto("/verify");
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
});

test("too many wrong codes end it, and a visitor is told to sign in", async ({ page, anotherPage, clock: _ }) => {
  const person = somebody("Ada");
  await signUp(page, person);
  const { code } = await letter(page, person.email, "/verify");
  const wrong = code.startsWith("A") ? `B${code.slice(1)}` : `A${code.slice(1)}`;
  for (let n = 0; n < 5; n++) await post(page, "/verify", { action: "confirm", code: wrong });
  await page.goto("/verify");
  await types(page, code);
  await expect(page.getByRole("alert")).toContainText("There were too many wrong codes");

  const visitor = await anotherPage();
  await visitor.goto("/verify");
  await visitor.getByRole("link", { name: "Sign in" }).click();
  await expect(visitor).toHaveURL(/\/signin\?next=\/verify$/);
});

test("after a day without it everything is still seen, and nothing is put before others", async ({ page, clock, axe }) => {
  const person = somebody("Ada");
  await signUp(page, person);
  const { code: first } = await letter(page, person.email, "/verify");
  await clock.forward(24 * 60);
  await page.goto("/tutors/demo-tutor");
  await expect(page.getByText("Until you confirm your address you can look around")).toBeVisible();
  await axe(page);
  const code = { title: "Later", ask: "Why does it fail now and then?", level: "beginner", urgency: "whenever", visibility: "public", path: "main.rs", text: "fn main() {}" };
  const refused = await post(page, "/reviews/new", { ...code, do: "publish" });
  expect(refused.status()).toBe(409);
  expect(await refused.text()).toContain("Please confirm your e-mail address first.");
  await send(page, "/reviews/new", code);

  await page.goto("/verify");
  await types(page, first);
  await expect(page.getByRole("alert")).toContainText("This code has run out.");
  await page.getByRole("button", { name: "Send another code" }).click();
  const { code: later } = await letter(page, person.email, "/verify", first);
  await types(page, later);
  await expect(page.getByText("Confirmed. Our mail reaches you there.")).toBeVisible();
  await send(page, "/reviews/new", { ...code, do: "publish" });
});

test("whoever the demo brings has confirmed", async ({ page }) => {
  await signIn(page, "student@demo.test");
  await expect(notice(page)).toBeHidden();
  await page.goto("/verify");
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
});

async function types(page: Page, code: string) {
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Confirm my address" }).click();
}
