import { expect, join, openForStudents, post, send, somebody, test } from "../../support/test";
import { aTitle, publish } from "../../support/reviews";
import { times } from "../../support/slots";
import type { Page } from "@playwright/test";

const control = "a\u0000b\u0007c\u001b[31m";
const long = "ä" + "x".repeat(4_500);
const kinds = { empty: () => "", "far too long": () => long, "control characters": () => control, signs: () => `'"><script>alert(1)</script>\u{1F9D1}\u200D\u{1F3EB}` };

const forms: [path: string, action: string, fields: string[]][] = [
  ["/settings/profile", "person", ["name", "about", "languages", "about_for"]],
  ["/settings/profile", "times", ["zone", "locale", "ethiopian"]],
  ["/settings/profile", "handle", ["handle"]],
  ["/teach", "profile", ["headline", "about", "video", "price", "currency", "session_minutes", "buffer_minutes", "notice_hours", "languages", "published"]],
  ["/teach", "specialty", ["subject", "level"]],
  ["/teach", "remove-specialty", ["subject", "level"]],
  ["/teach/availability", "hours", ["mon", "sun", "grid", "mon_was", "cell"]],
  ["/teach/availability", "copy-day", ["from", "to"]],
  ["/teach/availability", "add-season", ["name", "from", "until", "copy"]],
  ["/teach/availability", "season", ["season", "name", "from", "until", "tue"]],
  ["/teach/availability", "remove-season", ["season"]],
  ["/teach/availability", "holiday", ["name", "from", "until"]],
  ["/teach/availability", "remove-holiday", ["holiday"]],
  ["/teach/availability", "override", ["day", "kind", "ranges"]],
  ["/teach/availability", "remove-override", ["day"]],
  ["/teach/availability", "copy-week", ["week", "from", "until"]],
  ["/teach/availability", "undo", ["number", "part"]],
  ["/teach", "no-such-action", ["x"]],
  ["/teach/offerings", "no-such-action", ["offering"]],
  ["/teach/offerings/new", "", ["kind", "title", "about", "price_60", "before_minutes", "notice_hours", "horizon_days", "day_cap", "approval", "policy", "place", "place_detail"]],
  ["/teach/apply", "application", ["headline", "about", "languages", "subject_1", "level_1", "evidence_1", "statement", "sample_1", "step"]],
  ["/teach/apply", "languages", ["languages"]],
  ["/teach/apply", "no-such-action", ["x"]],
  ["/settings/security", "email", ["email", "current_password"]],
  ["/settings/security", "password", ["current_password", "password"]],
  ["/settings/security", "no-such-action", ["x"]],
  ["/verify", "again", ["x"]],
  ["/verify", "no-such-action", ["x"]],
  ["/theme", "", ["theme", "back"]],
  ["/settings/sessions", "end", ["session"]],
  ["/settings/data", "no-such-action", ["x"]],
  ["/sudo", "", ["confirm_password", "next"]],
];

