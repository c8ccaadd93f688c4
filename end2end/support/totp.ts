import { expect, type Page } from "@playwright/test";
import { createHmac } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator app (RFC 6238) that goes by the server's clock, which other tests move. */
export class App {
  private constructor(private readonly secret: Buffer) {}

  /** Reads the key from the page where it is set up. */
  static async reading(page: Page): Promise<App> {
    const key = await page.getByRole("region", { name: "The key for your app" }).innerText();
    const bits = [...key.replace(/\s/g, "")].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0")).join("");
    const bytes = bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? [];
    expect(bytes, "a key of 160 bits").toHaveLength(20);
    return new App(Buffer.from(bytes));
  }

  /** What it shows, so many steps of half a minute from now. */
  async shows(page: Page, steps = 0): Promise<string> {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor((await serverTime(page)) / 30_000) + steps));
    const hash = createHmac("sha1", this.secret).update(counter).digest();
    const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}

/** In milliseconds. */
async function serverTime(page: Page): Promise<number> {
  const answer = await page.request.get("/dev/clock");
  const at = (await answer.text()).match(/data-now="([^"]+)"/)?.[1] ?? "";
  return Date.parse(at);
}
