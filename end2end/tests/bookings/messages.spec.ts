import { expect, join, openForStudents, signIn, somebody, test } from "../../support/test";

test("a student writes to a tutor, who is told and answers", async ({ page, anotherPage, mailbox, clock, axe }) => {
  test.slow();
  const tutor = somebody("Tessa");
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);
  const student = somebody("Samuel");
  await join(page, student);
  await page.goto("/messages");
  await expect(page.getByText("You have no messages.")).toBeVisible();
  await axe(page);

  await page.goto(`/tutors/${tutor.handle}`);
  await page.getByRole("link", { name: "Write", exact: true }).click();
  await axe(page);
  await page.getByLabel(`Your message to ${tutor.name}`).fill("Do you teach at *weekends*?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("list", { name: "Messages" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("listitem").locator("em")).toHaveText("weekends");
  await expect(page.getByLabel(`Your message to ${tutor.name}`)).toHaveValue("");

  await clock.forward(10);
  const mail = await mailbox.newest(tutor.email, new RegExp(`${student.name} wrote to you`));
  await theirs.goto(mail.links.find((link) => link.includes("/messages/"))!);
  await expect(theirs.getByText("Do you teach at weekends?")).toBeVisible();
  await theirs.goto("/messages");
  await expect(theirs.getByText("One new")).toHaveCount(0);
  await theirs.getByRole("main").getByRole("link", { name: student.name }).click();
  await theirs.getByLabel(`Your message to ${student.name}`).fill("On Saturdays.");
  await theirs.getByRole("button", { name: "Send" }).click();

  await page.goto("/messages");
  await expect(page.getByText("One new")).toBeVisible();
  await expect(page.getByText("On Saturdays.")).toBeVisible();
  await axe(page);
});

test("a message is reported, and a moderator decides", async ({ page, anotherPage, axe }) => {
  const tutor = somebody("Tessa");
  await join(page, tutor);
  await openForStudents(page);
  const theirs = await anotherPage();
  const student = somebody("Samuel");
  await join(theirs, student);
  await theirs.goto(`/messages/${tutor.handle}`);
  const words = `Buy my coins ${student.handle}`;
  await theirs.getByLabel(`Your message to ${tutor.name}`).fill(words);
  await theirs.getByRole("button", { name: "Send" }).click();

  await page.goto(`/messages/${student.handle}`);
  await page.getByText("Report", { exact: true }).click();
  await page.getByLabel("What is wrong with it?").fill("Advertising.");
  await page.getByRole("button", { name: "Report the message" }).click();
  await expect(page.getByText("Thank you. A moderator will look at it.")).toBeVisible();
  await expect(page.getByText("Reported", { exact: true })).toBeVisible();

  const moderator = await anotherPage();
  await signIn(moderator, "moderator@demo.test");
  await moderator.goto("/admin/reports");
  await axe(moderator);
  const report = moderator.locator("section.tf-panel").filter({ hasText: words });
  await report.getByLabel("What you did about it").fill("Wrote to them.");
  await report.getByRole("button", { name: "Mark as decided" }).click();
  await expect(moderator.getByText("Decided.")).toBeVisible();
  await expect(moderator.getByText(words)).toHaveCount(0);
});

test("who is blocked cannot write, and keeps what they typed", async ({ page, anotherPage, expectErrors }) => {
  expectErrors(/409/);
  const tutor = somebody("Tessa");
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);
  const student = somebody("Samuel");
  await join(page, student);
  await page.goto(`/messages/${tutor.handle}`);
  await page.getByLabel(`Your message to ${tutor.name}`).fill("Are you there?");
  await theirs.goto(`/users/${student.handle}`);
  await theirs.getByRole("button", { name: `Block ${student.name}` }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("You cannot write to this person.")).toBeVisible();
  await expect(page.getByLabel(`Your message to ${tutor.name}`)).toHaveValue("Are you there?");
  await page.goto(`/messages/${tutor.handle}`);
  await expect(page.getByText("You cannot write to this person.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toHaveCount(0);
});
