import { expect, join, openForStudents, send, somebody, test } from "../../support/test";
import { untilOffered } from "../../support/search";
import { times } from "../../support/slots";
import type { Clock } from "../../support/clock";
import type { Mail } from "../../support/mailbox";

test("a search is saved, changed and removed", async ({ page, axe }) => {
  await join(page, somebody("Sam"));
  await page.goto("/tutors?subject=rust&day=sat");
  await page.getByRole("link", { name: "Save this search" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Rust · Sat, the next four weeks");
  await page.getByLabel("Name").fill(" ");
  await page.getByRole("button", { name: "Save search" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Please fill this in.");
  await page.getByLabel("Name").fill("Rust on Saturdays");
  await page.getByLabel(/Once a day/).check();
  await axe(page);
  await page.getByRole("button", { name: "Save search" }).click();
  await expect(page).toHaveURL(/\/searches$/);
  await expect(page.getByText("Told daily")).toBeVisible();
  await axe(page);

  await page.getByText("Change…").click();
  await page.getByLabel("Name").fill("Rust");
  await page.getByLabel(/Not at all/).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Not told")).toBeVisible();
  await page.getByRole("link", { name: "Rust", exact: true }).click();
  await expect(page).toHaveURL(/\/tutors\?subject=rust&day=sat&within=four-weeks/);

  await page.goto("/searches");
  await page.getByText("Change…").click();
  await page.getByRole("button", { name: "Remove search" }).click();
  await expect(page.getByText("You keep no search yet.")).toBeVisible();
});

test("whoever is not signed in comes back to saving after the door", async ({ page }) => {
  await page.goto("/tutors?subject=rust");
  await page.getByRole("link", { name: "Save this search" }).click();
  await expect(page).toHaveURL(/\/signin\?next=%2Fsearches%3Fnew%3D/);
});

test("a time that opens is told by mail, once, and the mail stops the mails", async ({ page, anotherPage, mailbox, axe, clock }) => {
  const [tutor, student, other] = [somebody("Tessa"), somebody("Samuel"), somebody("Olga")];
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);
  await join(page, student);
  await send(page, `/searches?new=${encodeURIComponent(`q=${tutor.name}`)}`, {
    action: "save",
    query: `q=${tutor.name}`,
    name: "Tessa's times",
    alert: "at-once",
  });

  // Somebody else books a time and cancels it: it is free again.
  const others = await anotherPage();
  await join(others, other);
  const later = new Date(Date.now() + 14 * 24 * 3600_000).toISOString().slice(0, 10);
  await others.goto(`/tutors/${tutor.handle}/book?from=${later}`);
  const start = await times(others).first().inputValue();
  await untilOffered(others, tutor.name, start);
  const booking = await send(others, `/tutors/${tutor.handle}/book`, { start, subject: "algebra", message: "Fractions" });
  await untilOffered(others, tutor.name, start, false);
  await send(others, booking, { action: "cancel", note: "" });
  await untilOffered(others, tutor.name, start);

  const mail = await inOneMail(clock, () => mailbox.newest(student.email, /free time/, 3_000));
  expect(mail.text).toContain("Tessa's times");
  const slot = mail.links.find((link) => link.includes("/book?start="))!;
  await page.goto(slot);
  await expect(page.locator('input[name="start"]:checked')).toHaveCount(1);

  await page.context().clearCookies();
  await page.goto(mail.links.find((link) => link.includes("/searches/stop"))!);
  await axe(page);
  await page.getByRole("button", { name: "Stop these mails" }).click();
  await expect(page.getByText("You get no more mails about this search.")).toBeVisible();
  await page.goto(mail.links.find((link) => link.includes("/searches/stop"))!);
  await expect(page.getByText("You get no mails about this search.")).toBeVisible();
});

/** What opens within a minute is gathered into one mail: the clock moves on until it is sent. */
async function inOneMail(clock: Clock, look: () => Promise<Mail>): Promise<Mail> {
  for (let tries = 1; ; tries++) {
    await clock.forward(2);
    try {
      return await look();
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}
