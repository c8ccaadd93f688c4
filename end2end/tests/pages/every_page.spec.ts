import { comeBack, expect, join, openForStudents, send, somebody, test } from "../../support/test";
import { times } from "../../support/slots";
import type { Page } from "@playwright/test";

const forAnyone = [
  "/",
  "/signup",
  "/signin",
  "/verify",
  "/verify?letter=x&code=K7PM2QXF",
  "/reset",
  "/reset?step=code",
  "/reset?letter=x&code=K7PM2QXF",
  "/signin/join",
  "/signin/second",
  "/signin/passkey",
  "/signin/failed?why=ProviderAway&with=school",
  "/tutors",
  "/tutors?q=algebra",
  "/tutors?q=xqzzv",
  "/tutors?day=sat&from=09:00&to=13:00&within=two-weeks",
  "/users/demo-tutor",
  "/tutors/demo-tutor",
  "/groups",
  "/leaderboard",
  "/badges",
  "/badges/village",
  "/levels",
  "/how-xp-works",
  "/users/demo-reviewer/xp",
];
const forStudents = [
  "/",
  "/settings",
  "/settings/profile",
  "/settings/security",
  "/settings/security/providers",
  "/settings/security/factors",
  "/verify",
  "/sudo?next=/settings",
  "/settings/sessions",
  "/settings/activity",
  "/settings/calendar",
  "/settings/data",
  "/leaving",
  "/signout",
  "/favourites",
  "/messages",
  "/messages/demo-tutor",
  "/bookings",
  "/bookings?view=past",
  "/teach",
  "/teach/offerings",
  "/teach/apply",
  "/tutors",
  "/searches",
  "/searches?new=subject%3Drust",
  "/tutors/demo-tutor",
  "/groups",
  "/users/demo-student",
  "/leaderboard",
  "/leaderboard?view=league",
  "/users/demo-student/xp",
  "/badges",
  "/levels",
];
const forTutors = [
  "/",
  "/teach",
  "/teach?part=subjects",
  "/teach?part=hours",
  "/teach/offerings",
  "/teach/offerings/new?kind=group",
  "/teach/groups",
  "/teach/groups?view=past",
  "/teach/apply",
  "/teach/availability",
  "/teach/availability?part=seasons",
  "/teach/availability?part=days",
  "/teach/availability?part=preview",
  "/bookings",
  "/bookings?view=past",
];
const forAdmins = [
  "/admin",
  "/admin/reports",
  "/admin/sessions",
  "/admin/tutors",
  "/admin/tutors/demo-tutor",
  "/admin/ranking",
  "/admin/ranking/weights",
  "/admin/ranking/badges",
  "/admin/ranking/badges/new",
  "/admin/people",
  "/admin/people/demo-student",
  "/admin/permissions",
  "/admin/search",
  "/admin/audit",
];
const forDevelopers = ["/dev/ui", "/dev/mailbox", "/dev/clock", "/dev/break"];
/** Only these hold an island, and only these may load the wasm. */
const withIslands = [/^\/tutors(\?|$)/, /^\/tutors\/[^/]+\/book/, /^\/dev\/ui/];

const readers = [
  { who: "a visitor", email: undefined, pages: [...forAnyone, ...forDevelopers] },
  { who: "a student", email: "student@demo.test", pages: forStudents },
  { who: "a tutor", email: "tutor@demo.test", pages: forTutors },
  { who: "an admin", email: "admin@demo.test", pages: forAdmins },
];
/** So many in one test: more of them would leave one worker alone at the end, fewer begin a browser's context too often. */
const atATime = 8;

for (const { who, email, pages } of readers) {
  for (let first = 0; first < pages.length; first += atATime) {
    const some = pages.slice(first, first + atATime);
    const paths = some.join(", ");
    test(`${who} on ${paths}`, async ({ page, axe }) => {
      if (email) await comeBack(page, email);
      for (const path of some) await isInOrder(page, path, axe);
    });
  }
}

test("a visitor on a page that is not there", async ({ page, axe, expectErrors }) => {
  expectErrors(/404/);
  await isInOrder(page, "/nowhere", axe);
});

test("somebody new on each page", async ({ page, axe }) => {
  test.setTimeout(60_000);
  await join(page, somebody("Nora"));
  for (const path of ["/", "/bookings", "/bookings?view=past", "/teach", "/teach/groups"]) await isInOrder(page, path, axe);
});

test("booking and what was booked, from both sides", async ({ page, anotherPage, axe }) => {
  test.setTimeout(60_000);
  const [tutor, student] = [somebody("Tessa"), somebody("Samuel")];
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);
  await join(page, student);
  await isInOrder(page, `/tutors/${tutor.handle}/book`, axe);
  const later = new Date(Date.now() + 14 * 24 * 3600_000).toISOString().slice(0, 10);
  await page.goto(`/tutors/${tutor.handle}/book?from=${later}`);
  const start = await times(page).first().inputValue();
  const booking = await send(page, `/tutors/${tutor.handle}/book`, { start, subject: "algebra", message: "Fractions" });
  await isInOrder(page, booking, axe);
  await isInOrder(theirs, booking, axe);
  await isInOrder(theirs, "/", axe);
  await isInOrder(theirs, "/bookings", axe);
});

const isInOrder = (page: Page, path: string, axe: (page: Page) => Promise<void>) =>
  test.step(path, () => checkPage(page, path, axe));

async function checkPage(page: Page, path: string, axe: (page: Page) => Promise<void>) {
  const hasIsland = withIslands.some((island) => island.test(path));
  const response = await page.goto(path, { waitUntil: hasIsland ? "networkidle" : "load" });
  expect(response!.status(), `GET ${path}`).toBe(path === "/nowhere" ? 404 : 200);
  if (!hasIsland) expect(await response!.text(), `wasm on ${path}`).not.toContain(".wasm");
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(path === "/" ? /TutorForge/ : /.+ · TutorForge$/);
  await fits(page, path);
  await axe(page);
}

/** Nothing sticks out at the right: no page is scrolled sideways. */
async function fits(page: Page, path: string) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, `pixels by which ${path} is too wide`).toBeLessThanOrEqual(0);
}

test("a page with an island loads the wasm", async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, "needs script by its nature");
  const wasm = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith(".wasm"));
  await page.goto("/tutors");
  expect((await wasm).status()).toBe(200);
  expect(await (await page.request.get("/tutors")).text(), "what the other pages are held against").toContain(".wasm");
});
