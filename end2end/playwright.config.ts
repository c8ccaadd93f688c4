import { defineConfig, devices } from "@playwright/test";

// Every test runs four times: on a desktop and on a phone, with and without JavaScript.
const chromium = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
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

export default defineConfig({
  testDir: "tests",
  outputDir: "results/files",
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 5_000 },
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    baseURL: process.env.BASE_URL ?? "http://127.0.0.1:3000",
    launchOptions: chromium,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  projects: [
    { name: "desktop", use: { ...desktop } },
    { name: "desktop, no script", use: { ...desktop, javaScriptEnabled: false } },
    { name: "phone", use: { ...phone } },
    { name: "phone, no script", use: { ...phone, javaScriptEnabled: false } },
  ],
});
