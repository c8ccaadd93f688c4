import { becomeTutor } from "../../support/approval";
import { letter } from "../../support/letters";
import { expect, send, signIn, signUp, somebody, test } from "../../support/test";
import { find } from "../../support/search";
import { chooseTime } from "../../support/slots";
import type { Page } from "@playwright/test";
import type { Mailbox } from "../../support/mailbox";

const headline = "Algebra without fear";
const about = "We begin where you are, and take one honest step at a time.";

test("two strangers come, meet, and say how it was", async ({ page: theirs, anotherPage, mailbox, clock, axe }) => {
  test.setTimeout(150_000);
  const [tutor, student] = [somebody("Tessa"), somebody("Samuel")];
  const mine = await anotherPage();

  await test.step("a tutor joins and opens a page", async () => {
    await signUp(theirs, tutor);
    await beginToTeach(theirs);
    await addSubject(theirs, "Algebra");
    await sayHours(theirs);
    await send(theirs, "/verify", { action: "confirm", code: (await letter(theirs, tutor.email, "/verify")).code });
    await becomeTutor(theirs, { headline, about, languages: "en" });
    await openPage(theirs);
    await mailbox.newest(tutor.email, /Welcome to TutorForge/);
  });

  await test.step("a student joins, finds the tutor and asks for a session", async () => {
    await signUp(mine, student);
    await find(mine, tutor.name);
    await expect(mine.getByText("We begin where you are")).toBeVisible();
    await expect(mine.getByText("New here")).toBeVisible();
    await axe(mine);
    await askForTheFirstTime(mine, "I lose the thread when letters stand for numbers.");
    await expect(mine.getByRole("heading", { level: 1 })).toHaveText(`Algebra with ${tutor.name}`);
    await expect(mine.getByText("Your request is on its way.")).toBeVisible();
    await expect(mine.getByText(`${tutor.name} has not answered yet.`)).toBeVisible();
    await axe(mine);
    await mailbox.newest(student.email, new RegExp(`You asked ${tutor.name} for`));
  });

  await test.step("the tutor hears of it and accepts", async () => {
    await followMail(theirs, mailbox, tutor.email, new RegExp(`${student.name} asks for`));
    await theirs.goto("/");
    await expect(theirs.getByRole("heading", { name: "Hello, Tessa" })).toBeVisible();
    await theirs.getByRole("link", { name: `Algebra for ${student.name}` }).first().click();
    await expect(theirs.getByText("I lose the thread")).toBeVisible();
    await axe(theirs);
    await theirs.getByRole("button", { name: "Accept" }).click();
    await expect(theirs.getByText("Accepted. Both of you have it")).toBeVisible();
    await mailbox.newest(student.email, new RegExp(`${tutor.name} said yes to`));
  });

  await test.step("the session ends and the student marks it as done", async () => {
    await mine.goto(new URL(theirs.url()).pathname);
    await expect(mine.getByRole("button", { name: "Mark as done" })).toHaveCount(0);
    await clock.forward(3 * 60);
    await theirs.reload();
    await expect(theirs.getByText(`${student.name} can mark it as done`)).toBeVisible();
    await mine.reload();
    await expect(mine.getByText("It has ended.")).toBeVisible();
    await mine.getByRole("button", { name: "Mark as done" }).click();
    await expect(mine.getByText("Marked as done.")).toBeVisible();
  });

  await test.step("the student is asked how it was, and says it", async () => {
    await followMail(mine, mailbox, student.email, new RegExp(`How was Algebra with ${tutor.name}\\?`));
    await giveStars(mine, 4);
    await mine.getByLabel("In your words").fill("Letters make sense now.\nI would come again.");
    await mine.getByRole("button", { name: "Say how it was" }).click();
    await expect(mine.getByText("Thank you. It is shown once both of you have said it")).toBeVisible();
    await axe(mine);
  });

  await test.step("the tutor reads it only after saying how it was with the student", async () => {
    await followMail(theirs, mailbox, tutor.email, new RegExp(`${student.name} said how .* was`));
    await expect(theirs.getByText("Letters make sense now.")).toHaveCount(0);
    await giveStars(theirs, 5);
    await theirs.getByLabel("In your words").fill("Curious, and on time.");
    await theirs.getByRole("button", { name: "Say how it was" }).click();
    await expect(theirs.getByText("Letters make sense now.")).toBeVisible();
    await mine.reload();
    await expect(mine.getByText("Curious, and on time.")).toBeVisible();
  });

  await test.step("the tutor replies", async () => {
    await followMail(theirs, mailbox, tutor.email, new RegExp(`${student.name} rated .*: 4 of 5`));
    await theirs.getByLabel("Your reply").fill("You did the work. See you!");
    await theirs.getByRole("button", { name: "Publish my reply" }).click();
    await expect(theirs.getByText("Your reply is published.")).toBeVisible();
    await mailbox.newest(student.email, new RegExp(`${tutor.name} replied to your rating`));
  });

  await test.step("whom a rating is about may report it, and moderators read why", async () => {
    await mine.reload();
    await mine.getByText("Report the rating…").click();
    await mine.getByLabel("What is wrong with it?").fill("I was late, if anything.");
    await axe(mine);
    await mine.getByRole("button", { name: "Report the rating" }).click();
    await expect(mine.getByText("Reported. Those who look after this place read it.")).toBeVisible();
    const moderator = await anotherPage();
    await signIn(moderator, "moderator@demo.test");
    await moderator.goto("/admin/sessions");
    await expect(moderator.locator("section.tf-panel").filter({ hasText: student.name })).toContainText("Curious, and on time.");
  });

  await test.step("everyone can read both on the tutor's page", async () => {
    const anyone = await anotherPage();
    await expect(async () => {
      await anyone.goto(`/tutors/${tutor.handle}`);
      await expect(anyone.getByText(/from one rating/)).toBeVisible({ timeout: 250 });
    }).toPass({ timeout: 15_000 });
    const said = anyone.getByRole("article").filter({ hasText: student.name });
    await expect(said).toContainText("Letters make sense now.");
    await expect(said).toContainText("4 of 5 stars");
    await expect(said).toContainText("You did the work. See you!");
    await axe(anyone);
  });
});

