import { expect, join, openForStudents, somebody, test } from "../../support/test";
import type { Page } from "@playwright/test";

test("words, filters and order live in the address", async ({ page, axe, isMobile }) => {
  await page.goto("/tutors");
  await page.getByRole("searchbox").fill("algebra");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/[?&]q=algebra/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tutors for “algebra”");

  await openFilters(page, isMobile);
  await page.getByRole("link", { name: /^School/ }).click();
  await expect(page).toHaveURL(/q=algebra.*level=school/);
  await openFilters(page, isMobile);
  await page.getByLabel("At most, an hour").fill("60");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/q=algebra/);
  await expect(page).toHaveURL(/level=school/);
  await expect(page).toHaveURL(/price=60/);
  await expect(page.getByRole("link", { name: /Remove filter: *Up to €60/ })).toBeVisible();

  await page.getByRole("navigation", { name: "Order" }).getByRole("link", { name: "Lowest price" }).click();
  await expect(page).toHaveURL(/q=algebra.*level=school.*price=60.*sort=price/);
  await expect(page.getByRole("link", { name: "Lowest price" })).toHaveAttribute("aria-current", "page");
  const prices = await page.getByRole("main").getByText(/^[€$£]\d/).allInnerTexts();
  const euros = prices.filter((price) => price.startsWith("€")).map((price) => Number(price.slice(1)));
  expect(euros).toEqual([...euros].sort((a, b) => a - b));
  await axe(page);

  // The address alone says it all.
  await page.goto(page.url());
  await expect(page.getByRole("searchbox")).toHaveValue("algebra");
  await openFilters(page, isMobile);
  await expect(page.getByRole("link", { name: /^School/ })).toHaveAttribute("aria-current", "true");
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).not.toHaveURL(/level=|price=/);
  await expect(page).toHaveURL(/q=algebra/);
});

test("where nobody fits, leaving something out is one press", async ({ page, axe }) => {
  await page.goto("/tutors?q=algebra&language=fi");
  await expect(page.getByText("Nobody fits all of this.")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: /^(Any price|Any language): .*tutor/ }).first().click();
  await expect(page.getByText("Nobody fits all of this.")).toHaveCount(0);
  await expect(page).toHaveURL(/q=algebra/);
});

test("words that mean nothing leave a way on", async ({ page }) => {
  await page.goto("/tutors?q=xqzzv");
  await expect(page.getByText("Nobody fits all of this.")).toBeVisible();
  await page.getByRole("link", { name: "Show everyone" }).click();
  await expect(page).toHaveURL(/\/tutors$/);
});

test("a slip of the keys is put right, and said so", async ({ page }) => {
  await page.goto("/tutors?q=algebre");
  await expect(page.getByText("Nobody was found for “algebre”. Showing tutors for “algebra”.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "Algebra" }).first()).toBeVisible();
});

test("paging goes on where the page ended, and back", async ({ page }) => {
  await page.goto("/tutors");
  const first = await names(page);
  await page.getByRole("link", { name: "More tutors" }).click();
  await expect(page).toHaveURL(/after=/);
  const second = await names(page);
  expect(second.filter((name) => first.includes(name))).toEqual([]);
  await page.getByRole("link", { name: "Back to the first" }).click();
  await expect(page).toHaveURL(/\/tutors$/);
});

test("nonsense in the address is no error", async ({ page }) => {
  const response = await page.goto("/tutors?level=god&price=-1&rating=nine&sort=up&after=%00%ff&subject=%3Cb%3E&q=%27%3B--");
  expect(response!.status()).toBe(200);
});

test("a free time leads straight into booking it", async ({ page }) => {
  const [tutor, student] = [somebody("Tessa"), somebody("Samuel")];
  await join(page, tutor);
  await openForStudents(page);
  await page.context().clearCookies();
  await join(page, student);
  await expect(async () => {
    await page.goto(`/tutors?q=${encodeURIComponent(tutor.name)}`);
    await expect(page.getByRole("main").getByRole("link", { name: tutor.name, exact: true })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole("main").getByRole("link", { name: /\d\d:\d\d/ }).last().click();
  await expect(page).toHaveURL(new RegExp(`/tutors/${tutor.handle}/book\\?start=`));
  const start = new URL(page.url()).searchParams.get("start");
  await expect(page.locator(`input[name="start"][value="${start}"]`)).toBeChecked();
});

test("typing offers subjects and tutors", async ({ page, javaScriptEnabled, axe }) => {
  test.skip(javaScriptEnabled === false, "needs script by its nature");
  await typeUntilOffered(page, "alge", "Algebra");
  await axe(page);
  await page.getByRole("main").getByRole("link", { name: /^Algebra\s*Subject$/ }).click();
  await expect(page).toHaveURL(/subject=algebra/);
});

test("Escape puts the offers away", async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, "needs script by its nature");
  await typeUntilOffered(page, "alge", "Algebra");
  await page.getByRole("searchbox").press("Escape");
  await expect(page.getByRole("link", { name: /^Algebra\s*Subject$/ })).toHaveCount(0);
});

test("who is free when I am", async ({ page, axe, isMobile }) => {
  await page.goto("/tutors");
  await openFilters(page, isMobile);
  await page.getByRole("link", { name: "Evenings", exact: true }).click();
  await expect(page).toHaveURL(/from=17%3A00&to=22%3A00&within=four-weeks/);
  await expect(page.getByText("Free when you are").first()).toBeVisible();
  const times = await page.locator("main time").allInnerTexts();
  expect(times.length).toBeGreaterThan(3);
  for (const time of times) expect(Number(time.match(/(\d\d):\d\d$/)![1])).toBeGreaterThanOrEqual(17);
  await expect(page.getByRole("link", { name: /Remove filter: *Free 17:00–22:00/ })).toBeVisible();

  await openFilters(page, isMobile);
  await expect(page.getByLabel("From")).toHaveValue("17:00");
  await page.getByLabel("Saturday").check();
  await page.getByLabel("From").fill("09:00");
  await page.getByLabel("How soon").selectOption("The next two weeks");
  await page.getByRole("button", { name: "Show who is free" }).click();
  await expect(page).toHaveURL(/day=sat&from=09%3A00&to=22%3A00&within=two-weeks/);
  for (const time of await page.locator("main time").allInnerTexts()) expect(time).toMatch(/^Sat /);
  await axe(page);
  await page.getByRole("link", { name: /Remove filter: *Free Sat/ }).click();
  await expect(page).toHaveURL(/\/tutors$/);
});

test("every result says why it is there", async ({ page }) => {
  await page.goto("/tutors?q=calculus");
  await expect(page.getByText("Teaches Analysis").first()).toBeVisible();
});

const openFilters = async (page: Page, isMobile: boolean) => {
  if (isMobile) await page.getByText(/^Filters/).first().click();
};

const names = (page: Page) =>
  page.getByRole("main").getByRole("link").and(page.locator('a[href^="/tutors/"]:not([href*="/book"])')).allInnerTexts();

/** The island wakes a moment after the page is shown. */
async function typeUntilOffered(page: Page, words: string, offered: string) {
  await page.goto("/tutors");
  const field = page.getByRole("searchbox");
  await expect(async () => {
    await field.fill("");
    await field.pressSequentially(words);
    await expect(page.getByRole("link", { name: new RegExp(`^${offered}\\s*Subject$`) })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 15_000 });
}
