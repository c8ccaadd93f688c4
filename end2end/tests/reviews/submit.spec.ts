import { expect, join, somebody, test } from "../../support/test";
import { aTitle, block, fillIn, files, paste, publish } from "../../support/reviews";
import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import type { Page } from "@playwright/test";

const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

test("code is pasted into blocks, saved, changed and published", async ({ page, anotherPage, axe }) => {
  await join(page, somebody("Ada"));
  const title = aTitle("Two queues");
  await page.goto("/reviews");
  await page.getByRole("link", { name: "Submit code" }).click();
  await axe(page);
  await fillIn(page, title);
  await paste(page, 0, "src/queue.rs", "pub struct Queue;\n\n// <b>&amp;</b>\n");
  await page.getByRole("button", { name: "Add another file" }).click();
  await expect(page.locator("[data-block]")).toHaveCount(2);
  await expect(block(page, 1).getByLabel("File name")).toBeFocused();
  await expect(page.getByLabel("Title")).toHaveValue(title);
  await expect(block(page, 0).getByLabel("Code")).toHaveValue("pub struct Queue;\n\n// <b>&amp;</b>\n");
  await paste(page, 1, "src/main.rs", "fn main() {}\n");
  await page.getByLabel("Question 1").fill("Is a lock needed?");
  await page.getByRole("button", { name: "Save and look it over" }).click();
  await expect(page).toHaveURL(/\/reviews\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Your draft is saved.")).toBeVisible();
  const submission = new URL(page.url()).pathname;

  const stranger = await anotherPage();
  expect((await stranger.goto(submission))!.status()).toBe(404);

  await page.goto(`${submission}/edit`);
  expect(await files(page)).toEqual(["src/main.rs", "src/queue.rs"]);
  await expect(page.getByLabel("Question 1")).toHaveValue("Is a lock needed?");
  await axe(page);
  await block(page, 0).getByLabel("Code").fill("");
  await page.getByLabel("Title").fill(`${title} indeed`);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByText("Your draft is saved.")).toBeVisible();
  await page.goto(`${submission}/edit`);
  expect(await files(page)).toEqual(["src/queue.rs"]);

  await page.goto("/reviews?view=mine");
  await expect(page.getByRole("link", { name: `${title} indeed` })).toBeVisible();
  await expect(page.getByText("Nobody sees it yet.")).toBeVisible();
  await axe(page);
});

test("files and a folder are uploaded, and what tools make stays out", async ({ page, javaScriptEnabled }) => {
  await join(page, somebody("Ada"));
  await page.goto("/reviews/new");
  await fillIn(page, aTitle("A project"));
  await page.getByLabel("Files or a zip").setInputFiles([file("notes.py", "print('hello')\n"), file("more.py", "x = 1\n")]);
  await page.getByLabel("A folder").setInputFiles(await aFolder());
  if (javaScriptEnabled !== false) {
    await expect(page.getByText("4 files chosen")).toBeVisible();
    await expect(page.getByText("Left out: node_modules/")).toBeVisible();
  }
  await page.getByRole("button", { name: "Save and look it over" }).click();
  // Without script all of the folder is sent, and the server says what it left out.
  if (javaScriptEnabled === false) {
    await expect(page.getByText("node_modules/")).toBeVisible();
    await page.getByRole("link", { name: "Look it over" }).click();
  }
  await expect(page).toHaveURL(/\/reviews\/[0-9a-f-]{36}$/);
  await page.goto(`${page.url()}/edit`);
  expect(await files(page)).toEqual(["main.py", "more.py", "notes.py", "src/queue.py"]);
});

test("files can be dropped, and taken back", async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, "needs script by its nature");
  await join(page, somebody("Ada"));
  await page.goto("/reviews/new");
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["print(1)\n"], "dropped.py"));
    return transfer;
  });
  await page.dispatchEvent("[data-upload]", "drop", { dataTransfer: dropped });
  await expect(page.getByText("1 file chosen")).toBeVisible();
  await page.getByRole("button", { name: "Take them back" }).click();
  await expect(page.getByText("1 file chosen")).toHaveCount(0);
  await page.getByLabel("Files or a zip").setInputFiles(file("large.py", "x".repeat(700_000)));
  await expect(page.getByText("“large.py” is too large")).toBeVisible();
});

test("what is wrong is told where it is, and what was typed stays", async ({ page, axe }) => {
  await join(page, somebody("Ada"));
  await page.goto("/reviews/new");
  await paste(page, 0, "../secret.rs", "fn main() {}\n");
  await page.getByLabel("Title").fill("ab");
  await submitAnyway(page, "Save and look it over");
  await expect(page.getByLabel("Title")).toHaveAccessibleDescription(/at least 3 characters/);
  await expect(block(page, 0).getByLabel("File name")).toHaveValue("../secret.rs");
  await expect(block(page, 0).getByLabel("Code")).toHaveValue("fn main() {}\n");
  await axe(page);

  await fillIn(page, aTitle("A queue"));
  await page.getByRole("button", { name: "Save and look it over" }).click();
  await expect(page.getByRole("alert")).toContainText("cannot be the name of a file");

  await paste(page, 0, "logo.png", "");
  await page.getByRole("button", { name: "Save and look it over" }).click();
  await expect(page.getByRole("alert")).toContainText("Please fill this in");
});

