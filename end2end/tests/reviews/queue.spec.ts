import { expect, join, post, somebody, test } from "../../support/test";
import { aTitle, publish } from "../../support/reviews";
import type { Page } from "@playwright/test";

const row = (page: Page, title: string) => page.getByRole("main").getByRole("listitem").filter({ hasText: title });

test("somebody's code waits in the queue, is claimed, and is gone for others", async ({ page, anotherPage, axe }) => {
  const [author, reviewer] = [somebody("Ada"), somebody("Grace")];
  const theirs = await anotherPage();
  await join(theirs, author);
  const title = aTitle("A lock");
  const submission = await publish(theirs, title, { language: "fortran", question: "Is a lock needed?" });

  await theirs.goto("/reviews/queue?of=all&language=fortran");
  await expect(row(theirs, title)).toHaveCount(0);

  await join(page, reviewer);
  await page.goto("/reviews");
  await page.getByRole("link", { name: "Review something" }).click();
  await page.goto("/reviews/queue?of=all&language=fortran");
  await axe(page);
  await expect(row(page, title)).toContainText(author.name);
  await expect(row(page, title)).toContainText("It fails now and then. Why?");
  await expect(row(page, title)).toContainText("1 file, 3 lines");
  await expect(row(page, title)).toContainText("Stuck");
  await expect(row(page, title)).toContainText("1 question");
  await row(page, title).getByRole("button", { name: `Claim : ${title}` }).click();
  await expect(page).toHaveURL(new RegExp(`${submission}$`));

  await page.goto("/reviews/queue?of=all&language=fortran");
  await expect(page.getByRole("heading", { name: "You hold now" })).toBeVisible();
  await expect(row(page, title)).toContainText("30 minutes left");
  await expect(row(page, title).getByRole("button", { name: "Claim" })).toHaveCount(0);
  await axe(page);

  await page.goto("/reviews?view=waiting");
  await expect(row(page, title)).toContainText("minutes left");
  await expect(page.getByRole("navigation").getByText("waiting for you").first()).toBeAttached();
  await axe(page);

  const late = await anotherPage();
  await join(late, somebody("Tim"));
  await late.goto("/reviews/queue?of=all&language=fortran");
  await expect(row(late, title)).toHaveCount(0);
  const refused = await post(late, submission, { action: "claim" });
  expect(refused.status()).toBe(409);
});

test("lists are filtered by their address", async ({ page, axe, isMobile }) => {
  await join(page, somebody("Ada"));
  const [one, two] = [aTitle("A parser"), aTitle("A parser")];
  await publish(page, one, { language: "haskell" });
  await publish(page, two, { language: "erlang" });
  await page.goto("/reviews");
  await axe(page);
  if (isMobile) await page.getByText("Filters", { exact: false }).first().click();
  await page.getByLabel("Language").selectOption("haskell");
  await page.getByLabel("State").selectOption("open");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/language=haskell/);
  await expect(page).toHaveURL(/state=open/);
  await expect(row(page, one)).toContainText("waits for a reviewer");
  await expect(row(page, two)).toHaveCount(0);
  if (isMobile) await page.getByText("Filters (2)").click();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/reviews$/);
});

test("who is not signed in may browse, and is led to the door for the rest", async ({ page, axe }) => {
  await page.goto("/reviews");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Reviews");
  await page.getByRole("link", { name: "Mine", exact: true }).click();
  await expect(page.getByText("Sign in to see what you have submitted.")).toBeVisible();
  await axe(page);
  await page.goto("/reviews/queue");
  await expect(page).toHaveURL(/\/signin\?next=%2Freviews%2Fqueue/);
});

test("my languages are those I have written in", async ({ page, anotherPage }) => {
  const theirs = await anotherPage();
  await join(theirs, somebody("Ada"));
  const [mine, other] = [aTitle("In mine"), aTitle("In another")];
  await publish(theirs, mine, { language: "nim" });
  await publish(theirs, other, { language: "ocaml" });
  await join(page, somebody("Grace"));
  await page.goto("/reviews/queue");
  await expect(page.getByRole("link", { name: /My languages/ })).toHaveCount(0);
  await publish(page, aTitle("My own"), { language: "nim" });
  await page.goto("/reviews/queue");
  await expect(page.getByRole("link", { name: "My languages: Nim" })).toHaveAttribute("aria-current", "page");
  await expect(row(page, mine)).toHaveCount(1);
  await expect(row(page, other)).toHaveCount(0);
  await page.getByRole("link", { name: "All languages" }).click();
  await page.goto(`${page.url()}&language=ocaml`);
  await expect(row(page, other)).toHaveCount(1);
});

test("nonsense in the address is no error", async ({ page }) => {
  await join(page, somebody("Ada"));
  const wanted = [
    "/reviews?view=%00&language=%ff&state=draft&after=x",
    "/reviews?view=mine&after=99999999999999999999_x",
    "/reviews/queue?of=%27&language=nope&level=god&after=1_2",
  ];
  for (const path of wanted) expect((await page.request.get(path)).status(), path).toBe(200);
  for (const path of ["/reviews/not-an-id/edit", "/reviews/00000000-0000-0000-0000-000000000001/iterate"]) {
    expect((await page.request.get(path)).status(), path).toBe(404);
  }
});
