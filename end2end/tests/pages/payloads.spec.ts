import { expect, join, openForStudents, send, signIn, somebody, test } from "../../support/test";
import { inLines, inTexts, payloads } from "../../support/payloads";
import { ask } from "../../support/reviews";
import { times } from "../../support/slots";
import { trap } from "../../support/trap";
import type { Page } from "@playwright/test";

test("there are enough of them, and the trap is set", async ({ page, expectErrors }) => {
  expectErrors(/./);
  expect(payloads.length).toBeGreaterThanOrEqual(200);
  const hits = await trap(page);
  await page.setContent("<img src=x onerror=hit()>");
  await expect.poll(hits).toBe(1);
});

test("nothing runs from the texts of people and tutors", async ({ page }) => {
  test.slow();
  const hits = await trap(page);
  const tutor = somebody("Tessa");
  await join(page, tutor);
  await openForStudents(page);
  for (const about of inTexts(600)) {
    await send(page, "/settings/profile", { action: "person", name: "Tessa", about_for: "everyone", about });
    await page.goto(`/users/${tutor.handle}`);
  }
  for (const about of inTexts(4_000)) {
    await openForStudents(page, { headline: inLines(80)[0].padEnd(20, "."), about: about.padEnd(40, ".") });
    for (const path of [`/tutors/${tutor.handle}`, "/teach"]) await page.goto(path);
  }
  expect(await hits()).toBe(0);
});

test("nothing runs from what is written about code", async ({ page, anotherPage }) => {
  test.slow();
  const theirs = await anotherPage();
  const hits = [await trap(page), await trap(theirs)];
  await join(page, somebody("Abel"));
  await join(theirs, somebody("Ruta"));
  const [text, ...more] = inTexts(4_000);
  const code = { path: "a.html", text: `${inTexts(100_000)[0]}\n` };
  const id = (await send(page, "/reviews/new", { ...ask, title: "Many payloads", ask: text, question: text.slice(0, 490), ...code, do: "publish" })).split("?")[0];
  await send(theirs, id, { action: "claim" });
  const open = { action: "open_thread", kind: "bug", iteration: "1" };
  for (const words of [text, ...more]) await send(theirs, id, { ...open, place: "a.html:2", text: words, suggest: "on", replacement: code.text.slice(0, 3_000) });
  for (const address of [id, `${id}?layout=split`, `${id}/iterate`, "/reviews?view=mine"]) for (const one of [page, theirs]) await one.goto(address);
  for (const count of hits) expect(await count()).toBe(0);
});

test("nothing runs from what is written around a booking", async ({ page, anotherPage }) => {
  test.slow();
  const theirs = await anotherPage();
  const hits = [await trap(page), await trap(theirs)];
  const tutor = somebody("Tessa");
  await join(theirs, tutor);
  await openForStudents(theirs);
  await join(page, somebody("Samuel"));
  for (const [day, message] of inTexts(1_900).entries()) {
    const book = `/tutors/${tutor.handle}/book`;
    await page.goto(`${book}?from=${new Date(Date.now() + (14 + day) * 24 * 3600_000).toISOString().slice(0, 10)}`);
    const start = await times(page).first().inputValue();
    const booking = await send(page, book, { start, subject: "algebra", message });
    await send(theirs, booking, { action: "decline", note: message.slice(0, 490) });
    for (const one of [page, theirs]) await one.goto(booking);
  }
  for (const one of [page, theirs]) await one.goto("/bookings?view=past");
  for (const count of hits) expect(await count()).toBe(0);
});

test("nothing runs from what is said of a session that moves, of who did not come, and of how it was", async ({ page, anotherPage, clock }) => {
  test.slow();
  const theirs = await anotherPage();
  const both = [page, theirs];
  const hits = [await trap(page), await trap(theirs)];
  const tutor = somebody("Tessa");
  await join(theirs, tutor);
  await openForStudents(theirs);
  await join(page, somebody("Samuel"));
  const book = `/tutors/${tutor.handle}/book`;
  await page.goto(book);
  const starts = await times(page).evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const session = async (start: string) => {
    const path = await send(page, book, { start, subject: "algebra", message: "Fractions" });
    await send(theirs, path, { action: "accept" });
    return path;
  };

  const moved = await session(starts[30]);
  for (const [nth, reason] of inTexts(490).entries()) {
    await send(page, moved, { action: "propose", start: starts[40 + (nth % 20)], reason });
    await send(theirs, moved, { action: "reject", note: reason });
  }
  for (const one of both) await one.goto(moved);

  // Every other start is an hour, and the next one begins with its end.
  const texts = inTexts(990);
  const rated: string[] = [];
  for (const nth of texts.keys()) rated.push(await session(starts[2 + nth * 2]));
  const missed = await session(starts[2 + texts.length * 2]);
  await clock.forward((Date.parse(starts[2 + texts.length * 2]) - Date.parse(starts[0])) / 60_000 + 45);
  for (const [nth, path] of rated.entries()) {
    const [words, note] = [texts[nth], texts[nth].slice(0, 490)];
    await send(page, path, { action: "complete" });
    for (const one of both) await send(one, path, { action: "rate", stars: "4", words, note: words });
    await send(theirs, path, { action: "reply", reply: words });
    for (const one of both) await send(one, path, { action: "report", note });
    for (const one of both) await one.goto(path);
  }
  await send(theirs, missed, { action: "check_in" });
  await send(theirs, missed, { action: "claim_no_show", note: texts[0].slice(0, 490) });
  await send(page, missed, { action: "dispute", note: texts[1].slice(0, 490) });
  for (const one of both) await one.goto(missed);
  await page.goto(`/tutors/${tutor.handle}`);

  const moderator = await anotherPage();
  hits.push(await trap(moderator));
  await signIn(moderator, "moderator@demo.test");
  await moderator.goto("/admin/sessions");
  for (const count of hits) expect(await count()).toBe(0);
});

