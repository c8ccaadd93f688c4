import { expect, join, openForStudents, post, signIn, somebody, test, type Person } from "../../support/test";
import { chooseTime } from "../../support/slots";
import type { Page } from "@playwright/test";

type Teaching = { page: Page; person: Person };

test("a time is held while one thinks, survives a reload, and is asked for or let go", async ({ page, anotherPage, axe, clock: _ }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);
  await goToBook(page, tutor);
  const start = await chooseTime(page, 2);
  await page.getByRole("button", { name: "Hold it for ten minutes" }).click();
  await expect(page.getByText("The time is yours for ten minutes.")).toBeVisible();
  await expect(page.getByText(/Until .*, in (9|10) minutes/).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText("Held for you")).toBeVisible();
  await axe(page);

  const other = await anotherPage();
  await aStudent(other);
  const taken = await post(other, `/tutors/${tutor.person.handle}/book`, { start, subject: "algebra", message: "Me too" });
  expect(taken.status()).toBe(409);

  await page.getByLabel("What do you want help with?").fill("Fractions");
  await page.getByRole("button", { name: "Request this time" }).click();
  await expect(page.getByText("Your request is on its way.")).toBeVisible();
  await expect(page.getByText("has not answered yet")).toBeVisible();

  await goToBook(page, tutor);
  await chooseTime(page, 5);
  await page.getByRole("button", { name: "Hold it for ten minutes" }).click();
  await page.getByRole("button", { name: "Let it go" }).click();
  await expect(page.getByText("Let go. The time is free again.")).toBeVisible();
});

test("what comes back is said before anybody cancels", async ({ page, anotherPage, axe }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);
  await booked(page, tutor);
  await accept(tutor, page);
  await page.reload();
  await page.getByText("Cancel…").click();
  await expect(page.getByText(/Cancel now: you get back €\d+ of €\d+, because it begins in 24 hours or more\./)).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Cancel the session" }).click();
  await expect(page.getByText("Cancelled. The other side has been told.")).toBeVisible();
  await expect(page.getByText("Back to the student")).toBeVisible();
});

test("a form that says another sum is refused with the new one", async ({ page, anotherPage }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);
  await booked(page, tutor);
  const refused = await post(page, new URL(page.url()).pathname, { action: "cancel", back: "1", note: "" });
  expect(refused.status()).toBe(409);
  expect((await refused.text()).includes("What you get back has changed")).toBe(true);
});

test("the tutor declines with another time, which the student takes with one click", async ({ page, anotherPage, axe, mailbox }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);
  await booked(page, tutor);
  await tutor.page.goto(page.url());
  await tutor.page.getByText("Decline…").click();
  await tutor.page.getByLabel("Another time instead").selectOption({ index: 1 });
  await axe(tutor.page);
  await tutor.page.getByRole("button", { name: "Decline the request" }).click();
  await expect(tutor.page.getByText("Declined. The time is free again.")).toBeVisible();

  await page.reload();
  await expect(page.getByText("offers another time instead").first()).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: /^Take / }).click();
  await expect(page.getByText("Settled. Both of you have it in your bookings now.")).toBeVisible();
  await mailbox.newest(tutor.person.email, /takes Algebra on/);
});

test("either side proposes another time, and nothing moves before the other agrees", async ({ page, anotherPage, axe, mailbox }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);
  await booked(page, tutor);
  await accept(tutor, page);
  await page.reload();
  await page.getByText("Propose another time…").click();
  await page.getByRole("combobox", { name: "Another time" }).selectOption({ index: 3 });
  await page.getByLabel("Why?").fill("A train strike");
  await axe(page);
  await page.getByRole("button", { name: "Propose this time" }).click();
  await expect(page.getByText("Proposed. It stays where it is until the other side agrees.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Take the proposal back" })).toBeVisible();

  await mailbox.newest(tutor.person.email, /would like to move Algebra/);
  await tutor.page.goto(page.url());
  await expect(tutor.page.getByText("A train strike").first()).toBeVisible();
  await axe(tutor.page);
  await tutor.page.getByRole("button", { name: "Agree to this time" }).click();
  await expect(tutor.page.getByText("Moved. Both of you have the new time now.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("agreed to the other time")).toBeVisible();
});

