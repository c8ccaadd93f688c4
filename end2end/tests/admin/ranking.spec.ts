import { expect, join, signIn, somebody, test } from "../../support/test";

test("a member is told kindly that the admin area is not open", async ({ page, axe, expectErrors }) => {
  expectErrors(/403/);
  await page.goto("/admin/ranking");
  await expect(page).toHaveURL(/\/signin\?next=%2Fadmin%2Franking/);
  await join(page, somebody("Nora"));
  for (const path of ["/admin", "/admin/ranking", "/admin/ranking/weights", "/admin/ranking/badges", "/admin/ranking/badges/new"]) {
    const response = await page.goto(path);
    expect(response!.status(), path).toBe(403);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This is not open to you");
    await expect(page.getByText("please ask an admin")).toBeVisible();
  }
  await expect(page.getByRole("banner")).toBeVisible();
  await axe(page);
});

test("a moderator finds the rings, and the weights stay with admins", async ({ page, axe, expectErrors }) => {
  expectErrors(/403/);
  await signIn(page, "moderator@demo.test");
  await page.goto("/");
  await page.locator("summary", { hasText: "Your menu" }).click();
  await page.getByRole("link", { name: "Admin", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Admin");
  await expect(page.getByRole("link", { name: "Weights" })).toHaveCount(0);
  await axe(page);
  await page.getByRole("main").getByRole("link", { name: "Ranking" }).click();
  await expect(page.getByRole("heading", { name: "Rings" })).toBeVisible();
  await axe(page);
  expect((await page.goto("/admin/ranking/weights"))!.status()).toBe(403);
});

test("a moderator clears a ring with a reason, and takes that back", async ({ page, axe, expectErrors }) => {
  expectErrors(/422/);
  await signIn(page, "moderator@demo.test");
  await page.goto("/admin/ranking");
  const ring = page.getByRole("article").filter({ hasText: "4 people" }).first();
  await expect(ring).toContainText("Waits for a decision");
  await expect(ring.getByText("100 %")).toBeVisible();
  await expect(ring.getByRole("row")).toHaveCount(13);
  const step = async (fold: string, button: string, why: string) => {
    // By its text: what is folded away has no role yet.
    const form = ring.locator("details").filter({ has: page.locator(`button:text-is("${button}")`) });
    if ((await form.getAttribute("open")) === null) await form.locator("summary", { hasText: fold }).click();
    await form.getByLabel("Why").fill(why);
    await form.getByRole("button", { name: button, exact: true }).click();
  };
  await step("Clear…", "Clear", "no");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(ring).toContainText("Waits for a decision");
  await step("Clear…", "Clear", "A class that learns together");
  await expect(page.getByText("Cleared. What they gave each other counts again in a moment.")).toBeVisible();
  await expect(ring).toContainText("Everything counts.");
  await expect(page.getByRole("row").filter({ hasText: "A class that learns together" }).first()).toContainText("Cleared");
  await axe(page);
  await step("Take the decision back…", "Take the decision back", "Asked their teacher, who knows none of them");
  await expect(ring).toContainText("Waits for a decision");
});

test("an admin looks at what other weights would do, and changes nothing", async ({ page, axe, expectErrors }) => {
  expectErrors(/422/);
  await signIn(page, "admin@demo.test");
  await page.goto("/admin");
  await page.getByRole("link", { name: "Weights" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Weights");
  await axe(page);

  const accepted = page.getByLabel("Suggestion accepted");
  const before = await accepted.inputValue();
  await accepted.fill("37");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("heading", { name: "Who would move" })).toBeVisible();
  await expect(accepted).toHaveValue("37");
  await axe(page);

  await accepted.fill("-3");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("alert")).toContainText("Please choose between 0 and 1000.");
  await page.goto("/admin/ranking/weights");
  await expect(accepted).toHaveValue(before);
});

test("an admin writes a badge, tries it, gives it, and retires it", async ({ page, axe, expectErrors }) => {
  expectErrors(/422/);
  const title = `Lantern ${Math.random().toString(36).slice(2, 8)}`;
  await signIn(page, "admin@demo.test");
  await page.goto("/admin");
  await page.getByRole("link", { name: "Written badges" }).click();
  await page.getByRole("link", { name: "Write a badge" }).first().click();
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("What it rewards").fill("Others went on with what you showed them.");
  await page.getByLabel("Picture").selectOption({ label: "Lightbulb" });
  await page.getByRole("button", { name: "Keep the draft" }).click();
  await expect(page.getByRole("alert")).toContainText("give it at least one condition");

  await page.getByLabel("Suggestion accepted").check();
  await page.getByLabel("Times").fill("1");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("heading", { name: "By what has happened so far" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "would have it" })).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue(title);
  await axe(page);

  await page.getByRole("button", { name: "Keep the draft" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  const here = page.url();
  expect((await page.request.get(here.replace("/admin/ranking", ""))).status()).toBe(404);
  await page.getByRole("button", { name: "Give it from now on" }).click();
  await expect(async () => {
    await page.goto(here);
    await expect(page.getByText(/^[1-9]\d* people have it\.$/)).toBeVisible({ timeout: 250 });
  }).toPass({ timeout: 15_000 });
  await axe(page);

  await page.getByRole("link", { name: "Its page, as everybody sees it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.getByText("Once: suggestion accepted")).toBeVisible();
  await page.goto("/badges");
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  await page.goto(here);
  await page.getByRole("button", { name: "Retire it" }).click();
  await expect(page.getByText("Retired", { exact: true })).toBeVisible();
  await page.goto("/badges");
  await expect(page.getByRole("link", { name: title })).toHaveCount(0);
});
