import { expect, type Page } from "@playwright/test";

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
