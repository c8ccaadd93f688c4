import { expect, join, openForStudents, send, somebody, test, type Person } from "../../support/test";
import { find } from "../../support/search";
import { chooseTime } from "../../support/slots";
import type { Page } from "@playwright/test";

type Someone = { page: Page; person: Person };

const aBooking = /\/bookings\/[0-9a-f-]+$/;

test("one student's whole path: found, held, asked, moved, every week, in a group after waiting, and cancelled", async ({ page, anotherPage, mailbox, axe, clock: _ }) => {
  test.setTimeout(150_000);
  const title = `Proofs together ${Math.random().toString(36).slice(2, 8)}`;
  const tutor = await someone(await anotherPage(), "Tessa");
  await openForStudents(tutor.page);
  const student = await someone(page, "Samuel");
  let session = "";

  await test.step("the student finds the tutor by search", async () => {
    await find(page, tutor.person.name);
    await page.getByRole("link", { name: "Book a session" }).click();
    await expect(page).toHaveURL(new RegExp(`/tutors/${tutor.person.handle}/book`));
  });

  await test.step("holds a time, and asks for it", async () => {
    await page.goto(`/tutors/${tutor.person.handle}/book?from=${dayIn(16)}`);
    await chooseTime(page, 20);
    await page.getByRole("button", { name: "Hold it for ten minutes" }).click();
    await expect(page.getByText("The time is yours for ten minutes.")).toBeVisible();
    await expect(page).toHaveURL(aBooking);
    await page.getByLabel("What do you want help with?").fill("Fractions, from the beginning");
    await page.getByRole("button", { name: "Request this time" }).click();
    await expect(page.getByText("Your request is on its way.")).toBeVisible();
    session = new URL(page.url()).pathname;
  });

  await test.step("the tutor accepts", async () => {
    await mailbox.newest(tutor.person.email, new RegExp(`${student.person.name} asks for`));
    await tutor.page.goto(session);
    await expect(tutor.page.getByText("Fractions, from the beginning")).toBeVisible();
    await tutor.page.getByRole("button", { name: "Accept" }).click();
    await expect(tutor.page.getByText("Accepted. Both of you have it")).toBeVisible();
    await mailbox.newest(student.person.email, new RegExp(`${tutor.person.name} said yes to`));
  });

  await test.step("the student proposes another time, and the tutor agrees", async () => {
    await page.goto(session);
    await page.getByText("Propose another time…").click();
    const times = page.getByRole("combobox", { name: "Another time" });
    const wanted = (await times.getByRole("option").nth(1).textContent())!.trim();
    await times.selectOption({ index: 1 });
    await page.getByLabel("Why?").fill("A train strike");
    await page.getByRole("button", { name: "Propose this time" }).click();
    await expect(page.getByText("Proposed. It stays where it is until the other side agrees.")).toBeVisible();

    await tutor.page.goto(session);
    await expect(tutor.page.getByText("A train strike").first()).toBeVisible();
    await tutor.page.getByRole("button", { name: "Agree to this time" }).click();
    await expect(tutor.page.getByText("Moved. Both of you have the new time now.")).toBeVisible();
    await page.goto(session);
    await expect(page.getByText(wanted).first()).toBeVisible();
    await axe(page);
  });

  await test.step("a session every week is asked for, and accepted", async () => {
    await page.goto(`/tutors/${tutor.person.handle}/book`);
    await page.getByRole("link", { name: "Every week at the same time" }).click();
    await page.getByRole("link", { name: "Later" }).click();
    await chooseTime(page, 40);
    await page.getByLabel("How many").selectOption("3");
    await page.getByRole("button", { name: "Show the dates" }).click();
    await expect(page.getByRole("combobox", { name: /\d\d:\d\d/ })).toHaveCount(3);
    await page.getByLabel("What do you want help with?").fill("Until the exam");
    await page.getByRole("button", { name: "Request these dates" }).click();
    await expect(page.getByText("You will get a mail when the dates are answered.")).toBeVisible();
    await expect(page).toHaveURL(aBooking);

    await tutor.page.goto(new URL(page.url()).pathname);
    await tutor.page.getByRole("button", { name: "Accept all 3" }).click();
    await expect(tutor.page.getByText("Accepted. All of them stand in your bookings now.")).toBeVisible();
  });

  await test.step("a group is full: the student waits in line, and takes the seat that is held for them", async () => {
    const group = await planForTwo(tutor.page, title);
    const [ada, bob] = [await someone(await anotherPage(), "Ada"), await someone(await anotherPage(), "Bob")];
    for (const other of [ada, bob]) await send(other.page, group, { action: "join" });

    await page.goto(group);
    await page.getByRole("button", { name: "Join the waiting list" }).click();
    await expect(page.getByText("You are the first on the waiting list.")).toBeVisible();

    await bob.page.goto(group);
    await bob.page.getByRole("link", { name: "See your booking" }).click();
    await cancel(bob.page);

    await mailbox.newest(student.person.email, new RegExp(`A seat for you in ${title}`));
    await page.goto("/bookings");
    await page.getByRole("link", { name: new RegExp(title) }).click();
    await page.getByRole("link", { name: "Take your seat" }).click();
    await expect(page.getByText(/A seat is kept for you until/)).toBeVisible();
    await page.getByRole("button", { name: "Take your seat" }).click();
    await expect(page.getByText("You have a seat.", { exact: true })).toBeVisible();
  });

  await test.step("all of it stands among the bookings", async () => {
    await page.goto("/bookings");
    await expect(page.getByRole("main").getByRole("link", { name: `Algebra with ${tutor.person.name}` })).toHaveCount(4);
    await expect(page.getByRole("link", { name: new RegExp(title) })).toBeVisible();
    await axe(page);
  });

  await test.step("the student reads what comes back, and cancels", async () => {
    await page.goto(session);
    await page.getByText("Cancel…").click();
    await expect(page.getByText("Cancel now: you get back €30 of €30, because it begins in 24 hours or more.")).toBeVisible();
    await page.getByRole("button", { name: "Cancel the session" }).click();
    await expect(page.getByText("Cancelled. The other side has been told.")).toBeVisible();
    await expect(page.getByText("Back to the student")).toBeVisible();
    await mailbox.newest(tutor.person.email, new RegExp(`${student.person.name} cancelled`));
  });
});

