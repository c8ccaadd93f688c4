import { expect, test } from "../../support/test";

test("what the content security policy refuses is told to the server", async ({ page, expectErrors, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, "needs script by its nature");
  expectErrors(/Content Security Policy/);
  const refused = async () => {
    const metrics = await (await page.request.get("/metrics")).text();
    return Number(/^http_policy_violations_total\{directive="style-src-attr"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
  };
  await page.goto("/");
  const before = await refused();
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await expect.poll(refused).toBeGreaterThan(before);
});
