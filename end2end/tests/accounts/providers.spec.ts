import { expect, join, press, signIn, signOut, somebody, test, type Person } from "../../support/test";
import { comeIn, continueWith, joinBySchool, leaveSchool, says, type Pupil } from "../../support/school";
import type { Page } from "@playwright/test";

// A test that has `clock` and does not move it is on a way that shall not run out meanwhile.

const pupil = ({ handle, name, email }: Person): Pupil => ({ subject: handle, name, email });

test("joins by a school, comes back by it, and where they wanted to go survives", async ({ page, axe, clock: _ }) => {
  const ada = somebody("Ada");
  await page.goto("/signin?next=/settings/security");
  await axe(page);
  await continueWith(page).click();
  await says(page, pupil(ada));
  await expect(page.getByText(`Riverside School says that ${ada.email} is yours.`)).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue(ada.name);
  await expect(page.getByLabel("Handle")).toHaveValue(ada.handle);
  await axe(page);
  await page.getByLabel("Handle").fill("No");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page.getByRole("alert")).toContainText("3 to 30 small letters");
  await expect(page.getByLabel("Your name"), "what was typed survives").toHaveValue(ada.name);
  await page.getByLabel("Handle").fill(ada.handle);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(page).toHaveURL(/\/settings\/security$/);
  await expect(page.getByText(`Your address is ${ada.email}.`)).toBeVisible();
  await expect(page.getByText("You come in with Riverside School.")).toBeVisible();

  await signOut(page);
  await page.goto("/signin?next=/settings/sessions");
  await continueWith(page).click();
  await expect(page, "the school still knows them").toHaveURL(/\/settings\/sessions$/);
});

test("an account with the address is linked once it is shown to be theirs", async ({ page, mailbox, axe, clock: _ }) => {
  const ada = somebody("Ada");
  await join(page, ada);
  await page.context().clearCookies();
  await comeIn(page, pupil(ada), "/bookings");
  await expect(page.getByRole("heading", { name: "You have an account" })).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Sign in to it" }).click();
  await page.getByLabel("E-mail").fill(ada.email);
  await page.getByLabel("Password").fill(ada.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Link Riverside School?" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Link Riverside School with my account" }).click();
  await expect(page).toHaveURL(/\d\/bookings$/);
  await expect(page.getByText("Linked. You can come in with it from now on.")).toBeVisible();
  const mail = await mailbox.newest(ada.email, /Riverside School opens your account/);
  expect(mail.links.some((link) => link.endsWith("/settings/security/providers"))).toBe(true);

  await signOut(page);
  await page.goto("/signin?next=/settings/sessions");
  await continueWith(page).click();
  await expect(page).toHaveURL(/\/settings\/sessions$/);
});

test("links from the settings, unlinks, and keeps the last way in", async ({ page, axe, clock: _ }) => {
  const ada = somebody("Ada");
  await join(page, ada);
  await page.goto("/settings/security");
  await page.getByRole("link", { name: "Linked sign-ins" }).click();
  await expect(page.getByText("Nothing is linked with your account.")).toBeVisible();
  await axe(page);
  await press(page, "Link Riverside School", ada.password);
  await goesOn(page);
  await says(page, { ...pupil(ada), email: `at-school-${ada.email}` });
  await expect(page).toHaveURL(/\/settings\/security\/providers$/);
  await expect(page.getByText(`at-school-${ada.email}`)).toBeVisible();
  await axe(page);
  await press(page, "Unlink Riverside School", ada.password);
  await expect(page.getByText("Unlinked. Everywhere else you are signed out.")).toBeVisible();
  await expect(page.getByText("Nothing is linked with your account.")).toBeVisible();

  const bob = somebody("Bob");
  await page.context().clearCookies();
  await joinBySchool(page, pupil(bob), bob.handle);
  await page.goto("/settings/security/providers");
  await page.getByRole("button", { name: "Unlink Riverside School" }).click();
  await expect(page.getByText("This is your only way in.")).toBeVisible();
});

