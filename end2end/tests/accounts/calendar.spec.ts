import { expect, join, somebody, test } from "../../support/test";

test("a calendar subscribes to one's sessions by an address that is shown once", async ({ page, axe }) => {
  await join(page, somebody("Ada"));
  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: "Calendar" }).click();
  await axe(page);
  await page.getByRole("button", { name: "Make the address" }).click();
  const address = (await page.getByRole("region", { name: "The address of your calendar" }).innerText()).trim();
  expect(address).toMatch(/\/cal\/[A-Za-z0-9]{32}\.ics$/);
  await axe(page);

  const answer = await page.request.get(address);
  expect(answer.headers()["content-type"]).toContain("text/calendar");
  expect(await answer.text()).toContain("METHOD:PUBLISH");
  await page.goto("/settings/calendar");
  await expect(page.getByText("Last asked for")).toBeVisible();
  await expect(page.getByText(address)).toHaveCount(0);

  await page.getByRole("button", { name: "End the address" }).click();
  await expect(page.getByText("The address leads nowhere any more.")).toBeVisible();
  expect((await page.request.get(address)).status()).toBe(404);
  await expect(page.getByRole("button", { name: "Make the address" })).toBeVisible();
});
