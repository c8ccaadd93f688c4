import { expect, join, signIn, somebody, test } from "../../support/test";

test("one's own activity tells in words who came in, and who did not", async ({ page, axe, expectErrors }) => {
  expectErrors(/409/);
  const person = somebody("Ada");
  await join(page, person);
  await page.context().clearCookies();
  await page.goto("/signin");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("do not go together")).toBeVisible();
  await signIn(page, person.email, person.password);

  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: "Security activity" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Security activity");
  const moments = page.getByRole("main").getByRole("listitem");
  await expect(moments.filter({ hasText: "You joined" })).toHaveCount(1);
  await expect(moments.filter({ hasText: "You signed in" }).first()).toContainText(/From the network [\d.:a-f]+\/(24|48)/);
  await expect(moments.filter({ hasText: "A sign-in with your address was refused" })).toHaveCount(1);
  await axe(page);
});

test("the whole log is for admins, who narrow it down in the address", async ({ page, anotherPage, axe, expectErrors }) => {
  expectErrors(/403/);
  const person = somebody("Nora");
  const theirs = await anotherPage();
  await join(theirs, person);
  for (const who of [undefined, "moderator@demo.test"]) {
    if (who) await signIn(page, who);
    else await join(page, somebody("Ada"));
    expect((await page.goto("/admin/audit"))!.status()).toBe(403);
    await page.context().clearCookies();
  }
  await signIn(page, "admin@demo.test");
  await page.goto("/admin");
  await page.getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Audit log");
  await axe(page);
  await page.goto(`/admin/audit?person=${person.handle}&deed=joined`);
  const rows = page.getByRole("main").getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText(person.name);
  await page.goto(`/admin/audit?person=${person.handle}&deed=role_set`);
  await expect(page.getByText("Nothing like that was done.")).toBeVisible();
  await page.goto("/admin/audit?person=nobody-at-all");
  await expect(page.getByText("Nobody has that handle.")).toBeVisible();
  await axe(page);
});
