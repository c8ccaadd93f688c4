import { expect, join, openForStudents, somebody, test } from "../../support/test";
import type { Page } from "@playwright/test";

test("another zone shows other times", async ({ page, anotherPage }) => {
  const tutor = somebody("Tessa");
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);

  await join(page, somebody("Ada"), "Europe/Berlin");
  const berlin = await firstTime(page, tutor.handle);
  await page.goto("/settings/profile");
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
  await page.getByLabel("Time zone").selectOption("Asia/Kolkata");
  await page.getByRole("button", { name: "Save times" }).click();
  await expect(page.getByText("Your settings are saved.")).toBeVisible();
  const kolkata = await firstTime(page, tutor.handle);
  // The same instant, written for somebody else.
  expect(clock(kolkata)).not.toBe(clock(berlin));
  await expect(page.getByText("In your zone, Kolkata")).toBeVisible();
});

test("name and words are kept, and shown to others", async ({ page, axe }) => {
  const person = somebody("Ada");
  await join(page, person);
  await page.goto("/settings");
  await axe(page);
  await page.getByRole("link", { name: "Profile" }).click();
  await axe(page);
  await page.getByLabel("Your name").fill("Ada <b>& Co</b>");
  await page.getByLabel("A few lines about you").fill("First line\nSecond </textarea> line");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Your settings are saved.")).toBeVisible();
  await expect(page.getByLabel("A few lines about you")).toHaveValue("First line\nSecond </textarea> line");
  await page.goto(`/users/${person.handle}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada <b>& Co</b>");
  await expect(page).toHaveTitle(/Ada <b>& Co<\/b>/);
  await expect(page.getByText("Second </textarea> line")).toBeVisible();
});

test("the theme is chosen with and without script, and stays", async ({ page }) => {
  await page.goto("/tutors");
  await choose(page, "Dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page).toHaveURL(/\/tutors$/);
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await choose(page, "As the system");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", /.*/);
});

async function choose(page: Page, theme: string) {
  await page.getByLabel("Colours of the page").click();
  await page.getByRole("button", { name: theme }).click();
}

async function firstTime(page: Page, handle: string) {
  await page.goto(`/tutors/${handle}`);
  return (await page.getByRole("main").getByRole("link", { name: /\d\d:\d\d/ }).first().textContent()) ?? "";
}

const clock = (words: string) => words.match(/\d\d:\d\d/)?.[0];
