import { statement } from "../../support/approval";
import { expect, join, send, signIn, somebody, test } from "../../support/test";
import type { Page } from "@playwright/test";

test("somebody applies in two goes, is sent back, and is approved", async ({ page, anotherPage, mailbox, axe, expectErrors }) => {
  test.setTimeout(90_000);
  expectErrors(/409|422/);
  const person = somebody("Tessa");
  await join(page, person);
  await page.goto("/teach");
  await page.getByRole("main").getByRole("link", { name: "Apply to teach" }).click();
  await expect(page.getByText("Still missing before you can send it:")).toBeVisible();
  await axe(page);
  await page.getByLabel("Headline").fill("Alg");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByText("Your draft is saved.")).toBeVisible();
  await expect(page.getByLabel("Headline")).toHaveValue("Alg");

  await fill(page);
  await page.getByLabel("What speaks for subject 1").fill("Some");
  await page.getByRole("button", { name: "Send to the moderators" }).click();
  await expect(page.getByRole("alert").getByRole("link", { name: "Please use at least 10 characters." })).toHaveAttribute("href", "#field-application-evidence_1");
  await expect(page.getByLabel("Headline")).toHaveValue("Algebra, one honest step at a time");
  await page.getByLabel("What speaks for subject 1").fill("Six years at a school");
  await page.getByRole("button", { name: "Send to the moderators" }).click();
  await expect(page.getByText("Sent. You get a mail when a moderator has answered.")).toBeVisible();
  await expect(page.getByText("With the moderators")).toBeVisible();
  await axe(page);

  const moderator = await anotherPage();
  await signIn(moderator, "moderator@demo.test");
  await moderator.goto("/admin/tutors");
  await axe(moderator);
  await moderator.goto(`/admin/tutors/${person.handle}`);
  await expect(moderator.getByText("Six years at a school")).toBeVisible();
  await axe(moderator);
  await moderator.getByText("Ask for changes…").click();
  await moderator.getByRole("group", { name: "What", exact: true }).getByLabel("Evidence").check();
  await moderator.getByRole("textbox", { name: "How, and why" }).fill("At which school was that?");
  await moderator.getByRole("button", { name: "Send it back" }).click();
  await expect(moderator.getByText("Sent back. They hear of it.")).toBeVisible();
  await mailbox.newest(person.email, /one more thing/);

  await page.reload();
  await expect(page.getByText("A moderator would like you to change:")).toBeVisible();
  await expect(page.getByText("At which school was that?").first()).toBeVisible();
  await page.getByLabel("What speaks for subject 1").fill("Six years at the school of Adama");
  await page.getByRole("button", { name: "Send to the moderators" }).click();
  await expect(page.getByText("With the moderators")).toBeVisible();

  await moderator.goto(`/admin/tutors/${person.handle}`);
  await moderator.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(moderator.getByText("Approved. They hear of it.")).toBeVisible();
  await mailbox.newest(person.email, /You may teach/);
  await page.goto("/teach");
  await expect(page.getByLabel("Headline")).toHaveValue("Algebra, one honest step at a time");
  await page.getByLabel("Price for an hour").fill("30");
  await page.getByLabel("My page is open to students").check();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();

  await test.step("what is risky waits, and others see the old words", async () => {
    await page.getByLabel("Headline").fill("Algebra, write to tessa@cheaper.example");
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByText("Saved. A moderator looks at it before others see it.")).toBeVisible();
    await page.getByRole("link", { name: "See both" }).click();
    await expect(page.getByText("Algebra, write to tessa@cheaper.example")).toBeVisible();
    await axe(page);
    await moderator.goto(`/tutors/${person.handle}`);
    await expect(moderator.getByText("Algebra, one honest step at a time").first()).toBeVisible();
    await moderator.goto(`/admin/tutors/${person.handle}`);
    await axe(moderator);
    await moderator.getByText("Decline the change…").click();
    await moderator.getByRole("textbox", { name: "Why" }).first().fill("Students write to you here.");
    await moderator.getByRole("button", { name: "Decline the change", exact: true }).click();
    await expect(moderator.getByText("Declined. The page stays as it is.")).toBeVisible();
  });

  await test.step("a video waits as well, and is on the page once a moderator has seen its address", async () => {
    const address = "https://videos.example.org/tessa";
    await page.goto("/teach");
    const video = page.getByLabel("A video in which you introduce yourself");
    await video.fill("javascript:alert(1)");
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByRole("alert")).toContainText("Please enter a link that begins with https://");
    await expect(video).toHaveValue("javascript:alert(1)");
    await video.fill(address);
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByText("Saved. A moderator looks at it before others see it.")).toBeVisible();
    await moderator.goto(`/tutors/${person.handle}`);
    await expect(moderator.getByRole("link", { name: "Watch the introduction" })).toHaveCount(0);
    await moderator.goto(`/admin/tutors/${person.handle}`);
    await expect(moderator.getByText(address)).toBeVisible();
    await moderator.getByRole("button", { name: "Approve the change" }).click();
    await moderator.goto(`/tutors/${person.handle}`);
    await expect(moderator.getByRole("link", { name: "Watch the introduction" })).toHaveAttribute("href", address);
    await axe(moderator);
    await moderator.goto(`/admin/tutors/${person.handle}`);
  });

  await test.step("a moderator suspends the page and lifts it again", async () => {
    await moderator.getByText("Suspend the page…").click();
    await moderator.getByRole("textbox", { name: "Why" }).fill("Students say that nobody comes.");
    await moderator.getByRole("button", { name: "Suspend the page", exact: true }).click();
    await expect(moderator.getByText("Suspended. Nobody finds the page any more.")).toBeVisible();
    await page.goto("/teach");
    await expect(page.getByText("Your page is suspended. Nobody else sees it.")).toBeVisible();
    await page.getByLabel("My page is open to students").check();
    await page.getByRole("button", { name: "Save profile" }).click();
    await expect(page.getByText("A moderator has suspended your page.")).toBeVisible();
    await moderator.getByText("Lift the suspension…").click();
    await moderator.getByRole("textbox", { name: "Why" }).fill("A misunderstanding, all is well.");
    await moderator.getByRole("button", { name: "Lift the suspension", exact: true }).click();
    await expect(moderator.getByText("Lifted. They hear of it.")).toBeVisible();
  });
});