for (const [kind, value] of Object.entries(kinds)) {
  test(`${kind}: coming in and joining`, async ({ page }) => {
    await isToldKindly(page, "/signup", { name: value(), handle: value(), email: value(), password: value(), zone: value(), key: value() });
    await isToldKindly(page, "/signin", { email: value(), password: value(), next: value() });
    await isToldKindly(page, "/verify", { action: "confirm", letter: value(), code: value(), key: value() });
    await isToldKindly(page, "/reset", { action: "ask", email: value(), key: value() });
    await isToldKindly(page, "/reset", { action: "set", letter: value(), email: value(), code: value(), password: value(), key: value() });
    await isToldKindly(page, "/reset", { action: value() });
    const person = somebody("Ada");
    await join(page, person);
    await isToldKindly(page, "/signin", { email: person.email, password: person.password, next: value() });
  });

  test(`${kind}: settings and teaching`, async ({ page }) => {
    await join(page, somebody("Tessa"));
    await openForStudents(page);
    for (const [path, action, fields] of forms) {
      const sent = Object.fromEntries(fields.map((field) => [field, value()]));
      await isToldKindly(page, path, action ? { ...sent, action, key: value() } : { ...sent, key: value() });
    }
  });

  test(`${kind}: booking and every step after it`, async ({ page, anotherPage }) => {
    const tutor = somebody("Tessa");
    const theirs = await anotherPage();
    await join(theirs, tutor);
    await openForStudents(theirs);
    await join(page, somebody("Samuel"));
    const book = `/tutors/${tutor.handle}/book`;
    await isToldKindly(page, book, { start: value(), subject: value(), message: value(), key: value() });
    await isToldKindly(page, "/tutors/nobody-at-all/book", { start: value(), subject: value(), message: value() });

    await page.goto(`${book}?from=${new Date(Date.now() + 14 * 24 * 3600_000).toISOString().slice(0, 10)}`);
    const start = await times(page).first().inputValue();
    const booking = await send(page, book, { start, subject: "algebra", message: "Fractions" });
    await isToldKindly(page, book, { hold: "on", start: value(), subject: value(), message: value() });
    const fields = ["note", "stars", "words", "reply", "message", "start", "reason", "consent", "instead_1", "instead_2", "key"];
    const sent = Object.fromEntries(fields.map((field) => [field, value()]));
    const actions = ["ask", "let_go", "check_in", "claim_no_show", "dispute", "propose", "agree", "reject", "report", "lapse", "uphold"];
    for (const action of ["accept", "complete", "rate", "reply", "take", ...actions, "unheard-of", "decline", "cancel"]) {
      await isToldKindly(page, booking, { ...sent, action });
      await isToldKindly(theirs, booking, { ...sent, action });
    }
  });

  test(`${kind}: code and every step of its review`, async ({ page, anotherPage }) => {
    const theirs = await anotherPage();
    await join(theirs, somebody("Ruta"));
    await join(page, somebody("Abel"));
    const code = { title: value(), ask: value(), level: value(), urgency: value(), visibility: value(), path: value(), text: value(), question: value(), language: value() };
    await isToldKindly(page, "/reviews/new", { ...code, key: value() });
    const address = await publish(page, aTitle("Steps"));
    await send(theirs, address, { action: "claim" });
    await send(theirs, address, { action: "open_thread", kind: "bug", iteration: "1", place: "main.rs:2", text: "Why?" });
    const fields = ["text", "kind", "place", "iteration", "suggest", "replacement", "thread", "comment", "state", "verdict", "summary", "rating", "words", "thanked", "hunk", "link", "key"];
    const sent = Object.fromEntries(fields.map((field) => [field, value()]));
    for (const action of ["open_thread", "comment", "edit_draft", "take_back", "resolve", "publish_round", "apply", "rate", "viewed", "unheard-of", "publish", "extend", "change_reviewer", "finish"]) {
      await isToldKindly(theirs, address, { ...sent, action });
      await isToldKindly(page, address, { ...sent, action });
    }
    await isToldKindly(page, `${address}/iterate`, { ...code, base: value(), note: value(), key: value() });
    await isToldKindly(page, "/settings/tokens", { ...sent, name: value(), days: value(), action: value() });
  });

  test(`${kind}: in addresses`, async ({ page }) => {
    await join(page, somebody("Ada"));
    const text = encodeURIComponent(value().slice(0, 800));
    const wanted = [
      `/tutors?q=${text}&subject=${text}&level=${text}&language=${text}&price=${text}&rating=${text}&sort=${text}&after=${text}`,
      `/tutors/demo-tutor?before=${text}`,
      `/tutors/demo-tutor/book?start=${text}&from=${text}`,
      `/bookings?view=${text}&after=${text}`,
      `/bookings/${text || "-"}`,
      `/users/${text || "-"}`,
      `/reviews?view=${text}&language=${text}&state=${text}&after=${text}`,
      `/reviews/queue?language=${text}&level=${text}&after=${text}`,
      `/reviews/${text || "-"}`,
      `/reviews/${text || "-"}/iterate`,
      `/tutors/${text || "-"}`,
      `/teach?part=${text}`,
      `/signin?next=${text}`,
      `/verify?letter=${text}&code=${text}`,
      `/reset?letter=${text}&code=${text}&step=${text}`,
      `/settings/activity?before=${text}`,
      `/dev/mailbox?before=${text}`,
      `/dev/mailbox/${text || "-"}`,
    ];
    for (const path of wanted) {
      const response = await page.request.get(path);
      expect(response.status(), `GET ${path.slice(0, 60)}`).toBeLessThan(500);
    }
  });
}

test("numbers and dates at the edge of what there is", async ({ page }) => {
  await join(page, somebody("Ada"));
  await openForStudents(page);
  const far = ["9223372036854775807", "-9223372036854775808", "99999999999999999999", "262143-01-01", "-262143-12-31", "0000-00-00", "9999-12-31", "1e308", "NaN"];
  for (const edge of far) {
    const wanted = [
      `/tutors?price=${edge}&rating=${edge}&after=${edge}`,
      `/tutors/demo-tutor?before=${edge}`,
      `/tutors/demo-tutor/book?from=${edge}&start=${edge}`,
      `/tutors/demo-tutor/book?start=${edge}T00:00:00Z`,
      `/bookings?after=${edge}`,
      `/settings/activity?before=${edge}`,
      `/dev/mailbox?before=${edge}`,
      `/dev/mailbox/${edge}`,
    ];
    for (const path of wanted) expect((await page.request.get(path)).status(), `GET ${path}`).toBeLessThan(500);
    await isToldKindly(page, "/tutors/demo-tutor/book", { start: `${edge}T00:00:00Z`, subject: "algebra", message: "Hello" });
    await isToldKindly(page, "/dev/clock", { minutes: edge });
    const days = { day: edge, week: edge, from: edge, until: edge, name: "Edge", kind: "off", number: edge };
    for (const action of ["holiday", "add-season", "copy-week", "override", "remove-override", "undo"]) {
      await isToldKindly(page, "/teach/availability", { action, ...days });
    }
  }
});

/** Refused or taken, but never our fault. */
async function isToldKindly(page: Page, path: string, form: Record<string, string>) {
  const response = await post(page, path, form);
  const what = `POST ${path} ${form.action ?? ""}`;
  expect(response.status(), what).toBeLessThan(500);
  if (response.headers()["content-type"]?.includes("html")) expect((await response.text()).includes("<script>alert"), `${what} hands back a script`).toBe(false);
}