async function beginToTeach(page: Page) {
  await page.goto("/teach");
  await page.getByLabel("Headline").fill(headline);
  await page.getByLabel("About you and your lessons").fill(about);
  await page.getByLabel("Price for an hour").fill("25");
  await page.getByLabel("Shortest notice").selectOption({ label: "None" });
  await page.getByLabel("English").check();
  await page.getByRole("button", { name: "Begin to teach" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
}

async function addSubject(page: Page, subject: string) {
  await page.getByRole("link", { name: "Add at least one subject" }).click();
  await page.getByLabel("Subject").selectOption({ label: subject });
  await page.getByLabel("School").check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Your subjects are up to date.")).toBeVisible();
}

async function sayHours(page: Page) {
  await page.getByRole("link", { name: "Say when you are free" }).click();
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]) {
    await page.getByRole("textbox", { name: day }).fill("00:00–23:59");
  }
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByText("Your hours are saved.")).toBeVisible();
}

async function openPage(page: Page) {
  await page.goto("/teach");
  await page.getByRole("link", { name: "Open your page to students" }).click();
  await page.getByLabel("My page is open to students").check();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await expect(page.getByText("Before students can book you")).toHaveCount(0);
}

async function askForTheFirstTime(page: Page, message: string) {
  await page.getByRole("link", { name: "Book a session" }).click();
  // The soonest of all: an hour from now at the latest.
  await chooseTime(page);
  await page.getByLabel("What do you want help with?").fill(message);
  await page.getByRole("button", { name: "Request this time" }).click();
  await page.waitForURL(/\/bookings\/.+/);
}

/** Opens the page that a mail leads to. */
async function followMail(page: Page, mailbox: Mailbox, to: string, subject: RegExp) {
  const mail = await mailbox.newest(to, subject);
  const link = mail.links.find((link) => link.includes("/bookings/"));
  expect(link, `a link to the booking in “${mail.subject}”`).toBeTruthy();
  await page.goto(new URL(link!).pathname);
}

async function giveStars(page: Page, stars: number) {
  await page.locator("label").filter({ hasText: `${stars} of 5` }).click();
  await expect(page.getByRole("radio", { name: `${stars} of 5` })).toBeChecked();
}
