import { expect, join, send, somebody, test } from "../../support/test";
import { aTitle, publish } from "../../support/reviews";

test("who is blocked is not met in the queue, on either side, until it is taken back", async ({ page, anotherPage, axe }) => {
  const [author, reviewer] = [somebody("Abel"), somebody("Ruta")];
  const theirs = await anotherPage();
  await join(page, author);
  await join(theirs, reviewer);
  const title = aTitle("Met once");
  const address = await publish(page, title, { language: "ada" });
  await send(theirs, address, { action: "claim" });
  await send(theirs, address, { action: "publish_round", iteration: "1", verdict: "needs_work", summary: "All of it is bad." });

  await test.step("from the menu behind the name on a review", async () => {
    await page.goto(address);
    const review = page.getByRole("article", { name: /Review by Ruta/ });
    await review.locator("summary", { hasText: reviewer.name }).click();
    await axe(page);
    await review.getByRole("button", { name: `Block ${reviewer.name}` }).click();
    await expect(page).toHaveURL(new RegExp(address));
    await expect(page.getByText("Neither of you is offered the other’s code from now on.")).toBeVisible();
    await expect(review.getByText("Blocked", { exact: true })).toBeVisible();
  });

  const [mine, yours] = [aTitle("Of Abel"), aTitle("Of Ruta")];
  await publish(page, mine, { language: "ada" });
  await publish(theirs, yours, { language: "ada" });
  const meets = async (reader: typeof page, title: string, count: number) => {
    await reader.goto("/reviews/queue?of=all&language=ada");
    await expect(reader.getByRole("main").getByRole("listitem").filter({ hasText: title })).toHaveCount(count);
  };
  await meets(page, yours, 0);
  await meets(theirs, mine, 0);

  await test.step("the settings list whom one blocks, and take it back", async () => {
    await page.goto("/settings");
    await page.getByRole("main").getByRole("link", { name: "Blocked people" }).click();
    await expect(page.getByRole("main").getByRole("link", { name: reviewer.name })).toBeVisible();
    await axe(page);
    await theirs.goto("/settings/blocked");
    await expect(theirs.getByText("You have blocked nobody.")).toBeVisible();
    await page.getByRole("button", { name: `Unblock ${reviewer.name}` }).click();
    await expect(page.getByText("Not blocked any more.")).toBeVisible();
    await expect(page.getByText("You have blocked nobody.")).toBeVisible();
  });
  await meets(page, yours, 1);
  await meets(theirs, mine, 1);
});

test("on their page a person is blocked and not any more", async ({ page, anotherPage }) => {
  const other = somebody("Ruta");
  await join(await anotherPage(), other);
  await page.goto(`/users/${other.handle}`);
  await expect(page.getByRole("button", { name: /Block/ })).toHaveCount(0);
  await join(page, somebody("Abel"));
  await page.goto(`/users/${other.handle}`);
  await page.getByRole("button", { name: `Block ${other.name}` }).click();
  await expect(page).toHaveURL(new RegExp(`/users/${other.handle}$`));
  await page.getByRole("button", { name: "Unblock" }).click();
  await expect(page.getByRole("button", { name: `Block ${other.name}` })).toBeVisible();
});
