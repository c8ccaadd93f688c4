import { expect, request, type APIRequestContext, type Page } from "@playwright/test";
import { demoPassword, send } from "./people";

export const statement =
  "I remember well how it was not to understand this, and I like the moment when somebody does. We go one step at a time.";

/** One moderator for all tests of a worker: each sign-in would count against their limit. */
const moderators = new Map<string, Promise<APIRequestContext>>();

/** Applies to teach algebra with these words, and has a moderator approve it. Who is approved already is left alone. */
export async function becomeTutor(page: Page, words: Record<string, string>) {
  const here = await (await page.request.get("/teach/apply")).text();
  if (!here.includes('value="send"')) return;
  const claim = { subject_1: "algebra", level_1: "school", evidence_1: "Six years at a school" };
  await send(page, "/teach/apply", { ...words, ...claim, statement, action: "application", step: "send" });
  await answer(page, await handleOf(page), "approve");
}

/** Has a moderator approve what a tutor changed, if something waits. */
export async function approveChange(page: Page) {
  const here = await (await page.request.get("/teach/apply")).text();
  if (here.includes('value="take-back"')) await answer(page, await handleOf(page), "approve-change");
}

async function handleOf(page: Page): Promise<string> {
  const html = await (await page.request.get("/settings")).text();
  const handle = html.match(/href="\/users\/([a-z0-9-]+)"/)?.[1];
  expect(handle, "whose page this is").toBeTruthy();
  return handle!;
}

async function answer(page: Page, handle: string, action: string) {
  const origin = new URL(page.url()).origin;
  const path = `/admin/tutors/${handle}`;
  await expect(async () => {
    const moderator = await (moderators.get(origin) ?? signedIn(origin));
    const shown = await moderator.get(path);
    // The clock was moved, and the session has ended.
    if (new URL(shown.url()).pathname !== path) moderators.delete(origin);
    const seen = (await shown.text()).match(/name="seen" value="([0-9a-f-]{36})"/)?.[1];
    expect(seen, `an answer to ${handle}`).toBeTruthy();
    const said = await moderator.post(path, { form: { action, seen: seen! }, maxRedirects: 0 });
    expect(said.status(), `${action} ${handle}`).toBe(303);
  }).toPass({ timeout: 15_000, intervals: [100, 400] });
}

function signedIn(origin: string): Promise<APIRequestContext> {
  const made = (async () => {
    const address = `10.77.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
    const context = await request.newContext({ baseURL: origin, extraHTTPHeaders: { Origin: origin, "X-Forwarded-For": address } });
    const form = { email: "moderator@demo.test", password: demoPassword };
    expect((await context.post("/signin", { form, maxRedirects: 0 })).status(), "a moderator comes in").toBe(303);
    return context;
  })();
  moderators.set(origin, made);
  return made;
}
