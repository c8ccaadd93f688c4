import { expect, type Page } from "@playwright/test";

/** What a mail with a code brings. */
export type Letter = { code: string; link: string };

/** Waits for the newest mail to somebody that has a code for this page, without looking at the mailbox's pages. */
export async function letter(page: Page, to: string, path: "/verify" | "/reset", not?: string): Promise<Letter> {
  let found: Letter | undefined;
  await expect(async () => {
    found = await look(page, to, path);
    expect(found && found.code !== not, `a mail to ${to} with a code for ${path}`).toBe(true);
  }).toPass({ timeout: 15_000, intervals: [50, 100, 200, 400] });
  return found!;
}

async function look(page: Page, to: string, path: string): Promise<Letter | undefined> {
  const list = await (await page.request.get(`/dev/mailbox?to=${encodeURIComponent(to)}`)).text();
  const rows = list.split("/dev/mailbox/").slice(1).filter((row) => row.includes(`&lt;${to}&gt;`) || row.includes(`<${to}>`));
  for (const row of rows) {
    const mail = await (await page.request.get(`/dev/mailbox/${row.match(/^\d+/)?.[0]}`)).text();
    const link = mail.match(new RegExp(`${path}\\?letter=[0-9a-f-]+&(?:amp;)?code=([A-Z0-9]{8})`));
    if (link) return { code: link[1], link: link[0].replace("&amp;", "&") };
  }
}
