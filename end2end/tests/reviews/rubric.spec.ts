import { expect, join, post, signIn, somebody, test } from "../../support/test";
import { aTitle, paste, publish } from "../../support/reviews";
import type { Page } from "@playwright/test";

// Tests of several projects run at a time, and a rubric takes the place of the one before for its language.
const languages: Record<string, string> = {
  desktop: "elixir",
  "desktop, no script": "scala",
  phone: "kotlin",
  "phone, no script": "clojure",
};

async function choose(page: Page, criterion: string, level: number, why: string) {
  await page.getByRole("group", { name: criterion }).getByRole("radio").nth(level).check();
  await page.getByLabel(`Why: ${criterion}`).fill(why);
}

async function criterion(page: Page, n: number, title: string, weight = "1") {
  const block = page.getByRole("group", { name: `Criterion ${n}`, exact: true });
  await block.getByLabel("Called").fill(title);
  for (const level of [0, 1, 2, 3]) await block.locator(`input[name=level${n}_${level}]`).fill(`${title} of ${level}`);
  await block.getByLabel("It counts").selectOption(weight);
}

test("a rubric is written, an eye is tried on it, and a review is measured by it", async ({ page, anotherPage, axe }, info) => {
  // Three people, one after another.
  test.setTimeout(150_000);
  const language = languages[info.project.name];
  const [title, example] = [aTitle("Clear code"), aTitle("A sum")];
  const [author, reviewer] = [somebody("Ada"), somebody("Grace")];

  await test.step("a moderator writes a rubric with an example", async () => {
    await signIn(page, "moderator@demo.test");
    await page.goto("/reviews/rubrics");
    await axe(page);
    await page.getByRole("link", { name: "New rubric" }).click();
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("What it is for").fill(" ");
    await page.getByLabel("For code in").selectOption(language);
    await criterion(page, 1, "Soundness", "2");
    await criterion(page, 2, "Clarity");
    await page.getByRole("button", { name: "Another criterion" }).click();
    await expect(page.getByRole("group", { name: "Criterion 4", exact: true })).toBeVisible();
    await criterion(page, 4, "Brevity");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await expect(page.getByRole("alert")).toContainText("Please fill this in.");
    await expect(page.locator("input[name=title4]")).toHaveValue("Brevity");
    await axe(page);
    await page.getByLabel("What it is for").fill("Can **others** read it?");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByText("Moderators alone see it.").first()).toBeVisible();
    await axe(page);

    await page.getByRole("link", { name: "Add an example" }).click();
    await page.getByLabel("Title").fill(example);
    await page.getByLabel("What its author asks").fill("Is it right?");
    await paste(page, 0, "sum.py", "def total(list):\n    return sum(list)\n");
    await choose(page, "Soundness", 3, "It is right.");
    await choose(page, "Clarity", 2, "`list` hides a name.");
    await choose(page, "Brevity", 3, "A line.");
    await axe(page);
    await page.getByRole("button", { name: "Save the example" }).click();
    await expect(page.getByText("`list` hides a name.")).toBeVisible();
    await axe(page);
    await page.getByRole("link", { name: title }).click();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByText("Offered to reviewers when they publish.")).toBeVisible();
  });

  const theirs = await anotherPage();
  await test.step("a reviewer says what they think, and sees the reference afterwards", async () => {
    await join(theirs, reviewer);
    await theirs.goto("/reviews/queue");
    await theirs.getByRole("link", { name: "Calibrate your eye" }).click();
    await expect(theirs.getByText("As for everyone who has assessed no example.")).toBeVisible();
    await theirs.getByRole("link", { name: title }).click();
    await theirs.getByRole("link", { name: example }).click();
    await expect(theirs.getByText("hides a name")).toHaveCount(0);
    await axe(theirs);
    await choose(theirs, "Soundness", 3, "Yes.");
    await choose(theirs, "Clarity", 1, " ");
    await choose(theirs, "Brevity", 3, "Very.");
    await theirs.getByRole("button", { name: "Compare with the reference" }).click();
    await expect(theirs.getByRole("alert")).toContainText("Please fill this in.");
    await expect(theirs.getByLabel("Why: Soundness")).toHaveValue("Yes.");
    await expect(theirs.getByRole("group", { name: "Clarity" }).getByRole("radio").nth(1)).toBeChecked();
    await theirs.getByLabel("Why: Clarity").fill("That name is taken.");
    await theirs.getByRole("button", { name: "Compare with the reference" }).click();
    await expect(theirs.getByText("The reference stands beside what you said.")).toBeVisible();
    await expect(theirs.getByText("`list` hides a name.")).toBeVisible();
    await expect(theirs.getByText("One level apart")).toHaveCount(1);
    // One of three levels at one of four weights.
    await expect(theirs.getByText("92 % agreement")).toBeVisible();
    await axe(theirs);
    await theirs.goto("/reviews/rubrics");
    await expect(theirs.getByText("From 1 example.")).toBeVisible();
    await axe(theirs);
  });

  await test.step("their marks go with their review, with what they count", async () => {
    const ones = await anotherPage();
    await join(ones, author);
    const address = await publish(ones, aTitle("A lock"), { language });
    await theirs.goto(address);
    await theirs.getByRole("button", { name: "Claim this review" }).click();
    await theirs.getByText(title).click();
    await theirs.getByLabel("Soundness").selectOption("3");
    await theirs.getByLabel("Clarity").selectOption("1");
    await axe(theirs);
    await theirs.getByLabel("Fix it, then ship it").check();
    await theirs.getByLabel("In short").fill("Close to done.");
    await theirs.getByRole("button", { name: "Publish my review" }).click();
    await expect(theirs.getByText("Your review is published.")).toBeVisible();
    await ones.goto(address);
    const marks = ones.getByRole("table", { name: new RegExp(title) });
    await expect(marks.getByRole("row", { name: /Soundness/ })).toContainText("3 · Soundness of 3");
    await expect(marks.getByRole("row", { name: /Brevity/ })).toHaveCount(0);
    await expect(ones.getByText(`${reviewer.name}: weight 1.1, from 1 example`)).toBeVisible();
    await expect(ones.getByRole("link", { name: "weight 1.1, from 1 example" })).toBeVisible();
    await axe(ones);
  });

  await test.step("it is retired, and reviewers are offered it no longer", async () => {
    await page.goto("/reviews/rubrics");
    await page.getByRole("link", { name: title }).click();
    await page.getByText("Retire…").click();
    await page.getByRole("button", { name: "Retire the rubric" }).click();
    await expect(page.getByText("What was said by it stays readable.")).toBeVisible();
  });
});

