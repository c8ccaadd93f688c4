import type { Page } from "@playwright/test";
import { expect, join, somebody, test } from "../../support/test";

const short = "fn add(a: i32, b: i32) -> i32 {\n    return a + b;\n}\n";
// Who reads so much has earned at once that what they give counts.
const long = Array.from({ length: 1001 }, (_, n) => `const N${n}: u32 = ${n};`).join("\n") + "\n";

test("a review and a suggestion raise XP and open a badge, and undoing takes them back", async ({ page, anotherPage, axe }) => {
  test.setTimeout(120_000);
  const [author, reviewer] = [somebody("Abel"), somebody("Ruta")];
  const theirs = await anotherPage();
  await join(page, author);
  await join(theirs, reviewer);

  await test.step("the author has read much of others", async () => {
    const much = await submitted(theirs, "Many numbers", long);
    await review(page, much);
    await xpOf(page, author.handle, /^(?!0 XP)/);
    await expect(page.getByText("Review published")).toBeVisible();
    await expect(page.getByText("+20")).toBeVisible();
  });

  const address = await submitted(page, "An addition", short);
  await test.step("a reviewer suggests something", async () => {
    await theirs.goto(address);
    await theirs.getByRole("button", { name: "Claim this review" }).click();
    await theirs.goto(`${address}?at=src/code.rs:2#at`);
    const composer = theirs.locator("#at");
    await composer.getByLabel("Improvement").check();
    await composer.getByLabel("Comment").fill("No `return` is needed.");
    await composer.getByText("Suggest other lines").click();
    await composer.getByLabel("Suggest these lines instead").check();
    await composer.getByLabel("What should stand there").fill("    a + b");
    await composer.getByRole("button", { name: "Add to my review" }).click();
    await publish(theirs);
  });

  await test.step("the author takes it over, and the reviewer has earned", async () => {
    await page.goto(address);
    await page.locator("figure.tf-suggestion").getByRole("button", { name: "Apply" }).click();
    await expect(page.getByText("Applied. This is the new iteration.")).toBeVisible();
    await xpOf(theirs, reviewer.handle, /XP/, "Suggestion accepted");
    await expect(theirs.getByText("New", { exact: true }).first()).toBeVisible();
    await expect(theirs.locator(".tf-row", { hasText: "Suggestion accepted" }).getByRole("link", { name: author.name })).toBeVisible();
    await axe(theirs);
  });

  await test.step("a badge is opened, and others see it then", async () => {
    await expect(async () => {
      await theirs.goto("/badges");
      await expect(theirs.getByRole("button", { name: "Open it" })).toHaveCount(2, { timeout: 1000 });
    }).toPass();
    await axe(theirs);
    for (let left = 2; left > 0; left--) {
      await theirs.goto("/badges");
      await theirs.getByRole("button", { name: "Open it" }).first().click();
      await expect(theirs.getByText("It is yours.")).toBeVisible();
    }
    await theirs.goto("/badges/taken-over");
    await expect(theirs.getByText("Yours since")).toBeVisible();
    await axe(theirs);
    await page.goto(`/users/${reviewer.handle}`);
    await page.getByRole("link", { name: "Taken over" }).click();
    await expect(page.getByText(`${reviewer.name} has it since`)).toBeVisible();
    const picture = await page.request.get(`/badges/taken-over/${reviewer.handle}.svg`);
    expect([picture.status(), picture.headers()["content-type"]]).toEqual([200, "image/svg+xml; charset=utf-8"]);
    expect((await page.request.get(`/badges/taken-over/${author.handle}.svg`)).status()).toBe(404);
    await expect(page.locator("meta[property='og:image']")).toHaveAttribute("content", /taken-over\/.*\.svg$/);
  });

  await test.step("what was seen is not new any more", async () => {
    await theirs.goto(`/users/${reviewer.handle}/xp`);
    const seen = theirs.getByRole("button", { name: "I have seen it" });
    if (await seen.isVisible()) await seen.click();
    await expect(async () => {
      await theirs.goto(`/users/${reviewer.handle}/xp`);
      await expect(theirs.getByText("New", { exact: true })).toHaveCount(0, { timeout: 500 });
    }).toPass();
  });

  await test.step("undoing it takes the points and the badge back", async () => {
    await page.goto(address);
    const suggestion = page.locator("figure.tf-suggestion").last();
    const settled = page.locator("[data-thread]", { hasText: "No return is needed." }).last();
    if (!(await suggestion.isVisible())) await settled.locator("summary").first().click();
    await suggestion.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Undone. The lines are as they were")).toBeVisible();
    await xpOf(theirs, reviewer.handle, /XP/, "Undone");
    await expect(theirs.locator(".tf-row", { hasText: "Undone" })).toContainText("Suggestion accepted");
    await expect(async () => {
      await theirs.goto("/badges/taken-over");
      await expect(theirs.getByText("Yours since")).toHaveCount(0, { timeout: 500 });
    }).toPass();
  });
});

test("how XP works is written down, and what levels open", async ({ page, axe }) => {
  await page.goto("/how-xp-works");
  for (const reason of ["Review published", "Suggestion accepted", "Session taught", "Fix confirmed"]) {
    await expect(page.getByRole("rowheader", { name: reason })).toBeVisible();
  }
  await axe(page);
  await page.getByRole("link", { name: "What levels open" }).click();
  await expect(page.getByText("You may hold 5 reviews at a time.")).toBeVisible();
  await axe(page);
  await page.goto("/badges");
  for (const rarity of ["Common", "Rare", "Ultimate", "Legendary"]) {
    await expect(page.getByRole("heading", { name: rarity, exact: true })).toBeVisible();
  }
  await axe(page);
});

test("what is earned while a page is open is told in passing", async ({ page, anotherPage, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "without script the next page has a dot");
  const theirs = await anotherPage();
  await join(page, somebody("Abel"));
  await join(theirs, somebody("Ruta"));
  const address = await submitted(theirs, "Many numbers", long);
  const listens = page.waitForResponse((response) => new URL(response.url()).pathname === "/earned/live");
  await page.goto("/levels");
  await listens;
  const other = await page.context().newPage();
  await review(other, address);
  await expect(page.getByText(/^\+\d+ XP: /)).toBeVisible();
  await expect(page.locator("[data-earned]")).toHaveAttribute("data-news", "");
  await other.close();
});

/** The ledger of a person, once it says what was just earned: jobs take a moment. */
async function xpOf(page: Page, handle: string, xp: RegExp, text?: string) {
  await expect(async () => {
    await page.goto(`/users/${handle}/xp`);
    await expect(page.locator(".tf-progress-line")).toContainText(xp, { timeout: 500 });
    await expect(page.locator(".tf-row").first()).toBeVisible({ timeout: 500 });
    if (text) await expect(page.getByText(text).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}

async function submitted(page: Page, title: string, code: string): Promise<string> {
  await page.goto("/reviews/new");
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("What do you want to hear about?").fill("Is it right?");
  await page.getByLabel("File name").fill("src/code.rs");
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Save and look it over" }).click();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published. Reviewers can find it now.")).toBeVisible();
  return new URL(page.url()).pathname;
}

async function review(page: Page, address: string) {
  await page.goto(address);
  await page.getByRole("button", { name: "Claim this review" }).click();
  await publish(page);
}

async function publish(page: Page) {
  await page.getByLabel("Fix it, then ship it").check();
  await page.getByLabel("In short").fill("Close to done.");
  await page.getByRole("button", { name: "Publish my review" }).click();
  await expect(page.getByText("Your review is published.")).toBeVisible();
}
