import { expect, join, send, somebody, test, type Person } from "../../support/test";
import { aTitle, publish } from "../../support/reviews";
import { Wire } from "../../support/wire";
import type { Page } from "@playwright/test";

const code = `pub struct Queue {
    items: Vec<u32>,
}

impl Queue {
    pub fn push(&mut self, item: u32) {
        self.items.push(item);
    }

    pub fn pop(&mut self) -> Option<u32> {
        if self.items.len() == 0 {
            return None;
        }
        Some(self.items.remove(0))
    }
}
`;

test("from code to a review, a suggestion taken over, a fix confirmed and a rating", async ({ page, anotherPage, axe, mailbox }) => {
  const [author, reviewer] = [somebody("Abel"), somebody("Ruta")];
  const theirs = await anotherPage();
  await join(page, author);
  await join(theirs, reviewer);

  const address = await submitted(page);
  await axe(page);

  await test.step("a reviewer claims it and writes about lines", async () => {
    await theirs.goto(address);
    await theirs.getByRole("button", { name: "Claim this review" }).click();
    await expect(theirs.getByText("It is yours for half an hour.")).toBeVisible();

    await theirs.goto(`${address}?at=src/queue.rs:11#at`);
    const composer = theirs.locator("#at");
    await composer.getByLabel("Improvement").check();
    await composer.getByLabel("Comment").fill("`is_empty` says it **better**.");
    await composer.getByText("Suggest other lines").click();
    await composer.getByLabel("Suggest these lines instead").check();
    await composer.getByLabel("What should stand there").fill("        if self.items.is_empty() {");
    await composer.getByRole("button", { name: "Preview" }).click();
    await expect(composer.getByLabel("Preview").locator("strong")).toHaveText("better");
    await expect(composer.getByLabel("What should stand there")).toHaveValue("        if self.items.is_empty() {");
    await composer.getByRole("button", { name: "Add to my review" }).click();
    await expect(theirs.getByText("Draft, seen by you alone").first()).toBeVisible();

    await theirs.goto(`${address}?at=src/queue.rs:10-15#at`);
    await theirs.locator("#at").getByLabel("Bug").check();
    await theirs.locator("#at").getByLabel("Comment").fill("Removing at the front moves everything.");
    await theirs.locator("#at").getByRole("button", { name: "Add to my review" }).click();
    await axe(theirs);
  });

  await test.step("nobody sees it before it is published", async () => {
    await page.goto(address);
    await expect(page.getByText("Removing at the front")).toHaveCount(0);
  });

  await test.step("the question must be answered first", async () => {
    await publishRound(theirs);
    await expect(theirs.getByRole("alert").getByText("questions that you have not answered")).toBeVisible();
    await expect(theirs.getByLabel("In short")).toHaveValue("Close to done.");
    const question = theirs.locator("[data-thread]", { hasText: "Is a Vec the right choice?" }).first();
    await question.getByText("Answer", { exact: true }).click();
    await question.getByLabel("Your answer").fill("A VecDeque is.");
    await question.getByRole("button", { name: "Add to my review" }).click();
    await publishRound(theirs);
    await expect(theirs.getByText("Your review is published.")).toBeVisible();
  });

  await test.step("the author reads a mail and takes the suggestion over", async () => {
    await mailbox.newest(author.email, /review/i);
    await page.goto(address);
    await expect(page.getByText("Fix it, then ship it").first()).toBeVisible();
    await page.locator("figure.tf-suggestion").getByRole("button", { name: "Apply" }).click();
    await expect(page.getByText("Applied. This is the new iteration.")).toBeVisible();
    await expect(page).toHaveURL(/from=1&to=2/);
    await expect(page.locator(".tf-chunk .tf-l-add code")).toContainText("self.items.is_empty()");
    await axe(page);
  });

  await test.step("the other thread followed its lines, and is said to be fixed", async () => {
    const thread = page.locator("[data-thread]", { hasText: "Removing at the front" }).last();
    await thread.getByRole("button", { name: "I have fixed this" }).click();
    await expect(page.locator("[data-thread]", { hasText: "Removing at the front" }).last()).toContainText("To verify");
  });

  await test.step("the one who opened it confirms", async () => {
    await theirs.goto(address);
    await theirs.locator("[data-thread]", { hasText: "Removing at the front" }).last().getByRole("button", { name: "Confirm" }).click();
    await expect(theirs.locator("[data-thread]", { hasText: "Removing at the front" }).last()).toContainText("Fixed");
  });

  await test.step("the review is rated, and it is finished", async () => {
    await page.goto(address);
    await page.getByLabel("Great").check();
    await page.getByRole("button", { name: "Rate the review" }).click();
    await expect(page.getByText("The reviewer has been told.")).toBeVisible();
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await expect(page.getByText("Finished. Well done.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Apply" })).toHaveCount(0);
  });
});