test("only moderators write rubrics, and whoever is not signed in reads them", async ({ page, anotherPage, axe, expectErrors }) => {
  expectErrors(/403/);
  await page.goto("/reviews/rubrics");
  await page.getByRole("link", { name: "Can others work with it?" }).click();
  await expect(page.getByText("For moderators")).toHaveCount(0);
  await axe(page);
  const rubric = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "A total that loses cents" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect(page.getByText("Count cents")).toHaveCount(0);
  await axe(page);

  const theirs = await anotherPage();
  await join(theirs, somebody("Grace"));
  await theirs.goto("/reviews/rubrics");
  await expect(theirs.getByRole("link", { name: "New rubric" })).toHaveCount(0);
  expect((await theirs.goto("/reviews/rubrics/new"))?.status()).toBe(403);
  expect((await theirs.goto(`${rubric}/examples/new`))?.status()).toBe(403);
  for (const action of ["publish", "retire", "discard"]) {
    const refused = await post(theirs, rubric, { action });
    expect(refused.status()).toBe(409);
    expect(await refused.text()).toContain("Only moderators can do this.");
  }
  for (const path of ["/reviews/rubrics/nothing", `${rubric}/examples/99`, `${rubric}/examples/x`]) {
    expect((await theirs.request.get(path)).status(), path).toBe(404);
  }
});
