import { expect, type Page } from "@playwright/test";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const source = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with one line for each thing that axe finds, and where it is. */
export async function axe(page: Page) {
  // Evaluated by the browser's debugger, which the content security policy of the page does not bind.
  await page.evaluate(source);
  const findings = await page.evaluate(async (tags) => {
    const { violations } = await (window as any).axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.flatMap((violation: any) =>
      violation.nodes.map((node: any) => `${violation.id}: ${violation.help} — ${node.target.join(" ")}`),
    );
  }, rules);
  expect(findings, `axe on ${page.url()}`).toEqual([]);
}
