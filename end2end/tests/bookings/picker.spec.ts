import { expect, join, openForStudents, somebody, test } from "../../support/test";
import { chooseTime, times } from "../../support/slots";

test("another week comes without losing what was typed, and back again", async ({ page, anotherPage, javaScriptEnabled }) => {
  const [tutor, theirs] = [somebody("Tesfa"), await anotherPage()];
  await join(theirs, tutor);
  await openForStudents(theirs);
  await join(page, somebody("Samuel"));
  const inTwoWeeks = new Date(Date.now() + 14 * 24 * 3600_000).toISOString().slice(0, 10);
  await page.goto(`/tutors/${tutor.handle}/book?from=${inTwoWeeks}`);
  const message = page.getByLabel("What do you want help with?");
  await message.fill("Fractions");
  const first = await page.locator(".tf-picker-range").textContent();

  await page.getByRole("link", { name: "Later" }).click();
  await expect(page.locator(".tf-picker-range")).not.toHaveText(first!);
  await expect(page).toHaveURL(/from=/);
  await expect(times(page).first()).toBeVisible();
  // Without script the week is a new page, and the form begins anew.
  if (javaScriptEnabled) {
    await expect(message).toHaveValue("Fractions");
    await expect(page.getByRole("link", { name: "Later" })).toBeFocused();
  } else {
    await message.fill("Fractions");
  }
  await page.getByRole("link", { name: "Earlier" }).click();
  await expect(page.locator(".tf-picker-range")).toHaveText(first!);

  await message.fill("Fractions");
  await chooseTime(page);
  await page.getByRole("button", { name: "Request this time" }).click();
  await expect(page).toHaveURL(/\/bookings\//);
});
