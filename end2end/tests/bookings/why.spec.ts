import { expect, join, openForStudents, somebody, test } from "../../support/test";

test("why a time is not free is a question with an answer", async ({ page, anotherPage, axe }) => {
  const tutor = somebody("Tessa");
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);
  await join(page, somebody("Samuel"));
  const day = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
  const book = `/tutors/${tutor.handle}/book`;

  await page.goto(book);
  await page.getByText("Why is a time not free?").click();
  await page.getByLabel("Day").fill(day(20));
  await page.getByLabel("Time").fill("10:10");
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByRole("status")).toContainText("no session begins then. One begins at 10:00 and at 10:30.");
  await axe(page);
  await page.goto(`${book}?day=${day(20)}&time=10:30`);
  await expect(page.getByRole("status")).toContainText("is free.");
  await page.goto(`${book}?day=${day(-3)}&time=10:30`);
  await expect(page.getByRole("status")).toContainText("that has passed.");
  await page.goto(`${book}?day=${day(90)}&time=10:30`);
  await expect(page.getByRole("status")).toContainText("sessions are booked until");
  await theirs.goto(`${book}?day=${day(20)}&time=10:30`);
  await expect(theirs.getByText("This is you.")).toBeVisible();
  await expect(theirs.getByRole("status").filter({ hasText: "10:30 is free." })).toBeVisible();
});
