import { expect, type Page } from "@playwright/test";

/** Searches for a tutor by name until they are found, a moment after they joined, and opens their page. */
export async function find(page: Page, name: string) {
  const found = page.getByRole("main").getByRole("link", { name, exact: true });
  await expect(async () => {
    await page.goto("/tutors");
    await page.getByRole("searchbox", { name: "What do you want to learn?" }).fill(name);
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await page.waitForURL(/q=/);
    await expect(found).toBeVisible({ timeout: 500 });
  }, `${name} among the tutors`).toPass({ timeout: 20_000 });
  await found.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** Waits until the search offers this hour of a tutor, or does not any more. */
export async function untilOffered(page: Page, name: string, start: string, offered = true) {
  const hour = (at: Date, part: Intl.DateTimeFormatOptions) => at.toLocaleString("en-GB", { timeZone: "Europe/Berlin", ...part });
  const time = (at: Date) => hour(at, { hour: "2-digit", minute: "2-digit" });
  const from = new Date(start);
  const until = new Date(from.getTime() + 3600_000);
  const wish = { q: name, day: hour(from, { weekday: "short" }).toLowerCase(), from: time(from), to: time(until) };
  const main = page.getByRole("main");
  await expect(async () => {
    await page.goto(`/tutors?${new URLSearchParams(wish)}`);
    await expect(main.getByRole("link", { name, exact: true })).toBeVisible({ timeout: 250 });
    await expect(main.locator(`a[href*="${start}"]`)).toHaveCount(offered ? 1 : 0, { timeout: 250 });
  }, `${start} is ${offered ? "" : "not "}on offer`).toPass({ timeout: 20_000 });
}
