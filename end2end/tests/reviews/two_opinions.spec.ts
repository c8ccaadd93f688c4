import { expect, join, send, somebody, test } from "../../support/test";
import { aTitle, publish } from "../../support/reviews";
import type { Page } from "@playwright/test";

async function review(page: Page, address: string, words: string, kinds: string[]) {
  await send(page, address, { action: "claim" });
  for (const kind of kinds) {
    await send(page, address, { action: "open_thread", place: "main.rs:2", iteration: "1", kind, text: `A ${kind} of ${words}` });
  }
  await send(page, address, { action: "publish_round", iteration: "1", verdict: "needs_work", summary: words });
}

test("two opinions stand beside each other, and are blind until both are there", async ({ page, anotherPage, axe, isMobile }) => {
  const [one, two] = [await anotherPage(), await anotherPage()];
  for (const [theirs, name] of [[page, "Abel"], [one, "Ruta"], [two, "Timo"]] as const) await join(theirs, somebody(name));
  const address = await publish(page, aTitle("Two readers"), { language: "rust", second_opinion: "on" });

  await review(one, address, "The first opinion.", ["bug", "bug", "praise"]);
  await send(two, address, { action: "claim" });
  await two.goto(address);
  await expect(two.getByText("first opinion")).toHaveCount(0);
  await expect(two.getByText("Needs work", { exact: false }).and(two.locator("#happened *"))).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText("The first opinion.", { exact: true })).toBeVisible();

  await send(two, address, { action: "publish_round", iteration: "1", verdict: "ship_it", summary: "The second opinion." });
  await page.goto(address);
  const [first, second] = [page.getByRole("article", { name: /Review by Ruta/ }), page.getByRole("article", { name: /Review by Timo/ })];
  await expect(first).toContainText("2 bugs");
  await expect(first).toContainText("1 praise");
  await expect(second).toContainText("Ship it");
  const [left, right] = [await first.boundingBox(), await second.boundingBox()];
  if (isMobile) expect(right!.y).toBeGreaterThanOrEqual(left!.y + left!.height);
  else expect([right!.y, right!.x > left!.x + left!.width - 1]).toEqual([left!.y, true]);
  await axe(page);
  await two.goto(address);
  await expect(two.getByText("The first opinion.", { exact: true })).toBeVisible();
});

test("a suggestion is declined with a reason, and that is taken back", async ({ page, anotherPage, axe, mailbox }) => {
  const theirs = await anotherPage();
  const reviewer = somebody("Ruta");
  await join(page, somebody("Abel"));
  await join(theirs, reviewer);
  const address = await publish(page, aTitle("A greeting"), { language: "rust" });
  await send(theirs, address, { action: "claim" });
  const suggestion = { place: "main.rs:2", iteration: "1", kind: "improvement", text: "", suggest: "on", replacement: "    println!();" };
  await send(theirs, address, { action: "open_thread", ...suggestion });
  await send(theirs, address, { action: "publish_round", iteration: "1", verdict: "ship_it", summary: "Fine." });

  await page.goto(address);
  const figure = page.locator("figure.tf-suggestion");
  await figure.getByText("Decline…").click();
  await figure.getByLabel("Why not?").fill("It **must** greet.");
  await figure.getByRole("button", { name: "Decline it" }).click();
  await expect(page.getByText("Declined. The reviewer will hear of it.")).toBeVisible();
  await expect(figure.getByText("Declined", { exact: true })).toBeVisible();
  await expect(figure.getByRole("button", { name: "Apply" })).toHaveCount(0);
  await expect(page.locator("[data-thread] strong")).toHaveText("must");
  await expect(page.locator("#threads")).toContainText("suggestion declined");
  await page.locator("#threads").getByRole("link", { name: /Declined/ }).click();
  await expect(page.locator("#threads li a[href^='#t']")).toHaveCount(1);
  await axe(page);
  await mailbox.newest(reviewer.email, /declined a suggestion/i);

  await theirs.goto(address);
  await expect(theirs.locator("figure.tf-suggestion").getByText("Declined", { exact: true })).toBeVisible();
  await expect(theirs.locator("figure.tf-suggestion").getByRole("button", { name: "Undo" })).toHaveCount(0);

  await figure.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("The suggestion is open again.")).toBeVisible();
  await expect(figure.getByRole("button", { name: "Apply" })).toBeVisible();
});
