import { expect, type Page } from "@playwright/test";

/** Somebody at Riverside School (support/provider.mjs), as they say there who they are. */
export type Pupil = { subject: string; name: string; email: string; verified?: boolean; lie?: "nonce" | "issuer" | "audience" | "expired" };

/** The button of a page that lets people in. */
export const continueWith = (page: Page, label = "Riverside School") => page.getByRole("link", { name: `Continue with ${label}` });

/** Says at the school who they are, and comes back. */
export async function says(page: Page, { subject, name, email, verified = true, lie }: Pupil) {
  await expect(page.getByRole("heading", { name: "Riverside School" })).toBeVisible();
  await page.getByLabel("Who are you?").fill(subject);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your address").fill(email);
  await page.getByLabel("We have seen it").setChecked(verified);
  if (lie) await page.getByLabel("A lie").selectOption(lie);
  await page.getByRole("button", { name: "It is me" }).click();
}

/** The school forgets who is signed in there. */
export async function leaveSchool(page: Page) {
  const cookies = await page.context().cookies();
  await page.context().clearCookies({ domain: "localhost" });
  expect(cookies.length).toBeGreaterThan(0);
}

/** Comes in by the school, from the page that they want to see. */
export async function comeIn(page: Page, pupil: Pupil, to = "/settings") {
  await page.goto(to);
  await continueWith(page).click();
  await says(page, pupil);
}

/** Joins by the school. */
export async function joinBySchool(page: Page, pupil: Pupil, handle: string) {
  await comeIn(page, pupil);
  await expect(page.getByRole("heading", { name: "Join TutorForge" })).toBeVisible();
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByText("Welcome! Your account is ready.")).toBeVisible();
}
