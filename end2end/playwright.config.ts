import { defineConfig, devices } from "@playwright/test";

// Tests run on a desktop and on a phone, each with and without JavaScript. What the server answers to a form does not
// depend on the width of a window: those run on the desktop alone.
const answers = ["**/accounts/**", "**/bad_input.spec.ts", "**/histories.spec.ts", "**/hostile.spec.ts"];
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
    { name: "phone", testIgnore: answers, use: { ...phone } },
    { name: "phone, no script", testIgnore: answers, use: { ...phone, javaScriptEnabled: false } },
  ],
});
