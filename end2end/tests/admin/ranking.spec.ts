import { expect, join, signIn, somebody, test } from "../../support/test";

test("a member is told kindly that the admin area is not open", async ({ page, axe, expectErrors }) => {
  expectErrors(/403/);
  await page.goto("/admin/ranking");
  await expect(page).toHaveURL(/\/signin\?next=%2Fadmin%2Franking/);
  await join(page, somebody("Nora"));
  for (const path of ["/admin", "/admin/ranking", "/admin/ranking/weights"]) {
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