test("nothing runs from what is applied with, offered, planned and named", async ({ page, anotherPage }) => {
  test.slow();
  const moderator = await anotherPage();
  const hits = [await trap(page), await trap(moderator)];
  const tutor = somebody("Tessa");
  await join(page, tutor);
  await signIn(moderator, "moderator@demo.test");
  const whole = { action: "application", step: "send", languages: "en", subject_1: "algebra", level_1: "school" };
  const words = (text: string) => ({ headline: text.replace(/\s+/g, " ").slice(0, 90).trim().padEnd(10, "."), about: text.padEnd(40, "."), evidence_1: text.replace(/\s+/g, " ").slice(0, 190).trim() });
  for (const text of inTexts(1_900)) {
    await send(page, "/teach/apply", { ...whole, ...words(text), statement: text.padEnd(100, ".") });
    await moderator.goto(`/admin/tutors/${tutor.handle}`);
    const seen = await moderator.locator('input[name="seen"]').first().inputValue();
    await send(moderator, `/admin/tutors/${tutor.handle}`, { action: "wish", seen, parts: "statement", note: text.slice(0, 900) });
    for (const one of [page, moderator]) await one.goto(one === page ? "/teach/apply" : `/admin/tutors/${tutor.handle}`);
  }
  await openForStudents(page);
  await page.goto("/teach/offerings");
  const offering = (await page.getByRole("link", { name: "Lesson", exact: true }).getAttribute("href"))!;
  const terms = { kind: "single", price_60: "30", before_minutes: "0", after_minutes: "0", notice_hours: "0", horizon_days: "60", approval: "by_hand", answer_hours: "24", policy: "strict", place: "in_person" };
  const [about, ...more] = inTexts(1_000);
  for (const [nth, title] of inLines(60).entries()) {
    await send(page, offering, { ...terms, title: title.padEnd(3, "."), about: [about, ...more][nth % (more.length + 1)], place_detail: title.padEnd(3, ".") });
    await onlyWords(page, nth % 2 ? `/tutors/${tutor.handle}` : "/teach/offerings");
  }
  for (const path of [offering, `/tutors/${tutor.handle}/book`, `/tutors/${tutor.handle}`]) await page.goto(path);
  for (const [nth, name] of inLines(60).slice(0, 20).entries()) {
    const day = new Date(Date.now() + (20 + nth) * 24 * 3600_000).toISOString().slice(0, 10);
    await send(page, "/teach/availability", { action: "holiday", part: "days", name, from: day, until: day });
  }
  await page.goto("/teach/availability?part=days");
  for (const count of hits) expect(await count()).toBe(0);
});

test("nothing runs from what people write to each other", async ({ page, anotherPage }) => {
  test.slow();
  const theirs = await anotherPage();
  const hits = [await trap(page), await trap(theirs)];
  const tutor = somebody("Tessa");
  await join(theirs, tutor);
  await openForStudents(theirs);
  const student = somebody("Samuel");
  await join(page, student);
  for (const text of inTexts(4_000)) await send(page, `/messages/${tutor.handle}`, { action: "write", text });
  for (const reason of inTexts(500).slice(0, 5)) {
    await send(theirs, `/messages/${student.handle}`, { action: "report", number: "1", reason });
  }
  for (const path of [`/messages/${student.handle}`, "/messages"]) await theirs.goto(path);
  await page.goto(`/messages/${tutor.handle}`);
  const moderator = await anotherPage();
  hits.push(await trap(moderator));
  await signIn(moderator, "moderator@demo.test");
  await moderator.goto("/admin/reports");
  for (const count of hits) expect(await count()).toBe(0);
});

test("names and titles are words, whatever they are made of", async ({ page, anotherPage }) => {
  test.slow();
  const hits = await trap(page);
  await join(page, somebody("Abel"));
  for (const name of inLines(60)) {
    await send(page, "/settings/profile", { action: "person", name, about_for: "everyone", about: "" });
    await onlyWords(page, "/settings/profile");
  }
  let author = page;
  for (const [nth, title] of inLines(110).entries()) {
    if (nth % 50 === 49) await join((author = await anotherPage()), somebody("Abel"));
    await send(author, "/reviews/new", { ...ask, title: title.padEnd(3, "."), path: "a.rs", text: "fn main() {}\n", do: "publish" });
  }
  let list: string | null = "/reviews";
  for (let pages = 0; list && pages < 12; pages += 1) {
    await page.goto(list);
    list = await page.getByRole("link", { name: /Older|Next|More/ }).first().getAttribute("href", { timeout: 500 }).catch(() => null);
  }
  await signIn(page, "admin@demo.test");
  await page.goto("/admin/audit");
  expect(await hits()).toBe(0);
});

/** Reads a page as a browser does, and finds nothing in it that our own pages do not have. */
async function onlyWords(page: Page, path: string) {
  const html = await (await page.request.get(path)).text();
  const strange = await page.evaluate((html) => {
    const elements = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("*")];
    const attributes = elements.flatMap((element) => [...element.attributes]);
    return [
      ...elements.filter((element) => element.localName === "script" && !element.hasAttribute("nonce")).map(() => "script"),
      ...attributes.filter(({ name }) => name.startsWith("on")).map(({ name }) => name),
      ...attributes.filter(({ name, value }) => /^(href|src|action|formaction)$/.test(name) && /^\s*(javascript|data|vbscript):/i.test(value)).map(({ value }) => value),
    ];
  }, html);
  expect(strange).toEqual([]);
}
