import { expect, join, signIn, somebody, test, type Person } from "../../support/test";
import type { Page } from "@playwright/test";

test("a group is planned, joined, full, waited for, and a seat that becomes free goes to the first in line", async ({ page, anotherPage, axe, mailbox, clock: _ }) => {
  test.setTimeout(120_000);
  await signIn(page, "tutor@demo.test");
  const { title, path } = await plan(page, axe);

  const [ada, bob, cyd] = [await aStudent(await anotherPage()), await aStudent(await anotherPage()), await aStudent(await anotherPage())];
  for (const { page: theirs } of [ada, bob]) {
    await theirs.goto(path);
    await theirs.getByRole("button", { name: "Take a seat" }).click();
    await expect(theirs.getByText("You have a seat. It stands among your bookings.")).toBeVisible();
  }
  await axe(ada.page);

  await cyd.page.goto(path);
  await expect(cyd.page.getByText(/All 2 seats are taken/)).toBeVisible();
  await cyd.page.getByRole("button", { name: "Join the waiting list" }).click();
  await expect(cyd.page.getByText("You are the first on the waiting list.")).toBeVisible();
  await axe(cyd.page);

  await bob.page.getByRole("link", { name: "See your booking" }).click();
  await expect(bob.page.getByRole("heading", { level: 1 })).toContainText(title);
  await bob.page.getByText("Cancel…").click();
  await bob.page.getByRole("button", { name: "Cancel the session" }).click();
  await expect(bob.page.getByText("Cancelled. The other side has been told.")).toBeVisible();

  await mailbox.newest(cyd.person.email, new RegExp(`A seat for you in ${title}`));
  await cyd.page.goto("/bookings");
  await cyd.page.getByRole("link", { name: new RegExp(title) }).click();
  await cyd.page.getByRole("link", { name: "Take your seat" }).click();
  await expect(cyd.page.getByText(/A seat is kept for you until/)).toBeVisible();
  await axe(cyd.page);
  await cyd.page.getByRole("button", { name: "Take your seat" }).click();
  await expect(cyd.page.getByText("You have a seat.", { exact: true })).toBeVisible();

  await page.goto(path);
  await expect(page.getByRole("link", { name: cyd.person.name })).toBeVisible();
  await page.getByText("Call it off…").click();
  await page.getByLabel("Why?").fill("I have lost my voice.");
  await axe(page);
  await page.getByRole("button", { name: "Call the group off" }).click();
  await expect(page.getByText("Called off. Everybody gets everything back and has been told.")).toBeVisible();
  await mailbox.newest(ada.person.email, new RegExp(`${title} .* does not take place`));
  await ada.page.goto(path);
  await expect(ada.page.getByText("Does not take place", { exact: true })).toBeVisible();
  await expect(ada.page.getByText("I have lost my voice.")).toBeVisible();
});

test("a time that several look for fills the form of a group in", async ({ page, axe }) => {
  await signIn(page, "tutor@demo.test");
  await page.goto("/teach/groups");
  await expect(page.getByRole("heading", { name: "Wanted together" })).toBeVisible();
  await expect(page.getByText(/^\d people look for it$/).first()).toBeVisible();
  await axe(page);
  await page.locator("a[href^='/teach/groups?subject=algebra']").first().click();
  await expect(page.getByLabel("Subject")).toHaveValue("algebra");
  await expect(page.getByLabel("Day")).toHaveValue(/^\d{4}-\d\d-\d\d$/);
  await expect(page.getByLabel(/^Begins at/)).toHaveValue(/^\d\d:\d\d$/);
});

test("anybody finds groups by subject, and has to sign in to join", async ({ page, axe }) => {
  await page.goto("/groups");
  await axe(page);
  const first = page.getByRole("main").locator("li a[href^='/groups/']").first();
  await first.click();
  await expect(page.getByRole("link", { name: "Sign in to join" }).or(page.getByText(/seats are taken/))).toBeVisible();
  await axe(page);
  await page.goto("/groups?subject=nothing-of-the-kind");
  await expect(page.getByText("No group of this subject is open at the moment.")).toBeVisible();
});

/** Plans one for two, at a time that no other test has taken; what is taken already is said. */
async function plan(page: Page, axe: (page: Page) => Promise<void>) {
  await page.goto("/teach/groups");
  const title = `Fractions ${Math.random().toString(36).slice(2, 8)}`;
  const day = new Date(Date.now() + (25 + Math.floor(Math.random() * 30)) * 24 * 3600_000).toISOString().slice(0, 10);
  const time = `0${2 + Math.floor(Math.random() * 4)}:${["00", "15", "30", "45"][Math.floor(Math.random() * 4)]}`;
  const fill = async (name: string) => {
    await page.locator("label").filter({ hasText: "In pairs" }).click();
    await page.getByLabel("Title").fill(name);
    await page.getByLabel("What you will do together").fill("We draw them until they are obvious.");
    await page.getByLabel("Day").fill(day);
    await page.getByLabel("Begins at").fill(time);
    await page.getByRole("button", { name: "Plan this group" }).click();
  };
  await fill(title);
  await expect(page.getByText("Planned. Your time is taken, and people can join.")).toBeVisible();
  const path = new URL(page.url()).pathname;
  await axe(page);

  await page.goto("/teach/groups");
  await fill("The same time");
  await expect(page.getByText(new RegExp(`You already have something then: ${title}`))).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("The same time");
  await axe(page);
  return { title, path };
}

async function aStudent(page: Page): Promise<{ page: Page; person: Person }> {
  const person = somebody("Samuel");
  await join(page, person);
  return { page, person };
}
