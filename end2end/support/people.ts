import { expect, type Cookie, type Page } from "@playwright/test";
import { approveChange, becomeTutor } from "./approval";
import { letter } from "./letters";

/** The password of every person that `tutorforge seed --demo` makes. */
export const demoPassword = "tutorforge-demo";

export type Person = { name: string; handle: string; email: string; password: string };

/** Somebody whom no other test knows. */
export function somebody(firstName: string): Person {
  const letters = Array.from({ length: 9 }, () => "abcdefghijklmnoprstuvz"[Math.floor(Math.random() * 22)]).join("");
  const handle = `${firstName.toLowerCase()}-${letters}`;
  const surname = letters[0].toUpperCase() + letters.slice(1);
  return { name: `${firstName} ${surname}`, handle, email: `${handle}@example.org`, password: "four quiet words here" };
}

/** Joins as a person does, by the form. */
export async function signUp(page: Page, person: Person, zone = "Europe/Berlin") {
  await page.goto("/signup");
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Handle").fill(person.handle);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByLabel("Time zone").selectOption(zone);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByText("Welcome! Your account is ready.")).toBeVisible();
}

/**
 * Joins without looking at the form, for tests that are about something else, and confirms the address: another test may
 * move the clock by the day that everything is open without.
 */
export async function join(page: Page, person: Person, zone = "Europe/Berlin") {
  const { name, handle, email, password } = person;
  await send(page, "/signup", { name, handle, email, password, zone });
  const { code } = await letter(page, email, "/verify");
  if ((await post(page, "/verify", { action: "confirm", code })).status() === 303) return;
  // The clock was moved in between, and the code has run out.
  await send(page, "/verify", { action: "again" });
  await send(page, "/verify", { action: "confirm", code: (await letter(page, email, "/verify", code)).code });
}

export const openAllDay = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, "00:00–23:30"]),
);

/** Becomes a tutor of algebra whom a moderator has approved and who is free around the clock, without looking at the forms. */
export async function openForStudents(page: Page, about: Record<string, string> = {}) {
  const profile = {
    action: "profile",
    headline: "Algebra without fear",
    about: "We begin where you are, and take one honest step at a time until it holds.",
    price: "30",
    currency: "EUR",
    session_minutes: "60",
    buffer_minutes: "0",
    notice_hours: "0",
    languages: "en",
    ...about,
  };
  await send(page, "/teach", profile);
  await send(page, "/teach/availability", { action: "hours", ...openAllDay });
  await becomeTutor(page, { headline: profile.headline, about: profile.about, languages: profile.languages });
  await send(page, "/teach", { ...profile, published: "on" });
  if (about.headline || about.about) await approveChange(page);
}

/** Posts a form as the page's own would, and expects that it is taken. */
export async function send(page: Page, path: string, form: Record<string, string>): Promise<string> {
  const response = await post(page, path, form);
  expect(response.status(), `POST ${path} ${form.action ?? ""}`).toBe(303);
  return response.headers().location;
}

/** Posts a form as the page's own would, whatever comes of it. */
export async function post(page: Page, path: string, form: Record<string, string>) {
  if (page.url() === "about:blank") await page.goto("/signout");
  return page.request.post(path, { form, maxRedirects: 0, headers: { Origin: new URL(page.url()).origin } });
}

export async function signIn(page: Page, email: string, password = demoPassword) {
  await page.goto("/signin");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/\/signin/);
}

/** The sessions of this worker: to sign in anew for each page would use up what an account may try. */
const sessions = new Map<string, Cookie[]>();

/** Is signed in as somebody who was before, or signs in. */
export async function comeBack(page: Page, email: string) {
  await page.context().addCookies(sessions.get(email) ?? []);
  // The clock may have been moved past the end of a session.
  const here = await page.request.get("/settings", { maxRedirects: 0 });
  if (here.status() !== 200) await signIn(page, email);
  sessions.set(email, await page.context().cookies());
}

/** Presses a button that may ask for the password first: another test may have moved the clock since the last time. */
export async function press(page: Page, name: string, password = demoPassword) {
  await page.getByRole("button", { name }).click();
  await prove(page, password);
}

/** Gives the password if it is asked for. */
export async function prove(page: Page, password = demoPassword) {
  if (!(await page.getByRole("heading", { name: "Is it you?" }).isVisible())) return;
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Go on" }).click();
}

export async function signOut(page: Page) {
  await page.goto("/signout");
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
}