test("what is published shows up on the open page of the other", async ({ page, anotherPage, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "without script a page is as it was when it was loaded");
  const theirs = await anotherPage();
  await join(page, somebody("Abel"));
  await join(theirs, somebody("Ruta"));
  const address = await submitted(page);
  await theirs.goto(address);
  await expect(page.locator("#live")).toContainText("is here too");
  await theirs.getByRole("button", { name: "Claim this review" }).click();
  await expect(page.getByText("claimed the review")).toBeVisible();
});

test("a lost connection says so, and catches up", async ({ page, anotherPage, baseURL, javaScriptEnabled, expectErrors }) => {
  test.skip(!javaScriptEnabled, "without script a page is as it was when it was loaded");
  expectErrors(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/);
  const theirs = await anotherPage();
  await join(page, somebody("Abel"));
  await join(theirs, somebody("Ruta"));
  const address = await submitted(page);
  const wire = new Wire(new URL(baseURL!));
  await page.goto((await wire.mend()) + address);
  await theirs.goto(address);
  await expect(page.locator("#live")).toContainText("is here too");
  await wire.cut();
  await expect(page.getByText("The connection is lost")).toBeVisible();
  await theirs.getByRole("button", { name: "Claim this review" }).click();
  await expect(theirs.getByText("It is yours for half an hour.")).toBeVisible();
  await wire.mend();
  await expect(page.getByText("claimed the review")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("The connection is lost")).toBeHidden();
  await page.goto("about:blank");
  await wire.cut();
});

test("a line's number opens the place to write, with shift a range", async ({ page, javaScriptEnabled }) => {
  await join(page, somebody("Abel"));
  await submitted(page);
  await page.locator("#f1n2 a.tf-n").click();
  await expect(page.locator("#at")).toContainText("src/queue.rs, line 2");
  if (!javaScriptEnabled) return;
  await page.locator("#at textarea[name=text]").fill("Half a thought");
  await page.locator("#f1n4 a.tf-n").click({ modifiers: ["Shift"] });
  await expect(page.locator("#at")).toContainText("src/queue.rs, lines 2–4");
  await expect(page.locator("#at textarea[name=text]")).toHaveValue("Half a thought");
});

test("what was taken over is taken back, and can be taken over again", async ({ page, anotherPage }) => {
  const theirs = await anotherPage();
  await join(page, somebody("Abel"));
  await join(theirs, somebody("Ruta"));
  const address = await publish(page, aTitle("Undone"));
  await send(theirs, address, { action: "claim" });
  const thread = { action: "open_thread", kind: "improvement", iteration: "1", place: "main.rs:2", text: "Louder." };
  await send(theirs, address, { ...thread, suggest: "on", replacement: '    println!("HELLO");' });
  await send(theirs, address, { action: "publish_round", iteration: "1", verdict: "fix_then_ship", summary: "One thing." });

  await page.goto(address);
  const suggestion = page.locator("figure.tf-suggestion").last();
  await suggestion.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("Applied. This is the new iteration.")).toBeVisible();
  const settled = page.locator("[data-thread]", { hasText: "Louder." }).last();
  if (!(await suggestion.isVisible())) await settled.locator("summary").first().click();
  await suggestion.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone. The lines are as they were")).toBeVisible();
  await page.goto(address);
  await suggestion.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\?from=3&to=4$/);
});

/** Sends in the queue with a question, publishes it, and says where it is. */
async function submitted(page: Page): Promise<string> {
  await page.goto("/reviews/new");
  await page.getByLabel("Title").fill("A queue of numbers");
  await page.getByLabel("What do you want to hear about?").fill("Is it fast enough?");
  await page.getByLabel("File name").fill("src/queue.rs");
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByLabel("Question 1").fill("Is a Vec the right choice?");
  await page.getByRole("button", { name: "Save and look it over" }).click();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published. Reviewers can find it now.")).toBeVisible();
  return new URL(page.url()).pathname;
}

async function publishRound(page: Page) {
  await page.getByLabel("Fix it, then ship it").check();
  await page.getByLabel("In short").fill("Close to done.");
  await page.getByRole("button", { name: "Publish my review" }).click();
}
