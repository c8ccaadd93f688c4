import { expect, join, post, send, somebody, test } from "../../support/test";
import { ask, block, fillIn, paste } from "../../support/reviews";
import { trap } from "../../support/trap";

const markup = `</textarea></title><script>hit()</script><img src=x onerror=hit()><svg onload=hit()>[a](javascript:hit()) "onfocus=hit() autofocus='`;

test("markup in every field is text everywhere", async ({ page, anotherPage }) => {
  test.slow();
  const [author, reviewer] = [{ ...somebody("Abel"), name: markup.slice(0, 60) }, { ...somebody("Ruta"), name: markup.slice(0, 60) }];
  const theirs = await anotherPage();
  const hits = [await trap(page), await trap(theirs)];
  await join(page, author);
  await join(theirs, reviewer);

  const path = `src/<img src=x onerror=hit()>"'.rs`;
  const code = `${markup}\n<!-- ${markup} -->\nlet a = "${markup}";\n`;
  const address = await send(page, "/reviews/new", { ...ask, title: markup.slice(0, 110), ask: markup, path, text: code, question: markup, do: "publish" });
  const id = address.split("?")[0];
  await send(theirs, id, { action: "claim" });
  const open = { action: "open_thread", kind: "bug", iteration: "1", text: markup };
  await send(theirs, id, { ...open, place: `${path}:2`, suggest: "on", replacement: markup });
  await send(theirs, id, { ...open, place: `${path}:1-3` });
  await send(theirs, id, { ...open, place: path });
  await send(theirs, id, { ...open, place: "" });
  await theirs.goto(id);
  const question = theirs.locator("[data-thread]", { hasText: "onerror" }).first();
  await expect(question).toBeVisible();
  await theirs.getByText("Answer", { exact: true }).first().click();
  await theirs.getByLabel("Your answer").first().fill(markup);
  await theirs.getByRole("button", { name: "Add to my review" }).first().click();
  await theirs.getByLabel("Fix it, then ship it").check();
  await theirs.getByLabel("In short").fill(markup);
  await theirs.getByRole("button", { name: "Publish my review" }).click();
  await expect(theirs.getByText("Your review is published.")).toBeVisible();

  await page.goto(id);
  await page.locator("figure.tf-suggestion").first().getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("Applied. This is the new iteration.")).toBeVisible();
  for (const address of [id, `${id}?from=1&to=2`, `${id}?from=1&to=2&layout=split`, `${id}?at=${encodeURIComponent(`${path}:1`)}`, `${id}/iterate`, "/reviews", "/reviews?view=mine", "/reviews/queue", `${id}?from=${encodeURIComponent(markup)}`]) {
    for (const one of [page, theirs]) await one.goto(address);
  }
  await page.goto(id);
  await page.getByLabel("Great").check();
  await page.getByLabel("A word to the reviewer").fill(markup);
  await page.getByRole("button", { name: "Rate the review" }).click();
  await theirs.goto(id);
  for (const count of hits) expect(await count()).toBe(0);
});

test("what turns the order of letters around is shown by name", async ({ page }) => {
  await join(page, somebody("Abel"));
  const address = await send(page, "/reviews/new", { ...ask, title: "Trojan", path: "a.rs", text: "let ok = \u202E\u2066true\u2069;\n", do: "publish" });
  await page.goto(address);
  await expect(page.locator(".tf-l").first()).toContainText("U+202E");
  expect(await page.locator(".tf-l").first().textContent()).not.toContain("\u202E");
});

test("one line of a file's whole size stays a page that answers", async ({ page }) => {
  await join(page, somebody("Abel"));
  const long = await post(page, "/reviews/new", { ...ask, title: "One long line", path: "a.js", text: "x=1;".repeat(65_000), do: "publish" });
  expect(long.status()).toBe(303);
  await page.goto(long.headers().location);
  await expect(page.locator(".tf-l")).toHaveCount(1);
});

test("too much, and what is no text, is refused with its name and nothing is lost", async ({ page }) => {
  await join(page, somebody("Abel"));
  const upload = async (name: string, buffer: Buffer, told: string | RegExp) => {
    await page.goto("/reviews/new");
    await fillIn(page, "Strange things");
    await paste(page, 0, "kept.rs", "fn kept() {}\n");
    await page.getByLabel("Files or a zip").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    await page.getByRole("button", { name: "Save and look it over" }).click();
    await expect(page.getByText(told).first()).toBeVisible();
    await expect(block(page, 0).getByLabel("Code")).toHaveValue("fn kept() {}\n");
    await expect(page.getByLabel("Title")).toHaveValue("Strange things");
  };
  await upload("nul.rs", Buffer.from("a\0b\n"), /nul\.rs/);
  await upload("latin.rs", Buffer.from([0x63, 0xe9, 0xff, 0x0a]), /latin\.rs/);
  await upload("line.js", Buffer.from("x".repeat(1_048_576)), /line\.js/);
});