test("what looks like a password is not published at once", async ({ page }) => {
  await join(page, somebody("Ada"));
  await page.goto("/reviews/new");
  await fillIn(page, aTitle("A login"));
  await paste(page, 0, "login.py", "password = 'hunter2'\n");
  await page.getByRole("button", { name: "Publish at once" }).click();
  await expect(page.getByText("It may hold a secret, so it is not published yet")).toBeVisible();
  await expect(page.getByText("login.py, line 1")).toBeVisible();
  await page.getByRole("link", { name: "Edit the draft" }).click();
  await expect(block(page, 0).getByLabel("Code")).toHaveValue("password = 'hunter2'\n");
});

test("the next iteration goes on from the files as they are", async ({ page, axe }) => {
  await join(page, somebody("Ada"));
  const submission = await publish(page, aTitle("Two files"));
  await page.goto(`${submission}/iterate`);
  await axe(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Iteration 2");
  await block(page, 0).getByLabel("Code").fill("fn main() {\n    println!(\"better\");\n}\n");
  await page.getByRole("button", { name: "Add another file" }).click();
  await paste(page, 1, "lib.rs", "pub fn a() {}\n");
  await page.getByLabel("What has changed").fill("It says more.");
  await page.getByRole("button", { name: "Make the iteration" }).click();
  await expect(page).toHaveURL(/\?from=1&to=2$/);
  await expect(page.getByText("This is the new iteration.")).toBeVisible();

  await page.goto(`${submission}/iterate`);
  expect(await files(page)).toEqual(["lib.rs", "main.rs"]);
  await page.getByRole("button", { name: "Make the iteration" }).click();
  await expect(page.getByText("There is nothing new in this iteration")).toBeVisible();
  await block(page, 0).getByLabel("Leave this file out").check();
  await page.getByLabel("Files or a zip").setInputFiles(file("main.rs", "fn main() {}\n"));
  await page.getByRole("button", { name: "Make the iteration" }).click();
  await expect(page).toHaveURL(/\?from=2&to=3$/);
  await page.goto(`${submission}/iterate`);
  expect(await files(page)).toEqual(["main.rs"]);
  await expect(block(page, 0).getByLabel("Code")).toHaveValue("fn main() {}\n");

  const published = await page.goto(`${submission}/edit`);
  expect(published!.status()).toBe(200);
  await expect(page.getByText("This is published, so it stays as it is.")).toBeVisible();
});

test("a token is shown once, submits code, and is revoked", async ({ page, axe }) => {
  await join(page, somebody("Ada"));
  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: "Access tokens" }).click();
  await expect(page.getByText("You have no tokens.")).toBeVisible();
  await axe(page);
  await page.getByLabel("Name").fill("laptop");
  await page.getByRole("button", { name: "Make the token" }).click();
  await expect(page.getByText("It is shown this once")).toBeVisible();
  expect(page.url()).toMatch(/\/settings\/tokens$/);
  const token = (await page.getByRole("region", { name: "Your token" }).innerText()).trim();
  expect(token).toMatch(/^tft_\w{40}$/);
  await axe(page);

  const title = aTitle("From the terminal");
  const sent = await page.request.post("/api/v1/submissions", {
    headers: { Authorization: `Bearer ${token}`, Cookie: "" },
    multipart: { title, ask: "Why?", level: "beginner", files: file("main.py", "print(1)\n") },
  });
  expect(sent.status(), await sent.text()).toBe(201);
  const { url } = await sent.json();
  expect((await page.goto(new URL(url).pathname))!.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);

  await page.goto("/settings/tokens");
  await expect(page.getByText(/last used/)).toBeVisible();
  await page.getByRole("button", { name: "Revoke the token “laptop”" }).click();
  await expect(page.getByText("The token is revoked.")).toBeVisible();
  const refused = await page.request.post("/api/v1/submissions", { headers: { Authorization: `Bearer ${token}` }, data: {} });
  expect(refused.status()).toBe(401);
});

/** A folder as a project is: code, and what a tool has put beside it. */
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path(tmpdir(), "project-"));
  await mkdir(path(folder, "src"));
  await mkdir(path(folder, "node_modules"));
  await writeFile(path(folder, "main.py"), "import src.queue\n");
  await writeFile(path(folder, "src", "queue.py"), "class Queue: pass\n");
  await writeFile(path(folder, "node_modules", "index.js"), "x\n");
  return folder;
}

/** Past the browser's own checks, as another browser might. */
async function submitAnyway(page: Page, name: string) {
  const button = page.getByRole("button", { name });
  await button.evaluate((button: HTMLButtonElement) => (button.form!.noValidate = true));
  await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), button.click()]);
}
