import { expect, type Page } from "@playwright/test";
import { mkdir, rmdir } from "node:fs/promises";

/** The server's clock in development: tests move it instead of waiting. It is one clock for all tests that run at a time. */
export class Clock {
  constructor(private readonly page: Page) {}

  async forward(minutes: number) {
    const response = await this.page.request.post("/dev/clock", {
      form: { minutes: String(minutes) },
      // A form of our own pages sends this; the server refuses posts from elsewhere.
      headers: { Origin: await this.origin() },
    });
    expect(response.ok(), `POST /dev/clock: ${response.status()}`).toBe(true);
  }

  private async origin(): Promise<string> {
    if (this.page.url() === "about:blank") await this.page.goto("/");
    return new URL(this.page.url()).origin;
  }
}

/**
 * Waits until no other test holds the clock, in whichever worker it runs. A test that books something soon and then
 * moves the clock holds it, lest another one moves time past its session.
 */
export async function holdClock(lock: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await mkdir(lock);
      return () => rmdir(lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