test("who comes late is waited for, and who did not come at all is said by who did, disputed, and decided by a moderator", async ({ page, anotherPage, clock, axe }) => {
  test.setTimeout(240_000);
  const tutor = await aTutor(await anotherPage());
  const student = await aStudent(page);
  await page.goto(`/tutors/${tutor.person.handle}/book`);
  await chooseTime(page);
  await page.getByLabel("What do you want help with?").fill("Fractions");
  await page.getByRole("button", { name: "Request this time" }).click();
  await page.waitForURL(/\/bookings\/.+/);
  const path = new URL(page.url()).pathname;
  await accept(tutor, page);

  await tutor.page.goto(path);
  await untilTheDoorIsOpen(tutor.page, clock);
  await tutor.page.getByRole("button", { name: "Into the room" }).click();
  await expect(tutor.page.getByText("You are there. The other side sees it.")).toBeVisible();
  await expect(tutor.page.getByRole("heading", { name: "Your room" })).toBeVisible();
  await expect(tutor.page.getByRole("link", { name: "Go in" })).toHaveAttribute("href", /^https:\/\/meet\.example\.org\/tutorforge-[0-9a-f]{32}#/);
  await axe(tutor.page);
  await tutor.page.getByRole("link", { name: "Back to the session" }).click();
  await expect(tutor.page.getByRole("link", { name: "Into the room" })).toBeVisible();

  await page.goto(`${path}/room`);
  await expect(page.getByRole("button", { name: "Into the room" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Go in" }), "nobody is in who has not said so").toHaveCount(0);
  await page.goto(path);
  await axe(page);
  await page.getByRole("button", { name: "15 minutes late" }).click();
  await expect(page.getByText("Said. The other side gets a mail at once.")).toBeVisible();
  await expect(page.getByText("You said that you are about 15 minutes late.")).toBeVisible();
  await tutor.page.reload();
  await expect(tutor.page.getByText(`${student.name} says that they are about 15 minutes late.`)).toBeVisible();
  await clock.forward(20);
  await tutor.page.reload();
  await expect(tutor.page.getByText(/did not come…$/)).toHaveCount(0);
  await clock.forward(20);
  await tutor.page.reload();
  await tutor.page.getByText(/did not come…$/).click();
  await tutor.page.getByLabel("What happened").fill("I waited.");
  await axe(tutor.page);
  await tutor.page.getByRole("button", { name: "Say that they did not come" }).click();
  await expect(tutor.page.getByText("Noted. The other side has three days")).toBeVisible();

  await page.goto(path);
  await page.getByLabel("What happened").fill("I was there.");
  await axe(page);
  await page.getByRole("button", { name: "It was not so" }).click();
  await expect(page.getByText("A moderator looks at it").first()).toBeVisible();

  const moderator = await anotherPage();
  await signIn(moderator, "moderator@demo.test");
  await moderator.goto("/admin/sessions");
  const dispute = moderator.locator("section.tf-panel").filter({ hasText: `${student.name} with ${tutor.person.name}` });
  await expect(dispute).toContainText("Did not check in");
  await expect(dispute).toContainText("I waited.");
  await axe(moderator);
  await dispute.getByText("It did not take place…").click();
  await dispute.getByRole("textbox", { name: "Why?" }).last().fill("Only one of them was there.");
  await dispute.getByRole("button", { name: "It did not take place" }).click();
  await expect(moderator.getByText("Decided: it did not take place.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Only one of them was there.")).toBeVisible();
});

async function aTutor(page: Page): Promise<Teaching> {
  const person = somebody("Tessa");
  await join(page, person);
  await openForStudents(page);
  return { page, person };
}

async function aStudent(page: Page): Promise<Person> {
  const person = somebody("Samuel");
  await join(page, person);
  return person;
}

/** Two weeks ahead, where the clock that other tests move does not come. */
async function goToBook(page: Page, tutor: Teaching) {
  const day = new Date(Date.now() + 14 * 24 * 3600_000).toISOString().slice(0, 10);
  await page.goto(`/tutors/${tutor.person.handle}/book?from=${day}`);
}

async function booked(page: Page, tutor: Teaching) {
  await goToBook(page, tutor);
  await chooseTime(page, 2);
  await page.getByLabel("What do you want help with?").fill("Fractions");
  await page.getByRole("button", { name: "Request this time" }).click();
  await expect(page.getByText("Your request is on its way.")).toBeVisible();
}

async function accept(tutor: Teaching, page: Page) {
  await tutor.page.goto(page.url());
  await tutor.page.getByRole("button", { name: "Accept" }).click();
  await expect(tutor.page.getByText("Accepted. Both of you have it")).toBeVisible();
}

/** Late in the evening the soonest time is the next day’s: the door opens ten minutes before. */
async function untilTheDoorIsOpen(page: Page, clock: { forward(minutes: number): Promise<void> }) {
  for (let tries = 0; tries < 30; tries++) {
    if (await page.getByRole("button", { name: "Into the room" }).count()) return;
    await clock.forward(5);
    await page.reload();
  }
  throw new Error("the door never opened");
}