test("who has no password shows at the school that it is them, and what was typed goes on", async ({ page, axe, clock: _ }) => {
  const ada = somebody("Ada");
  await joinBySchool(page, pupil(ada), ada.handle);
  await signOut(page);
  // Coming in again is not yet showing anew that it is them.
  await page.goto("/signin?next=/settings/security");
  await continueWith(page).click();
  await page.getByLabel("New address").fill(`new-${ada.email}`);
  await page.getByRole("button", { name: "Change the address" }).click();
  await expect(page.getByRole("heading", { name: "Is it you?" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Continue with Riverside School" }).click();
  await goesOn(page);
  await says(page, pupil(ada));
  await expect(page.getByRole("heading", { name: "It is you" })).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText(`new-${ada.email} takes its place as soon as you confirm`)).toBeVisible();

  await page.getByLabel("New password").fill("five even quieter words here");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByLabel("Your password until now")).toBeVisible();
  await signOut(page);
  await signIn(page, ada.email, "five even quieter words here");
});

test("somebody else does not show that it is them", async ({ page, clock: _ }) => {
  const ada = somebody("Ada");
  await joinBySchool(page, pupil(ada), ada.handle);
  await signOut(page);
  await page.goto("/signin?next=/sudo?next=/settings");
  await continueWith(page).click();
  await expect(page.getByRole("heading", { name: "Is it you?" })).toBeVisible();
  await leaveSchool(page);
  await page.getByRole("button", { name: "Continue with Riverside School" }).click();
  await goesOn(page);
  await says(page, pupil(somebody("Eve")));
  await expect(page.getByRole("heading", { name: "That was somebody else" })).toBeVisible();
});

test("an address that the school has not seen is confirmed by our code, and nobody learns whose it is", async ({ page, anotherPage, clock: _ }) => {
  const [bob, ada, eve] = [somebody("Bob"), somebody("Ada"), somebody("Eve")];
  await join(page, bob);
  await page.context().clearCookies();
  const seen: string[] = [];
  for (const [theirs, person, email] of [[page, eve, bob.email], [await anotherPage(), ada, ada.email]] as const) {
    await comeIn(theirs, { ...pupil(person), email, verified: false });
    await expect(theirs.getByLabel("E-mail")).toHaveValue(email);
    await expect(theirs.getByRole("heading", { name: "Join TutorForge" })).toBeVisible();
    await theirs.getByLabel("Handle").fill(person.handle);
    await theirs.getByLabel("Time zone").selectOption("Europe/Berlin");
    await theirs.getByRole("button", { name: "Create my account" }).click();
    await expect(theirs.getByText("Welcome! Your account is ready.")).toBeVisible();
    await theirs.goto("/settings/security");
    seen.push((await theirs.getByRole("main").innerText()).replaceAll(email, "…"));
  }
  expect(seen[0]).toBe(seen[1]);
});

test("another subject with the same address is somebody else", async ({ page, clock: _ }) => {
  const ada = somebody("Ada");
  await joinBySchool(page, pupil(ada), ada.handle);
  await signOut(page);
  await leaveSchool(page);
  await comeIn(page, { ...pupil(ada), subject: `${ada.handle}-anew` });
  await expect(page.getByRole("heading", { name: "You have an account" })).toBeVisible();
});

for (const lie of ["nonce", "issuer", "audience", "expired"] as const) {
  test(`nobody comes in by a token with another ${lie}`, async ({ page, axe, clock: _ }) => {
    await comeIn(page, { ...pupil(somebody("Eve")), lie });
    await expect(page.getByRole("heading", { name: "That was not Riverside School" })).toBeVisible();
    await axe(page);
    await page.goto("/settings");
    await expect(page).toHaveURL(/\/signin/);
  });
}

test("a way is good once, in the browser that it began in", async ({ page, anotherPage, clock: _ }) => {
  const ada = somebody("Ada");
  const callback = page.waitForRequest(/\/signin\/back\/school/);
  await joinBySchool(page, pupil(ada), ada.handle);
  const used = (await callback).url();
  await page.goto(used);
  await expect(page.getByRole("heading", { name: "This way has run out" })).toBeVisible();

  // A code that was used, with a state that was not.
  const theirs = await anotherPage();
  let fresh = "";
  await theirs.route(/localhost:\d+\/auth/, async (route) => {
    fresh = new URL(route.request().url()).searchParams.get("state") ?? "";
    await route.abort();
  });
  await theirs.goto("/signin/with/school").catch(() => undefined);
  const replayed = new URL(used);
  replayed.searchParams.set("state", fresh);
  const inNeither = async (who: Page) => {
    await who.goto(replayed.href);
    await expect(who.getByRole("heading", { name: "This way has run out" })).toBeVisible();
    await expect(who.getByRole("link", { name: "Try again" }).or(who.getByRole("link", { name: "Go back" }))).toBeVisible();
  };
  await inNeither(page);
  await inNeither(theirs);
  replayed.searchParams.set("state", "made-up");
  await inNeither(theirs);
});

test("who turns back reads so, and can come in another way", async ({ page, axe, clock: _ }) => {
  await page.goto("/signin?next=/bookings");
  await continueWith(page).click();
  await page.getByRole("button", { name: "I would rather not" }).click();
  await expect(page.getByRole("heading", { name: "You turned back" })).toBeVisible();
  await axe(page);
  await expect(page.getByRole("link", { name: "Try again" })).toHaveAttribute("href", "/signin/with/school?next=%2Fbookings");
  await page.getByRole("link", { name: "Come in another way" }).click();
  await expect(page).toHaveURL(/\/signin\?next=%2Fbookings$/);
});

test("a provider that is away is told of, and the sign-up page offers the same", async ({ page, axe, clock: _ }) => {
  await page.goto("/signup");
  await axe(page);
  await continueWith(page, "Closed College").click();
  await expect(page.getByRole("heading", { name: "No answer from Closed College" })).toBeVisible();
  await axe(page);
});

/** By itself, or by its button: a browser may be told not to go on by itself. */
async function goesOn(page: Page) {
  const onward = page.getByRole("link", { name: "Go on to Riverside School" });
  await expect(onward.or(page.getByRole("heading", { name: "Riverside School", exact: true }))).toBeVisible();
  if (await onward.isVisible()) await onward.click().catch(() => undefined);
}
