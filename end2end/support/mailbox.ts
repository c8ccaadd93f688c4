import { expect, type Page } from "@playwright/test";

export type Mail = { to: string; subject: string; text: string; links: string[] };

/** Reads mail as a person does, on the development mailbox's pages: find it in the list, open it, follow its link. */
export class Mailbox {
  constructor(private readonly page: Page) {}

  /** Waits for the newest mail to a person whose subject matches; mail is sent by a job, a moment later. */
  async newest(to: string, subject: RegExp, patience = 15_000): Promise<Mail> {
    const row = this.page.getByRole("row").filter({ hasText: to }).filter({ hasText: subject });
    const entry = row.or(this.page.getByRole("listitem").filter({ hasText: to }).filter({ hasText: subject })).first();
    await expect(async () => {
      await this.page.goto(`/dev/mailbox?to=${encodeURIComponent(to)}`);
      await expect(entry).toBeVisible({ timeout: 250 });
    }, `a mail to ${to} about ${subject}`).toPass({ timeout: patience });

    const found = (await entry.getByRole("link").first().textContent())?.trim() ?? "";
    await entry.getByRole("link").first().click();
    await this.page.waitForURL(/\/dev\/mailbox\/.+/);
    const body = this.page.getByRole("main");
    const text = await body.innerText();
    // Links stand in the text as they do in a mail program; those of the mailbox itself are not the mail's.
    const written = text.match(/https?:\/\/[^\s<>")]+/g) ?? [];
    const linked = await body.getByRole("link").evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    const links = [...new Set([...written, ...linked])].filter((link) => !link.includes("/dev/mailbox"));
    return { to, subject: found, text, links };
  }
}
