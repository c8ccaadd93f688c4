import { expect, join, somebody, test } from "../../support/test";
import { aTitle, block, fillIn, paste } from "../../support/reviews";
import { history, sources } from "../../support/histories";
import type { Page } from "@playwright/test";

for (const [language, source] of Object.entries(sources)) {
  test(`${source.name}, ${language}, is reviewed from one published version to the next`, async ({ page, anotherPage }, info) => {
    test.slow();
    const { path, versions, isReal } = await history(source);
    info.annotations.push({ type: "history", description: isReal ? "as published" : "made up: nothing could be fetched" });
    const [before, after] = versions.map((text) => text.replace(/\n$/, "").split("\n"));
    const { stays, goes, suggested } = places(before, after);
    const insert = language === "Rust" ? "// Looked at twice." : "/* Looked at twice. */";

    const [author, reviewer] = [somebody("Abel"), somebody("Ruta")];
    const theirs = await anotherPage();
    await join(page, author);
    await join(theirs, reviewer);

    const address = await test.step("submit", async () => {
      await page.goto("/reviews/new");
      await fillIn(page, aTitle(`${source.name} ${source.versions[0]}`));
      await paste(page, 0, path, versions[0]);
      await page.getByRole("button", { name: "Publish at once" }).click();
      await expect(page.getByText("Published. Reviewers can find it now.")).toBeVisible();
      return new URL(page.url()).pathname;
    });

    await test.step("claim, comment on ranges, suggest, publish", async () => {
      await theirs.goto(address);
      await theirs.getByRole("button", { name: "Claim this review" }).click();
      await write(theirs, `${address}?at=${path}:${stays.from}-${stays.from + 1}#at`, "Bug", "This stays.");
      await write(theirs, `${address}?at=${path}:${goes.from}#at`, "Bug", "This goes.");
      await write(theirs, `${address}?at=${path}:${suggested}#at`, "Improvement", "Say so.", `${insert}\n${before[suggested - 1]}`);
      await publishRound(theirs, "Fix it, then ship it", "Three things.");
    });

    await test.step("apply: the lines are exactly as suggested, and the threads have moved with theirs", async () => {
      await page.goto(address);
      await page.locator("figure.tf-suggestion").getByRole("button", { name: "Apply" }).click();
      await expect(page.getByText("Applied. This is the new iteration.")).toBeVisible();
      await page.goto(`${address}/iterate`);
      const applied = before.toSpliced(suggested - 1, 0, insert).join("\n");
      await expect(block(page, 0).getByLabel("Code")).toHaveValue(`${applied}\n`);
      await page.goto(`${address}?from=0&to=2`);
      const moved = (line: number) => (line > suggested ? line + 1 : line);
      expect(await line(page, "This stays.")).toBe(moved(stays.from + 1));
      expect(await line(page, "This goes.")).toBe(moved(goes.from));
    });

    await test.step("the next published version: one thread follows its lines, the other is outdated", async () => {
      await page.goto(`${address}/iterate`);
      await block(page, 0).getByLabel("Code").fill(versions[1]);
      await page.getByLabel("What has changed").fill(`Version ${source.versions[1]}.`);
      await page.getByRole("button", { name: "Make the iteration" }).click();
      await expect(page).toHaveURL(/\?from=2&to=3$/);
      await page.goto(`${address}?from=0&to=3`);
      expect(await line(page, "This stays.")).toBe(stays.to + 1);
      const outdated = thread(page, "This goes.");
      await expect(outdated).toContainText("Outdated");
      await expect(outdated.getByRole("link", { name: `${path}, line ${goes.from} of iteration 1` })).toBeVisible();
      await expect(page.locator("figure.tf-suggestion").last()).toContainText("Applied in iteration 2");
    });

    await test.step("fixed, verified, shipped, rated", async () => {
      await thread(page, "This goes.").getByRole("button", { name: "I have fixed this" }).click();
      await expect(thread(page, "This goes.")).toContainText("To verify");
      await theirs.goto(address);
      await thread(theirs, "This goes.").getByRole("button", { name: "Confirm" }).click();
      await expect(thread(theirs, "This goes.")).toContainText("Fixed");
      await publishRound(theirs, "Ship it", "Better than before.");
      await page.goto(address);
      await expect(page.getByText("Ship it").first()).toBeVisible();
      await page.getByLabel("Great").check();
      await page.getByRole("button", { name: "Rate the review" }).click();
      await expect(page.getByText("The reviewer has been told.")).toBeVisible();
      await page.getByRole("button", { name: "Finish", exact: true }).click();
      await expect(page.getByText("Finished. Well done.")).toBeVisible();
    });
  });
}

async function write(page: Page, address: string, kind: string, text: string, instead?: string) {
  await page.goto(address);
  const composer = page.locator("#at");
  await composer.getByLabel(kind).check();
  await composer.getByLabel("Comment").fill(text);
  if (instead !== undefined) {
    await composer.getByText("Suggest other lines").click();
    await composer.getByLabel("Suggest these lines instead").check();
    await composer.getByLabel("What should stand there").fill(instead);
  }
  await composer.getByRole("button", { name: "Add to my review" }).click();
  await expect(thread(page, text)).toContainText("Draft, seen by you alone");
}

async function publishRound(page: Page, verdict: string, summary: string) {
  await page.getByLabel(verdict, { exact: true }).check();
  await page.getByLabel("In short").fill(summary);
  await page.getByRole("button", { name: "Publish my review" }).click();
  await expect(page.getByText("Your review is published.")).toBeVisible();
}

const thread = (page: Page, text: string) => page.locator("[data-thread]", { hasText: text }).last();

/** The line that the thread stands under, as the page shows it. */
async function line(page: Page, text: string): Promise<number | undefined> {
  await expect(thread(page, text)).toBeVisible();
  return thread(page, text).evaluate((thread) => {
    const lines = [...document.querySelectorAll(".tf-l[id]")];
    const above = lines.filter((line) => line.compareDocumentPosition(thread) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
    return above && Number(/n(\d+)$/.exec(above.id)?.[1]);
  });
}

/** Lines counted from 1: two that both versions have, at different places; one that is gone; one to suggest something for. */
function places(before: string[], after: string[]) {
  const once = (lines: string[], text: string) => lines.filter((line) => line === text).length === 1;
  const isPlain = (text: string) => text.trim().length > 8;
  const both = before.map((text) => (isPlain(text) && once(before, text) && once(after, text) ? after.indexOf(text) : -1));
  const starts = both.flatMap((at, n) => (at >= 0 && at !== n && both[n + 1] === at + 1 ? [n] : []));
  const stays = starts[Math.floor(starts.length / 2)];
  const goes = before.findIndex((text) => isPlain(text) && once(before, text) && !after.includes(text));
  const suggested = both.findIndex((at, n) => at >= 0 && Math.abs(n - goes) > 3 && Math.abs(n - stays) > 5);
  for (const [what, at] of Object.entries({ stays, goes, suggested })) {
    if (at === undefined || at < 0) throw new Error(`the two versions have no place that fits: ${what}`);
  }
  return { stays: { from: stays + 1, to: both[stays] + 1 }, goes: { from: goes + 1 }, suggested: suggested + 1 };
}