async function someone(page: Page, firstName: string): Promise<Someone> {
  const person = somebody(firstName);
  await join(page, person);
  return { page, person };
}

/** Far enough ahead that a clock moved by other tests does not reach it. */
const dayIn = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);

/** A tutor begins to offer groups of two, and plans the first on a day that the series has nothing on. */
async function planForTwo(page: Page, title: string): Promise<string> {
  const seats = { seats_min: "1", seats_max: "2", join_hours: "1" };
  const terms = { before_minutes: "0", after_minutes: "0", notice_hours: "0", horizon_days: "60", policy: "moderate", place: "room" };
  await send(page, "/teach/offerings/new", { kind: "group", title: "In pairs", price_60: "12", ...seats, ...terms });
  await page.goto("/teach/groups");
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("What you will do together").fill("We read one and write two.");
  await page.getByLabel("Day").fill(dayIn(26));
  await page.getByLabel("Begins at").fill("10:00");
  await page.getByRole("button", { name: "Plan this group" }).click();
  await expect(page.getByText("Planned. Your time is taken, and people can join.")).toBeVisible();
  await expect(page).toHaveURL(/\/groups\/[0-9a-f-]+$/);
  return new URL(page.url()).pathname;
}

async function cancel(page: Page) {
  await page.getByText("Cancel…").click();
  await page.getByRole("button", { name: "Cancel the session" }).click();
  await expect(page.getByText("Cancelled. The other side has been told.")).toBeVisible();
}
