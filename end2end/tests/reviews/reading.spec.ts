import { expect, join, send, somebody, test } from "../../support/test";
import { aTitle, publish } from "../../support/reviews";
import type { Page } from "@playwright/test";

const text = Array.from({ length: 60 }, (_, n) => `fn f${n}() {}`).join("\n");
const later = text.replace("fn f3()", "fn g3()").replace("fn f50()", "fn g50()");

/** A reviewer on a submission that they have claimed. */
async function claimed(page: Page, author: Page) {
  await join(author, somebody("Abel"));
  await join(page, somebody("Ruta"));
  const address = await publish(author, aTitle("Functions"), { language: "rust", path: "main.rs", text });
  await send(page, address, { action: "claim" });
  return address;
}

/** Puts a comment into the review of who has claimed it. */
const comment = (page: Page, address: string, place: string, words: string) =>
  send(page, address, { action: "open_thread", place, iteration: "1", kind: "improvement", text: words });

const verdict = { action: "publish_round", iteration: "1", verdict: "fix_then_ship", summary: "Nearly there." };

test("the lines and what was said are quoted after what was typed", async ({ page, anotherPage, javaScriptEnabled }) => {
  const author = await anotherPage();
  const address = await claimed(page, author);

  await page.goto(`${address}?at=main.rs:4-5#at`);
  const composer = page.locator("#at");
  await composer.getByLabel("Comment").fill("These two:");
  await composer.getByRole("button", { name: "Quote the lines" }).click();
  await expect(composer.getByLabel("Comment")).toHaveValue("These two:\n\n```rust\nfn f3() {}\nfn f4() {}\n```\n\n");
  // Without script the address, which names the place, decides.
  if (javaScriptEnabled) await expect(composer.getByLabel("Comment")).toBeFocused();
  await composer.getByRole("button", { name: "Add to my review" }).click();
  await send(page, address, verdict);

  await author.goto(address);
  const thread = author.locator("#files [data-thread]").first();
  await thread.getByText("Answer", { exact: true }).click();
  await thread.getByLabel("Your answer").fill("You say");
  await thread.getByRole("button", { name: "Quote", exact: true }).click();
  await expect(thread.getByLabel("Your answer")).toHaveValue(/^You say\n\n> These two:\n>\n> ```rust\n> fn f3/);
  await thread.getByRole("button", { name: "Quote the lines" }).click();
  await expect(thread.getByLabel("Your answer")).toHaveValue(/> ```\n\n```rust\nfn f3\(\) {}\nfn f4\(\) {}\n```\n\n$/);
  await thread.getByRole("button", { name: "Publish the answer" }).click();
  await expect(author.locator("#files blockquote")).toContainText("These two:");
});

test("one jumps from change to change and from thread to thread", async ({ page, anotherPage, javaScriptEnabled, axe }) => {
  const author = await anotherPage();
  const address = await claimed(page, author);
  await page.goto(address);
  for (const line of [5, 30, 55]) await comment(page, address, `main.rs:${line}`, `About line ${line}`);
  await send(page, address, verdict);
  await send(author, `${address}/iterate`, { base: "1", path: "main.rs", text: later, note: "" });

  await page.goto(address);
  await expect(page.getByRole("link", { name: "Since you last looked" })).toHaveAttribute("aria-current", "true");
  const jump = page.getByRole("navigation", { name: "Jump" });
  if (!javaScriptEnabled) return expect(jump).toBeHidden();
  const focused = page.locator(":focus");
  await jump.getByRole("button", { name: "Next change" }).click();
  await expect(focused).toContainText("Lines 1–7");
  await page.keyboard.press("j");
  await expect(focused).toContainText("Lines 48–54");
  await expect(focused).toBeInViewport();
  await page.keyboard.press("k");
  await expect(focused).toContainText("Lines 1–7");

  for (const line of [5, 30, 55]) {
    await page.keyboard.press("n");
    await expect(focused).toContainText(`About line ${line}`);
    await expect(focused).toBeInViewport();
  }
  await jump.getByRole("button", { name: "Previous thread" }).click();
  await expect(focused).toContainText("About line 30");
  await expect(focused).toBeInViewport();
  // Where neither the buttons nor the head of the page cover a line.
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);

  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys of this page" })).toContainText("next thread");
});
