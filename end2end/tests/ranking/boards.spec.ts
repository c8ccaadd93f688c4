import { expect, join, send, somebody, test, type Person } from "../../support/test";
import { aTitle, publish } from "../../support/reviews";
import type { Page } from "@playwright/test";

const DAY = 24 * 60;

/** Reviews what the author has published, and so earns points for it. */
async function review(author: Page, reviewer: Page) {
  const address = await publish(author, aTitle("Read me"));
  await send(reviewer, address, { action: "claim" });
  await send(reviewer, address, { action: "open_thread", place: "main.rs:1", iteration: "1", kind: "bug", text: "This fails on an empty list." });
  await send(reviewer, address, { action: "publish_round", iteration: "1", verdict: "needs_work", summary: "One thing to look at." });
}

const line = (page: Page, person: Person) => page.locator("#board").getByRole("listitem").filter({ hasText: person.name });

/** Boards count each minute. */
async function shows(page: Page, address: string, person: Person) {
  await expect(async () => {
    await page.goto(address);
    await expect(line(page, person)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
}

test("a visitor reads the top and is told how boards count", async ({ page, axe }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Boards" }).filter({ visible: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Boards" })).toBeVisible();
  await expect(page.getByText("What is earned counts here after 24 hours")).toBeVisible();
  await expect(page.getByRole("link", { name: "Top 100" })).toHaveAttribute("aria-current", "page");
  await axe(page);
  await page.goto("/leaderboard?view=league");
  await expect(page.getByText("Sign in to see your league.")).toBeVisible();
  await page.goto("/leaderboard?period=day&board=language:cobol&view=top");
  await expect(page.getByText("Nobody has points here.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Day" })).toHaveAttribute("aria-current", "page");
});

test("what is not a board is the first board", async ({ page }) => {
  await page.goto("/leaderboard?period=century&board=planet:mars&view=sideways");
  await expect(page.getByRole("heading", { name: "Overall, of the last 7 days" })).toBeVisible();
});

test("who helped is on the boards a day later, near first, and can hide", async ({ page, anotherPage, clock, axe }) => {
  test.slow();
  const [author, reviewer] = [somebody("Abel"), somebody("Ruta")];
  const asks = await anotherPage();
  await join(asks, author);
  await join(page, reviewer);
  await page.goto("/leaderboard?view=near&board=language:rust");
  await expect(page.getByText(/You have no points on this board yet|Nobody has points here/)).toBeVisible();

  await review(asks, page);
  await clock.forward(DAY + 5);

  await shows(page, "/leaderboard?board=language:rust&period=day", reviewer);
  await expect(page.getByRole("link", { name: "Near you" })).toHaveAttribute("aria-current", "page");
  await expect(line(page, reviewer)).toHaveAttribute("aria-current", "true");
  await expect(line(page, reviewer).getByRole("link", { name: /points of/ })).toHaveAttribute("href", `/users/${reviewer.handle}/xp`);
  await axe(page);
  await page.getByRole("link", { name: "Top 100" }).click();
  await expect(page).toHaveURL(/view=top/);
  await expect(line(page, reviewer)).toBeVisible();
  await page.goto("/leaderboard?board=help:teaching&period=day&view=near");
  await expect(line(page, reviewer)).toHaveCount(0);

  await page.goto("/leaderboard");
  await page.getByLabel("Hide me from boards").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. That holds from now on.")).toBeVisible();
  await page.goto("/leaderboard?board=language:rust&period=day&view=near");
  await expect(line(page, reviewer)).toHaveCount(0);
  await asks.goto("/leaderboard?board=language:rust&period=day&view=top");
  await expect(line(asks, reviewer)).toHaveCount(0);
});

test("who does not want boards does not see them", async ({ page }) => {
  await join(page, somebody("Imani"));
  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: "Boards" }).click();
  await page.getByLabel("Do not show me boards").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("You chose not to see boards.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Boards", exact: true })).toHaveCount(0);
  await page.getByLabel("Do not show me boards").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("link", { name: "Boards", exact: true }).filter({ visible: true })).toHaveCount(1);
});

test("somebody new is in no league", async ({ page }) => {
  await join(page, somebody("Noor"));
  await page.goto("/leaderboard?view=league");
  await expect(page.getByText("You are in no league this week.")).toBeVisible();
});
