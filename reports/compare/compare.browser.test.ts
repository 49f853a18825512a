import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe, hasBrowser, openPage, startBrowser, type Opened } from "../../test/browser.ts";
import { hostileRun, products, sampleRun } from "../../test/compared.ts";
import { compareRuns } from "./compare.ts";
import type { ComparedRun } from "./comparison.ts";
import { renderCompareHtml } from "./html.ts";

describe.skipIf(!hasBrowser)("the comparison in a real browser (skipped where /usr/bin/chromium is not installed)", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "scimspec-compare-"));
  const write = (name: string, runs: readonly ComparedRun[]): string => {
    writeFileSync(join(folder, name), renderCompareHtml(compareRuns(runs)));
    return pathToFileURL(join(folder, name)).href;
  };
  const three = write("three.html", products());
  const twelve = write("twelve.html", Array.from({ length: 4 }, products).flat());
  /** Fewer rows of each kind: axe looks at every element anew for every rule. */
  const few = products().map((p): ComparedRun => ({ ...p, run: { ...p.run, requirements: p.run.requirements.filter((q, i) => i % 8 === 0 || q.outcome === "fail") } }));
  const threeFew = write("three-few.html", few);
  const twelveFew = write("twelve-few.html", Array.from({ length: 4 }, () => few).flat());

  const open = (url: string, options: BrowserContextOptions = {}): Promise<Opened> => openPage(browser, url, options);

  const focused = (page: Page): Promise<string> => page.evaluate("document.activeElement.className");

  beforeAll(async () => {
    browser = await startBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  const looks: readonly (readonly [string, string, BrowserContextOptions])[] = [
    ["light", threeFew, {}],
    ["dark", threeFew, { colorScheme: "dark" }],
    ["forced colors", threeFew, { forcedColors: "active" }],
    ["narrow", threeFew, { viewport: { width: 390, height: 800 } }],
    ["narrow and dark", threeFew, { viewport: { width: 390, height: 800 }, colorScheme: "dark" }],
    ["twelve products", twelveFew, {}],
  ];
  test.each(looks)("%s: one request, no message, no accessibility finding, closed and with evidence open", async (_, url, options) => {
    const { page, requests, messages } = await open(url, options);
    expect(await page.locator("h1").innerText()).toMatch(/Acme Directory, Globex People and Initech One|12 products/);
    expect(await axe(page)).toEqual([]);
    await page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true");
    await page.locator("button.cell.not-ok").first().click();
    expect(await page.locator(".panel:popover-open .pair").first().isVisible()).toBe(true);
    expect(await axe(page)).toEqual([]);
    expect(requests).toEqual([url]);
    expect(messages).toEqual([]);
    await page.context().close();
  }, 120_000);

  test.each([1280, 390])("three products do not scroll sideways (%i pixels)", async (width) => {
    const { page } = await open(three, { viewport: { width, height: 800 } });
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.context().close();
  });

  test("twelve products: heads stay on top and requirements at the left, whichever way one scrolls", async () => {
    const { page } = await open(twelve);
    const row = page.locator("#need\\/update").locator("xpath=ancestor::section[1]").locator("tbody tr").nth(3);
    await page.evaluate(`scrollTo(500, ${(await row.boundingBox())?.y ?? 0} - 120)`);
    expect(await page.evaluate("scrollX")).toBe(500);
    const name = await row.locator("th").boundingBox();
    const head = await row.locator("xpath=ancestor::table").locator("thead th").last().boundingBox();
    expect(name?.x).toBe(0);
    expect(head?.y).toBe(0);
    const text = await page.locator("#need\\/groups").boundingBox();
    expect(text?.x).toBeGreaterThanOrEqual(0);
    await page.context().close();
  });

  test("without JavaScript everything is there: folded rows open, and a cell opens its evidence by keyboard", async () => {
    const { page } = await open(three, { javaScriptEnabled: false });
    const folded = page.locator("details").first();
    expect(await folded.locator("tbody tr").first().isVisible()).toBe(false);
    await folded.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await folded.locator("tbody tr").first().isVisible()).toBe(true);
    const cell = page.locator("button.cell.not-ok").first();
    const panel = page.locator(`[id="${(await cell.getAttribute("popovertarget")) ?? ""}"]`);
    expect(await panel.isVisible()).toBe(false);
    await cell.focus();
    await page.keyboard.press("Enter");
    expect(await panel.isVisible()).toBe(true);
    expect(await panel.innerText()).toMatch(/Expected[\s\S]*Actual[\s\S]*HTTP \d{3}[\s\S]*What the vendor has to do/);
    // The panel follows its cell in the order of focus, and Escape leads back.
    await page.keyboard.press("Tab");
    expect(await focused(page)).toContain("close");
    await page.keyboard.press("Escape");
    expect(await panel.isVisible()).toBe(false);
    expect(await focused(page)).toContain("cell not-ok");
    await page.context().close();
  });

  test("a need leads to its points, and a link to a row in a fold opens it", async () => {
    const { page } = await open(three);
    await page.locator(".glance a", { hasText: "Find and search" }).click();
    expect(await page.locator("#need\\/search").isVisible()).toBe(true);
    const id = await page.locator("details tbody tr").first().getAttribute("id");
    await page.goto("about:blank");
    await page.goto(`${three}#${id ?? ""}`);
    expect(await page.locator(`[id="${id ?? ""}"]`).isVisible()).toBe(true);
    await page.context().close();
  });

  test("prints in landscape, with the evidence of what is not OK", async () => {
    const { page } = await open(three);
    await page.emulateMedia({ media: "print" });
    const finding = page.locator(".panel.not-ok").first();
    expect(await finding.isVisible()).toBe(true);
    expect(await page.locator(".panel.ok").first().isVisible()).toBe(false);
    const folded = await page.locator("details:not([open]) tbody tr, details:not([open]) li").evaluateAll((all) => all.map((e) => e.getBoundingClientRect().height));
    expect(folded.length).toBeGreaterThan(20);
    expect(folded.filter((h) => h < 5)).toEqual([]);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const [, width, height] = /\/MediaBox \[0 0 (\d+)\S* (\d+)/.exec(pdf) ?? [];
    expect(Number(width)).toBeGreaterThan(Number(height));
    await page.context().close();
  });

  test.each([false, true])("a hostile target runs nothing, asks for nothing and says nothing (words of fixed sets too: %s)", async (words) => {
    const url = write(`hostile-${String(words)}.html`, [{ run: hostileRun("not-conformant", { words }), report: "javascript:window.pwned=1" }, { run: hostileRun("incomplete", { words }) }, { run: sampleRun("conformant") }]);
    const { page, requests, messages } = await open(url);
    await page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true");
    await page.locator("button.cell").first().click();
    await page.keyboard.press("Escape");
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(await page.locator("script, svg, img, iframe, [onload], [onerror], [onfocus]").count()).toBe(0);
    expect(await page.locator("#how").isVisible()).toBe(true);
    expect(requests).toEqual([url]);
    expect(messages).toEqual([]);
    await page.context().close();
  });
});
