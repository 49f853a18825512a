import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Run } from "../../src/model/run.ts";
import { axe, hasBrowser, openPage, startBrowser } from "../../test/browser.ts";
import { everyHostile, sample, SAMPLES } from "../../test/hostile.ts";
import { renderStatementHtml } from "../statement.ts";

describe.skipIf(!hasBrowser)("the conformance statement in a real browser (skipped where /usr/bin/chromium is not installed)", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "scimspec-statement-"));
  const write = (name: string, run: Run): string => {
    writeFileSync(join(folder, `${name}.html`), renderStatementHtml(run));
    return pathToFileURL(join(folder, `${name}.html`)).href;
  };
  const whole = write("whole", sample("not-conformant"));
  /** A few rows: axe looks at every element anew for every rule. */
  const few = write("few", { ...sample("not-conformant"), requirements: sample("not-conformant").requirements.filter((q, i) => i % 20 === 0 || q.outcome === "fail") });

  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["forced colors", { forcedColors: "active" }],
    ["narrow", { viewport: { width: 390, height: 800 } }],
  ];
  test.each(looks)("%s: one request, no message, no accessibility finding, no sideways scrolling", async (_name, options) => {
    const { page, requests, messages } = await openPage(browser, few, options);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(await axe(page)).toEqual([]);
    expect(requests).toEqual([few]);
    expect(messages).toEqual([]);
    await page.context().close();
  });

  test("needs no JavaScript, and its contents lead to its sections by keyboard", async () => {
    const { page } = await openPage(browser, whole, { javaScriptEnabled: false });
    const rows = sample("not-conformant").requirements.filter((r) => r.id.startsWith("7644-")).length;
    expect(await page.locator("section[aria-labelledby=rfc7644] tbody tr").count()).toBeGreaterThanOrEqual(rows);
    await page.locator('nav a[href="#rfc7644"]').focus();
    await page.keyboard.press("Enter");
    expect(page.url()).toBe(`${whole}#rfc7644`);
    expect(await page.locator("#rfc7644").isVisible()).toBe(true);
    await page.context().close();
  });

  test("prints with every answer and a place to sign", async () => {
    const { page } = await openPage(browser, whole);
    await page.emulateMedia({ media: "print" });
    const heights = await page.locator("tbody tr").evaluateAll((all) => all.map((e) => e.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(500);
    expect(heights.filter((h) => h < 5)).toEqual([]);
    expect(await page.locator(".signature").first().isVisible()).toBe(true);
    expect((await page.pdf()).length).toBeGreaterThan(100_000);
    await page.context().close();
  });

  test.each(SAMPLES)("a hostile target runs nothing, asks for nothing and says nothing (%s)", async (name) => {
    for (const [i, run] of everyHostile(sample(name)).slice(0, 3).entries()) {
      const url = write(`hostile-${name}-${i}`, run);
      const { page, requests, messages } = await openPage(browser, url);
      expect([requests, messages]).toEqual([[url], []]);
      expect(await page.locator("script, img, svg, iframe, object, embed, link, base").count()).toBe(0);
      await page.context().close();
    }
  });
});
