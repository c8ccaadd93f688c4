import { expect, join, openForStudents, send, somebody, test } from "../../support/test";
import type { Page } from "@playwright/test";

const path = "/teach/availability";

/** So many days from today on, as a date field takes it. */
function inDays(days: number) {
  return new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
}

const times = (page: Page, day: string) => page.getByRole("textbox", { name: day });
const half = (page: Page, name: string) => page.getByRole("checkbox", { name, exact: true });

async function beginToTeach(page: Page) {
  await join(page, somebody("Tessa"));
  await openForStudents(page);
  await send(page, path, { action: "hours", mon: "09:00–12:15", tue: "10:00-11:00" });
}

test("hours are ticked, typed, copied and taken back", async ({ page, axe }) => {
  await beginToTeach(page);
  await page.goto(path);
  await axe(page);
  await expect(times(page, "Monday")).toHaveValue("09:00–12:15");
  await expect(half(page, "Monday 12:00–12:30, partly")).toBeChecked();
  await half(page, "Monday 09:30–10:00").uncheck();
  await half(page, "Wednesday 08:00–08:30").check();
  await times(page, "Friday").fill("14-15:45; 20-24");
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByText("Your hours are saved.")).toBeVisible();
  await expect(times(page, "Monday")).toHaveValue("09:00–09:30, 10:00–12:15");
  await expect(times(page, "Wednesday")).toHaveValue("08:00–08:30");
  await expect(times(page, "Friday")).toHaveValue("14:00–15:45, 20:00–24:00");
  await expect(half(page, "Friday 23:30–24:00")).toBeChecked();

  await times(page, "Tuesday").fill("mornings");
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByRole("alert")).toContainText("Please write times like 09:00–12:15");
  await expect(times(page, "Tuesday")).toHaveValue("mornings");

  await page.goto(path);
  await page.getByLabel("The hours of").selectOption("Monday");
  await page.getByRole("group", { name: "To" }).getByLabel("Sunday").check();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(times(page, "Sunday")).toHaveValue("09:00–09:30, 10:00–12:15");
  await page.getByRole("button", { name: "Undo the last change" }).click();
  await expect(page.getByText("Undone. Your hours are as they were before.")).toBeVisible();
  await expect(times(page, "Sunday")).toHaveValue("");
});

test("days off, single days and weeks of them", async ({ page, axe }) => {
  await beginToTeach(page);
  await page.goto(`${path}?part=days`);
  const holiday = page.locator("section.tf-panel").filter({ hasText: "Take days off" });
  await holiday.getByLabel("Name").fill("Easter");
  await holiday.getByLabel("First day").fill(inDays(20));
  await holiday.getByLabel("Last day").fill(inDays(10));
  await holiday.getByRole("button", { name: "Take these days off" }).click();
  await expect(page.getByRole("alert")).toContainText("The end must come after the start.");
  await holiday.getByLabel("Last day").fill(inDays(30));
  await holiday.getByRole("button", { name: "Take these days off" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Easter" })).toBeVisible();

  const day = page.locator("section.tf-panel").filter({ hasText: "Change a day" });
  await day.getByLabel("Day", { exact: true }).fill(inDays(7));
  await day.getByLabel("I am free at these times instead").check();
  await day.getByLabel("Times, if you are free").fill("16:00–17:30");
  await day.getByRole("button", { name: "Save this day" }).click();
  const list = page.locator("section.tf-section").filter({ hasText: "Single days" }).getByRole("listitem");
  await expect(list).toContainText("16:00–17:30");

  const week = page.locator("section.tf-panel").filter({ hasText: "Copy a week" });
  await week.getByLabel("The single days of the week of").fill(inDays(7));
  await week.getByLabel("To the days from").fill(inDays(13));
  await week.getByLabel("until", { exact: true }).fill(inDays(29));
  await week.getByRole("button", { name: "Copy this week" }).click();
  await expect(list).toHaveCount(4);
  await axe(page);
  await page.getByRole("button", { name: /Remove.*Easter/ }).click();
  await expect(page.getByText("You have taken no days off.")).toBeVisible();
});

test("a season has hours of its own, and the preview shows what is left", async ({ page, axe }) => {
  await beginToTeach(page);
  await page.goto(`${path}?part=seasons`);
  await page.getByLabel("Name").fill("Exam season");
  await page.getByLabel("First day").fill(inDays(0));
  await page.getByLabel("Last day").fill(inDays(20));
  await page.getByRole("button", { name: "Add season" }).click();
  await expect(times(page, "Monday")).toHaveValue("09:00–12:15");
  for (const day of ["Monday", "Tuesday"]) await times(page, day).fill("");
  await times(page, "Saturday").fill("10:00–12:00");
  await axe(page);
  await page.getByRole("button", { name: "Save season" }).click();
  await expect(page.getByText("Your hours are saved.")).toBeVisible();

  await page.goto(`${path}?part=preview`);
  await page.getByLabel("Time zone").selectOption("Africa/Addis_Ababa");
  await page.getByLabel("Length of a session").selectOption("90");
  await page.getByRole("button", { name: "Show" }).click();
  await axe(page);
  await expect(page.getByRole("heading", { name: /times to begin in the next two weeks, in Addis Ababa/ })).toBeVisible();
  const saturday = page.locator(".tf-free-times > div").filter({ hasText: /^Sat/ }).last();
  await expect(saturday.getByRole("listitem")).toHaveCount(2);
});

test("the grid is walked by keys and painted by mouse", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "a convenience of the script");
  await beginToTeach(page);
  await page.goto(path);
  const first = half(page, "Monday 08:00–08:30");
  await first.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(half(page, "Tuesday 08:30–09:00")).toBeFocused();
  await expect(times(page, "Monday")).toHaveValue("08:00–08:30, 09:00–12:15");
  await expect(times(page, "Tuesday")).toHaveValue("08:00–08:30, 10:00–11:00");

  const [from, to] = [half(page, "Thursday 10:00–10:30"), half(page, "Thursday 11:30–12:00")];
  await from.hover();
  await page.mouse.down();
  await to.hover();
  await page.mouse.up();
  await expect(times(page, "Thursday")).toHaveValue(/10:00–10:30/);
  await times(page, "Thursday").fill("10:15–11:00");
  await expect(half(page, "Thursday 10:00–10:30, partly")).toBeChecked();
  await expect(half(page, "Thursday 11:30–12:00")).not.toBeChecked();
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByText("Your hours are saved.")).toBeVisible();
  await expect(times(page, "Thursday")).toHaveValue("10:15–11:00");
  await expect(times(page, "Tuesday")).toHaveValue("08:00–08:30, 10:00–11:00");
});
