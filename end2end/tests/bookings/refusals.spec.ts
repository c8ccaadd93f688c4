import { expect, join, openForStudents, post, send, somebody, test, type Person } from "../../support/test";
import { chooseTime, times } from "../../support/slots";
import type { Page } from "@playwright/test";

type Teaching = { page: Page; person: Person };

test("an empty message and a start that makes no sense are named, and what was typed stays", async ({ page, anotherPage, axe }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);

  await goToBook(page, tutor);
  await pick(page);
  await submitAnyway(page);
  await expect(page.getByLabel("What do you want help with?")).toHaveAccessibleDescription(/Please fill this in/);
  await expect(times(page).and(page.locator(":checked"))).toHaveCount(1);
  await axe(page);

  await page.goto(`/tutors/${tutor.person.handle}/book?start=next-tuesday`);
  await page.getByLabel("What do you want help with?").fill("Fractions & <signs>");
  await submitAnyway(page);
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("What do you want help with?")).toHaveValue("Fractions & <signs>");

  const garbage = await post(page, `/tutors/${tutor.person.handle}/book`, { start: "garbage", subject: "algebra", message: "Hello" });
  expect(garbage.status()).toBe(422);
  expect((await garbage.text()).includes("Please enter a date and time that exist.")).toBe(true);
});

test("a time that was taken meanwhile offers the nearest ones", async ({ page, anotherPage }) => {
  const tutor = await aTutor(await anotherPage());
  const quicker = await anotherPage();
  await aStudent(quicker);
  await aStudent(page);

  await goToBook(page, tutor);
  const start = await pick(page);
  await page.getByLabel("What do you want help with?").fill("Before anyone else, please");
  await ask(quicker, tutor, start);
  await page.getByRole("button", { name: "Request this time" }).click();

  await expect(page.getByText("That time has just been taken.")).toBeVisible();
  await expect(page.getByText("The nearest free times:")).toBeVisible();
  await expect(page.getByLabel("What do you want help with?")).toHaveValue("Before anyone else, please");
  const another = page.getByRole("main").getByRole("link", { name: /\d\d:\d\d/ }).first();
  await another.click();
  await expect(page).toHaveURL(/start=/);
  await expect(times(page).and(page.locator(":checked"))).toHaveCount(1);
});

test("who has something at that time already is told so", async ({ page, anotherPage }) => {
  const [one, two] = [await aTutor(await anotherPage()), await aTutor(await anotherPage())];
  await aStudent(page);
  await goToBook(page, one);
  const start = await pick(page);
  await ask(page, one, start);
  const refused = await post(page, `/tutors/${two.person.handle}/book`, { start, subject: "algebra", message: "Both at once" });
  expect(refused.status()).toBe(409);
  expect((await refused.text()).includes("You already have something at that time.")).toBe(true);
});

test("a form that is sent twice is one booking", async ({ page, anotherPage }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);
  await goToBook(page, tutor);
  const start = await pick(page);
  const key = await page.getByRole("main").locator('input[name="key"]').first().inputValue();
  const form = { key, start, subject: "algebra", message: "Once is enough" };
  const path = `/tutors/${tutor.person.handle}/book`;
  const [first, second] = await Promise.all([send(page, path, form), send(page, path, form)]);
  expect(second).toBe(first);
  await page.goto("/bookings");
  await expect(page.getByRole("link", { name: `Algebra with ${tutor.person.name}` })).toHaveCount(1);
});

test("the student cancels with a word, and the time is free again", async ({ page, anotherPage, mailbox }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);
  const start = await bookSomething(page, tutor);
  await page.getByText("Cancel…").click();
  await page.getByLabel("A word of explanation").fill("I fell ill, sorry.");
  await page.getByRole("button", { name: "Cancel the session" }).click();
  await expect(page.getByText("Cancelled. The other side has been told.")).toBeVisible();
  await expect(page.getByText("I fell ill, sorry.")).toBeVisible();
  await mailbox.newest(tutor.person.email, /cancelled Algebra/);
  await page.goto(`/tutors/${tutor.person.handle}/book?start=${start}`);
  await expect(page.locator(`input[value="${start}"]`)).toBeChecked();
});

