import { expect, join, openForStudents, send, somebody, test } from "../../support/test";
import { chooseTime } from "../../support/slots";

test("weeks are asked for in one go, a date that is taken is moved, all are accepted, the later ones cancelled", async ({ page, anotherPage, axe }) => {
  const tutor = somebody("Tessa");
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);
  await join(page, somebody("Samuel"));
  await page.goto(`/tutors/${tutor.handle}/book`);
  await page.getByRole("link", { name: "Every week at the same time" }).click();
  await expect(page.getByRole("heading", { name: /Regular sessions with/ })).toBeVisible();
  await page.getByRole("link", { name: "Later" }).click();
  const start = await chooseTime(page, 40);
  const third = new Date(Date.parse(start) + 14 * 24 * 3600_000).toISOString().replace(".000", "");
  await send(page, `/tutors/${tutor.handle}/book`, { start: third, subject: "algebra", message: "Already mine" });
  await page.getByLabel("How many").selectOption("4");
  await page.getByRole("button", { name: "Show the dates" }).click();
  await expect(page.getByText("One date is not free. Choose another time for it, or leave it out.")).toBeVisible();
  await expect(page.getByText(/has something from|you have something yourself/)).toBeVisible();
  await axe(page);
  await expect(page.getByRole("combobox", { name: /\d\d:\d\d/ })).toHaveCount(4);
  await page.getByRole("combobox", { name: /\d\d:\d\d/ }).nth(2).selectOption({ index: 2 });
  await page.getByLabel("What do you want help with?").fill("Until the exam");
  await page.getByRole("button", { name: "Request these dates" }).click();
  await expect(page.getByText("You will get a mail when the dates are answered.")).toBeVisible();
  const series = page.getByRole("heading", { name: "The whole series" });
  await expect(series).toBeVisible();
  await axe(page);

  await theirs.goto(page.url());
  await theirs.getByRole("button", { name: "Accept all 4" }).click();
  await expect(theirs.getByText("Accepted. All of them stand in your bookings now.")).toBeVisible();
  await axe(theirs);

  await page.reload();
  await page.getByText("Cancel this one and the later ones…").click();
  await expect(page.getByText("€120 of €120 go back to the student.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel 4 sessions" }).click();
  await expect(page.getByText("Cancelled. The other side has been told.")).toBeVisible();
});
