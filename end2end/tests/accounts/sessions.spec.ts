import { expect, join, press, prove, signIn, somebody, test } from "../../support/test";

test("where one is signed in, and how each is ended from elsewhere", async ({ page, anotherPage, axe }) => {
  const person = somebody("Ada");
  await join(page, person);
  const [phone, library] = [await anotherPage(), await anotherPage()];
  for (const other of [phone, library]) await signIn(other, person.email, person.password);

  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: "Sessions" }).click();
  const rows = page.getByRole("main").getByRole("listitem").filter({ hasText: "Began" });
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: "This one" })).toHaveCount(1);
  await expect(rows.first()).toContainText("Chrome on Linux");
  await expect(rows.first()).toContainText(/in the network [\d.:a-f]+\/(24|48)/);
  await axe(page);

  await rows.filter({ hasText: "Last used" }).first().getByRole("button", { name: /^End/ }).click();
  await prove(page, person.password);
  await expect(page.getByText("Ended: Chrome on Linux.")).toBeVisible();
  await expect(rows).toHaveCount(2);
  await press(page, "End all others", person.password);
  await expect(page.getByText("Ended: Chrome on Linux.")).toBeVisible();
  await expect(rows).toHaveCount(1);
  await axe(page);
  for (const other of [phone, library]) {
    await other.goto("/settings");
    await expect(other).toHaveURL(/\/signin/);
  }

  await page.getByRole("button", { name: /^Sign out the session of/ }).click();
  await expect(page).toHaveURL(/\/signin/);
});

test("a page that stays open hears within five seconds that its session has ended", async ({ page, anotherPage, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, "needs script by its nature");
  const person = somebody("Ada");
  await join(page, person);
  const other = await anotherPage();
  await signIn(other, person.email, person.password);
  await other.goto("/");
  // Reads the stream as the page's own script does, and says when it has ended.
  const ended = other.evaluate(async () => {
    const response = await fetch("/earned/live");
    const reader = response.body!.getReader();
    (window as any).reading = true;
    while (!(await reader.read()).done);
    return Date.now();
  });
  await other.waitForFunction(() => (window as any).reading);
  await page.goto("/settings/sessions");
  const asked = Date.now();
  await press(page, "End all others", person.password);
  expect((await ended) - asked).toBeLessThan(5_000);
  await other.goto("/settings");
  await expect(other).toHaveURL(/\/signin/);
});
