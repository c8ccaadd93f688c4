import { inLines } from "../../support/payloads";
import { expect, press, signUp, somebody, test, type Person } from "../../support/test";
import { trap } from "../../support/trap";
import type { CDPSession, Page } from "@playwright/test";

// What is asked of a device is good for ten minutes: a test that has `clock` and does not move it keeps others from moving it.
// Browsers give passkeys to names alone, not to addresses of numbers.
const home = new URL(process.env.BASE_URL ?? "http://127.0.0.1:3000");
test.use({ baseURL: `http://localhost:${home.port}` });

const FACTORS = "/settings/security/factors";

test("without script the pages say so and other ways are there", async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, "with script there is a button");
  const person = somebody("Ada");
  await signUp(page, person);
  await page.goto(FACTORS);
  await press(page, "Add a passkey", person.password);
  await expect(page.getByText("Passkeys need JavaScript, which is switched off here.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make the passkey" })).toBeHidden();
  await page.context().clearCookies();
  await page.goto("/signin");
  await expect(page.getByText("Passkeys need JavaScript, which is switched off here.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});

test.describe("with script", () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, "passkeys need script");

  test("one is made, opens the account alone, and is renamed", async ({ page, axe, clock: _ }) => {
    const person = somebody("Ada");
    await signUp(page, person);
    const key = await device(page);
    await makes(page, person, axe);

    await signsOut(page);
    await touched(key, false);
    await page.goto("/signin?next=/bookings");
    await axe(page);
    await touched(key, true);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page).toHaveURL(/\d\/bookings$/);

    await page.goto(FACTORS);
    await expect(page.getByText(/last used now/)).toBeVisible();
    await page.locator("summary", { hasText: "Rename" }).click();
    await page.getByLabel("New name").fill("Laptop <b>");
    await page.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByText("Laptop <b>", { exact: true })).toBeVisible();
    await axe(page);
  });

  test("nothing runs from its name", async ({ page, axe, clock: _ }) => {
    test.slow();
    const hits = await trap(page);
    const person = somebody("Fay");
    await signUp(page, person);
    await device(page);
    await makes(page, person, axe);
    await page.goto(FACTORS);
    const passkey = await page.locator("[name=passkey]").first().inputValue();
    for (const name of inLines(60)) {
      // From the page itself: `send` comes from the address that the server knows itself by.
      const status = await page.evaluate(
        async (form) => (await fetch(location.pathname, { method: "POST", body: new URLSearchParams(form) })).status,
        { action: "rename_passkey", passkey, name },
      );
      expect(status).toBe(200);
      await page.goto(FACTORS, { waitUntil: "domcontentloaded" });
    }
    expect(await hits()).toBe(0);
  });

  test("beside the address the browser proposes it by itself", async ({ page, axe, clock: _ }) => {
    const person = somebody("Bea");
    await signUp(page, person);
    await device(page);
    await makes(page, person, axe);
    await signsOut(page);
    const asked = page.waitForResponse(/\/signin\/passkey\/challenge$/);
    // The page is left as soon as the browser has answered.
    await page.goto("/signin?next=/bookings", { waitUntil: "commit" });
    expect((await asked).status()).toBe(200);
    await expect(page).toHaveURL(/\d\/bookings$/);
  });

  test("after the password it is the second step", async ({ page, axe, clock: _ }) => {
    const person = somebody("Cora");
    await signUp(page, person);
    const key = await device(page);
    await makes(page, person, axe);
    await signsOut(page);
    await touched(key, false);
    await password(page, person);
    await expect(page).toHaveURL(/\/signin\/second$/);
    await axe(page);
    await touched(key, true);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page).toHaveURL(/\d\/bookings$/);
  });

  test("it shows that it is them before what is delicate", async ({ page, axe, clock: _ }) => {
    const person = somebody("Dora");
    await signUp(page, person);
    await device(page);
    await makes(page, person, axe);
    // By the form: what the helper sends comes from the address that the server knows itself by.
    await page.goto("/dev/clock");
    await page.getByLabel("Minutes").fill("11");
    await page.getByRole("button", { name: "Move forward" }).click();
    await page.goto(FACTORS);
    await page.getByRole("button", { name: "Remove the passkey “Telephone”" }).click();
    await expect(page.getByRole("heading", { name: "Is it you?" })).toBeVisible();
    await axe(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page.getByText("Removed. It opens nothing any more.")).toBeVisible();
  });

  test("a device that is not unlocked, or knows nobody, lets nobody in", async ({ page, axe, expectErrors, clock: _ }) => {
    expectErrors(/409/);
    const person = somebody("Eve");
    await signUp(page, person);
    const { cdp, authenticatorId } = await device(page);
    await makes(page, person, axe);
    await signsOut(page);
    await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    await page.goto("/signin");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByText("Nothing has happened. Try again, or take another way.")).toBeVisible();
    await axe(page);
    await expect(page).toHaveURL(/\/signin$/);
  });
});

type Device = { cdp: CDPSession; authenticatorId: string };

/** Whether its owner touches it when it asks from now on: also when a page only proposes what it has. */
async function touched({ cdp, authenticatorId }: Device, enabled: boolean) {
  await cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
}

/** A device with a place for keys, unlocked by its owner and touched at once. */
async function device(page: Page): Promise<Device> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

async function makes(page: Page, person: Person, axe: (page: Page) => Promise<void>) {
  await page.goto(FACTORS);
  await axe(page);
  await press(page, "Add a passkey", person.password);
  await axe(page);
  await page.getByLabel("Name").fill("Telephone");
  await page.getByRole("button", { name: "Make the passkey" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeVisible();
}

async function signsOut(page: Page) {
  await page.context().clearCookies();
}

async function password(page: Page, person: Person) {
  await page.goto("/signin?next=/bookings");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
