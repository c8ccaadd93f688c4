import { expect, join, openForStudents, somebody, test } from "../../support/test";
import { chooseTime } from "../../support/slots";

test("a tutor offers a second thing, and a student books it by its length", async ({ page, anotherPage, axe }) => {
  test.slow();
  const tutor = somebody("Tessa");
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);

  await theirs.goto("/teach");
  await theirs.getByRole("link", { name: "What you offer" }).click();
  await expect(theirs.getByRole("link", { name: "Lesson", exact: true })).toBeVisible();
  await axe(theirs);
  await theirs.getByRole("main").getByRole("link", { name: "Trial lesson" }).click();
  await theirs.getByLabel("Title").fill("First steps <b>");
  await theirs.getByRole("button", { name: "Offer it" }).click();
  await expect(theirs.getByText("Please give the price of at least one length. 0 is free.").first()).toBeVisible();
  await expect(theirs.getByLabel("Title")).toHaveValue("First steps <b>");
  await axe(theirs);
  await theirs.getByLabel("30 minutes", { exact: true }).fill("0");
  await theirs.getByLabel("60 minutes", { exact: true }).fill("12,50");
  await theirs.getByRole("button", { name: "Offer it" }).click();
  await expect(theirs.getByText("Saved. This is what students see from now on.")).toBeVisible();
  await expect(theirs.getByText("Trial lesson · 30 minutes free, 60 minutes €12.50")).toBeVisible();

  await join(page, somebody("Samuel"));
  await page.goto(`/tutors/${tutor.handle}`);
  await axe(page);
  await page.getByRole("link", { name: /60 minutes · €12\.50.*First steps <b>/ }).click();
  await expect(page.getByText("First steps <b> · 60 minutes · €12.50 · all times in your zone")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: /30 minutes · free/ }).click();
  await page.getByRole("link", { name: "Later" }).click();
  await chooseTime(page, 4);
  await page.getByLabel("What do you want help with?").fill("Where to begin");
  await page.getByRole("button", { name: "Request this time" }).click();
  await expect(page.getByText("Your request is on its way.")).toBeVisible();
  await expect(page.getByText("First steps <b>").first()).toBeVisible();
  await page.goto(`/tutors/${tutor.handle}`);
  await page.getByRole("link", { name: /30 minutes · free/ }).click();
  await chooseTime(page, 9);
  await page.getByLabel("What do you want help with?").fill("Once more");
  await page.getByRole("button", { name: "Request this time" }).click();
  await expect(page.getByText("A trial lesson is for getting to know each other").first()).toBeVisible();
  await expect(page.getByLabel("What do you want help with?")).toHaveValue("Once more");

  const old = page.url();
  await theirs.getByRole("button", { name: /Move up.*First steps/ }).click();
  await theirs.getByRole("button", { name: /Stop offering it.*First steps/ }).click();
  await expect(theirs.getByRole("heading", { name: "Not offered any more" })).toBeVisible();
  await page.goto(old);
  await expect(page.getByText("What you had chosen is not offered any more.")).toBeVisible();
  await theirs.getByRole("button", { name: /Offer it again.*First steps/ }).click();
  await expect(theirs.getByRole("heading", { name: "Not offered any more" })).toBeHidden();
});
