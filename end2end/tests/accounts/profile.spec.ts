import { expect, join, openForStudents, somebody, test } from "../../support/test";

test("what one says is read by those it is for", async ({ page, anotherPage }) => {
  const person = somebody("Ada");
  await join(page, person);
  const theirs = await anotherPage();
  const reads = async () => {
    await theirs.goto(`/users/${person.handle}`);
    return (await theirs.getByText("Engines, and their poems.").count()) === 1;
  };
  for (const [circle, visitor] of [["Everyone", true], ["People who are signed in", false], ["Only you", false]] as const) {
    await page.goto("/settings/profile");
    await page.getByLabel("A few lines about you").fill("Engines, and their poems.");
    await page.getByLabel("Amharic").check();
    await page.getByLabel(circle).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Your settings are saved.")).toBeVisible();
    await expect(page.getByLabel(circle)).toBeChecked();
    expect(await reads(), `a visitor, with ${circle}`).toBe(visitor);
  }
  await page.goto(`/users/${person.handle}`);
  await expect(page.getByText("Speaks Amharic")).toBeVisible();
  await join(theirs, somebody("Bob"));
  expect(await reads()).toBe(false);
});

test("another handle, and the old one leads to it", async ({ page, anotherPage, axe, expectErrors }) => {
  const [person, other] = [somebody("Ada"), somebody("Bob")];
  const next = somebody("Countess").handle;
  await join(page, person);
  await openForStudents(page);
  await page.goto("/settings/profile");
  await page.getByLabel("New handle").fill("No Spaces");
  await page.getByRole("button", { name: "Change the handle" }).click();
  await expect(page.getByLabel("New handle")).toHaveValue("No Spaces");
  await axe(page);
  await page.getByLabel("New handle").fill(next);
  await page.getByRole("button", { name: "Change the handle" }).click();
  await expect(page.getByText("Your handle is changed.")).toBeVisible();

  const theirs = await anotherPage();
  await theirs.goto(`/users/${person.handle}`);
  await expect(theirs).toHaveURL(new RegExp(`/users/${next}$`));
  await theirs.goto(`/tutors/${person.handle}?before=1`);
  await expect(theirs).toHaveURL(new RegExp(`/tutors/${next}\\?before=1$`));
  await join(theirs, other);
  await theirs.goto("/settings/profile");
  await theirs.getByLabel("New handle").fill(person.handle);
  await theirs.getByRole("button", { name: "Change the handle" }).click();
  await expect(theirs.getByText("Someone has this handle already.").first()).toBeVisible();

  await page.getByLabel("New handle").fill(person.handle);
  await page.getByRole("button", { name: "Change the handle" }).click();
  await expect(page.getByText("within the last 30 days")).toBeVisible();
  expectErrors(/404/);
  await page.goto(`/users/${somebody("Nobody").handle}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
});

test("times as one reads them", async ({ page }) => {
  await join(page, somebody("Ada"), "Africa/Addis_Ababa");
  await page.goto("/settings/profile");
  await page.getByLabel("Tue, Nov 24, 2:00 PM").check();
  await page.getByLabel("Show the Ethiopian calendar").check();
  await page.getByRole("button", { name: "Save times" }).click();
  await expect(page.getByText(/This moment reads: \w{3}, \w{3} \d+, \d+:\d\d [AP]M · \d+ \w+, \d+:\d\d (by day|at night)/)).toBeVisible();
});
