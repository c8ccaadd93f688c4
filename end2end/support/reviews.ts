import { expect, type Page } from "@playwright/test";
import { send } from "./people";

/** A title that no other test has. */
export const aTitle = (words: string) => `${words} ${Math.random().toString(36).slice(2, 10)}`;

/** What a form needs that is about something else. */
export const ask = { ask: "It fails now and then. Why?", level: "beginner", urgency: "stuck", visibility: "public" };

/** Publishes code without looking at the form, and gives its address. */
export async function publish(page: Page, title: string, more: Record<string, string> = {}): Promise<string> {
  const code = { path: "main.rs", text: "fn main() {\n    println!(\"hello\");\n}\n" };
  return send(page, "/reviews/new", { ...ask, title, ...code, do: "publish", ...more });
}

/** Fills in what every submission needs. */
export async function fillIn(page: Page, title: string) {
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("What do you want to hear about?").fill("It fails now and then. Why?");
}

/** The nth block of pasted code, from 0. */
export const block = (page: Page, nth: number) => page.locator("[data-block]").nth(nth);

export async function paste(page: Page, nth: number, path: string, text: string) {
  await block(page, nth).getByLabel("File name").fill(path);
  await block(page, nth).getByLabel("Code").fill(text);
}

/** The files of a form, by their names. */
export async function files(page: Page): Promise<string[]> {
  await expect(page.locator("[data-block]").first()).toBeVisible();
  return page.locator("[data-block] input[name=path]").evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
}
