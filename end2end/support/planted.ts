import { appendFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Page, Request } from "@playwright/test";

/** What no log may hold; `scripts/planted` looks for each line of it when the tests are over. */
const file = join(__dirname, "../results/planted.txt");
const secret = /password|secret|token|code/i;
/** Shorter ones stand in many a log by chance. */
const shortest = 9;

/** Collects what a page sends that only its owner may know: passwords, codes, tokens, and at the end the cookies. */
export function plant(page: Page) {
  const planted = new Set<string>();
  page.on("request", (request) => fields(request).forEach(([name, value]) => void (secret.test(name) && planted.add(value))));
  return async () => {
    for (const cookie of await page.context().cookies()) if (cookie.httpOnly) planted.add(cookie.value);
    const lines = [...planted].filter((value) => value.length >= shortest && !/[\r\n]/.test(value));
    await mkdir(dirname(file), { recursive: true });
    if (lines.length > 0) await appendFile(file, lines.join("\n") + "\n");
  };
}

function fields(request: Request): [string, string][] {
  const asked = [...new URL(request.url()).searchParams];
  const isForm = request.headers()["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return isForm ? [...asked, ...new URLSearchParams(request.postData() ?? "")] : asked;
}
