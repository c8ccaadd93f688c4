import { expect, join, openForStudents, somebody, test } from "../../support/test";

test("a tutor is remembered, found again and forgotten", async ({ page, anotherPage, axe }) => {
  const tutor = somebody("Tessa");
  const theirs = await anotherPage();
  await join(theirs, tutor);
  await openForStudents(theirs);
  await join(page, somebody("Samuel"));
  await page.goto("/favourites");
  await expect(page.getByText("You have no favourites.")).toBeVisible();
  await axe(page);
  await page.goto(`/tutors/${tutor.handle}`);
  await page.getByRole("button", { name: `Remember ${tutor.name}` }).click();
  await expect(page.getByText("Remembered.")).toBeVisible();
  await expect(page.getByRole("button", { name: `Forget ${tutor.name}` })).toBeVisible();
  await page.goto("/favourites");
  await axe(page);
  await page.getByRole("link", { name: tutor.name }).click();
  await expect(page).toHaveURL(new RegExp(`/tutors/${tutor.handle}`));
  await page.goto("/favourites");
  await page.getByRole("button", { name: `Forget ${tutor.name}` }).click();
  await expect(page.getByText("You have no favourites.")).toBeVisible();
});