test("an application is taken back, and its page opens to nobody before the answer", async ({ page, axe, expectErrors }) => {
  expectErrors(/409/);
  await join(page, somebody("Tessa"));
  await page.goto("/teach/apply");
  await fill(page);
  await page.getByLabel("What speaks for subject 1").fill("Six years at a school");
  await page.getByRole("button", { name: "Send to the moderators" }).click();
  await page.getByLabel("German", { exact: true }).check();
  await page.getByRole("button", { name: "Save languages" }).click();
  await expect(page.getByText("Your languages are saved.")).toBeVisible();
  await page.getByRole("button", { name: "Take the application back" }).click();
  await expect(page.getByText("Taken back. It is yours to change again.")).toBeVisible();
  await axe(page);
  const profile = { action: "profile", headline: "Algebra for all", about: "x".repeat(40), price: "30", currency: "EUR", session_minutes: "60", buffer_minutes: "0", notice_hours: "0", languages: "en" };
  await send(page, "/teach", profile);
  await page.goto("/teach");
  await page.getByLabel("My page is open to students").check();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("A moderator has to approve you before your page opens.")).toBeVisible();
  await expect(page.getByLabel("My page is open to students")).toBeChecked();
});

async function fill(page: Page) {
  await page.getByLabel("Headline").fill("Algebra, one honest step at a time");
  await page.getByLabel("About you and your lessons").fill("We begin where you are, and go one step after the other until it holds.");
  await page.getByLabel("Subject 1", { exact: true }).selectOption({ label: "Algebra" });
  await page.getByLabel("English", { exact: true }).check();
  await page.getByLabel("Why and how you teach").fill(statement);
}