test("the tutor declines with a note, which the student reads", async ({ page, anotherPage, mailbox }) => {
  const tutor = await aTutor(await anotherPage());
  const student = await aStudent(page);
  await bookSomething(page, tutor);

  await tutor.page.goto("/");
  await tutor.page.getByRole("link", { name: `Algebra for ${student.name}` }).first().click();
  await tutor.page.getByText("Decline…").click();
  await tutor.page.getByLabel("A word for the student").fill("I am away that week.");
  await tutor.page.getByRole("button", { name: "Decline the request" }).click();
  await expect(tutor.page.getByText("Declined. The time is free again.")).toBeVisible();

  await page.reload();
  await expect(page.getByText("I am away that week.")).toBeVisible();
  await expect(page.getByText("You can ask for another time")).toBeVisible();
  await mailbox.newest(student.email, /cannot do Algebra/);
});

test("a step that came too late says why", async ({ page, anotherPage }) => {
  const tutor = await aTutor(await anotherPage());
  const student = await aStudent(page);
  await bookSomething(page, tutor);
  await tutor.page.goto("/");
  await tutor.page.getByRole("link", { name: `Algebra for ${student.name}` }).first().click();
  await send(page, new URL(page.url()).pathname, { action: "cancel", note: "" });
  await tutor.page.getByRole("button", { name: "Accept" }).click();
  await expect(tutor.page.getByText("This session was cancelled.")).toBeVisible();
});

test("somebody else's booking is not there", async ({ page, anotherPage }) => {
  const tutor = await aTutor(await anotherPage());
  await aStudent(page);
  await bookSomething(page, tutor);
  const path = new URL(page.url()).pathname;

  const curious = await anotherPage();
  await aStudent(curious);
  const response = await curious.goto(path);
  expect(response!.status()).toBe(404);
  await expect(curious.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  expect((await post(curious, path, { action: "cancel", note: "" })).status()).toBe(404);
});

test("nobody books themselves", async ({ page }) => {
  const me = await aTutor(page);
  await page.goto(`/tutors/${me.person.handle}/book`);
  await expect(page.getByText("This is you.")).toBeVisible();
  const form = { start: inTwoWeeks(), subject: "algebra", message: "Me and myself" };
  const refused = await post(page, `/tutors/${me.person.handle}/book`, form);
  expect(refused.status()).toBe(409);
  expect((await refused.text()).includes("This is you.")).toBe(true);
  await page.goto("/bookings");
  await expect(page.getByText("No session is coming up.")).toBeVisible();
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
  await page.goto(`/tutors/${tutor.person.handle}/book?from=${inTwoWeeks().slice(0, 10)}`);
}

const inTwoWeeks = () => new Date(Date.now() + 14 * 24 * 3600_000).toISOString();

/** Not the first one: then there are free times before and after it. */
const pick = (page: Page) => chooseTime(page, 2);

async function ask(page: Page, tutor: Teaching, start: string) {
  return send(page, `/tutors/${tutor.person.handle}/book`, { start, subject: "algebra", message: "Please" });
}

async function bookSomething(page: Page, tutor: Teaching): Promise<string> {
  await goToBook(page, tutor);
  const start = await pick(page);
  await page.getByLabel("What do you want help with?").fill("Fractions");
  await page.getByRole("button", { name: "Request this time" }).click();
  await expect(page.getByText("Your request is on its way.")).toBeVisible();
  return start;
}

/** Past the browser's own checks, as another browser might. */
async function submitAnyway(page: Page) {
  const button = page.getByRole("button", { name: "Request this time" });
  await button.evaluate((button: HTMLButtonElement) => (button.form!.noValidate = true));
  await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), button.click()]);
}
