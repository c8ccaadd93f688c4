import { defineConfig, devices } from "@playwright/test";
import { existsSync } from "node:fs";

// Everything runs on a desktop. What is done with a page runs there without JavaScript too; what the server answers does
// not depend on the browser. On a phone we look at what has a layout of its own, and once at the whole way without script.
const answers = ["**/bad_input.spec.ts", "**/histories.spec.ts", "**/hostile.spec.ts", "**/payloads.spec.ts", "**/refusals.spec.ts"];
const layouts = [
  "**/home.spec.ts",
  "**/every_page.spec.ts",
  "**/stranger.spec.ts",
  "**/picker.spec.ts",
  "**/search.spec.ts",
  "**/submit.spec.ts",
  "**/review.spec.ts",
  "**/boards.spec.ts",
];
// The one without a window takes a third of the work for a page.
const browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const chromium = {
  executablePath: process.env.CHROMIUM ?? browsers.find((path) => existsSync(path)),
  args: [
    "--no-sandbox", // Chromium's own needs rights that root in a container does not have
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
  ],
};
const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, userAgent: devices["Pixel 7"].userAgent };

const home = process.env.BASE_URL ?? "http://127.0.0.1:3000";
// Where the server looks for its provider: see `test_providers` of scripts/lib.sh.
const provider = Number(new URL(home).port) + 1000;

export default defineConfig({
  testDir: "tests",
  outputDir: "results/files",
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  webServer: {
    command: `node support/provider.mjs ${provider} ${home}`,
    url: `http://localhost:${provider}/.well-known/openid-configuration`,
    reuseExistingServer: !process.env.CI,
  },
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    baseURL: home,
    launchOptions: chromium,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    trace: { mode: "retain-on-failure", snapshots: false, screenshots: false },
  },
  projects: [
    { name: "desktop", use: { ...desktop } },
    { name: "desktop, no script", testIgnore: answers, use: { ...desktop, javaScriptEnabled: false } },
    { name: "phone", testMatch: layouts, use: { ...phone } },
    { name: "phone, no script", testMatch: "**/stranger.spec.ts", use: { ...phone, javaScriptEnabled: false } },
  ],
});
