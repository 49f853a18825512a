import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runAgainstReference } from "../../src/selftest.ts";
import { loadSuites } from "../../src/suites.ts";
import { renderHtml } from "./report.ts";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

describe.skipIf(!existsSync(CHROMIUM))("the report in a real browser (skipped where /usr/bin/chromium is not installed)", () => {
  let browser: Browser;
  let url: string;
  /** The report of a server whose POST does not work. */
  let broken: string;
  const report = async (faults: readonly string[]): Promise<string> => {
    const file = join(mkdtempSync(join(tmpdir(), "scimspec-html-")), "index.html");
    writeFileSync(file, renderHtml(await runAgainstReference(await loadSuites(), { faults })));
    return pathToFileURL(file).href;
  };
  beforeAll(async () => {
    url = await report(["create-returns-200", "error-status-is-number", "put-keeps-omitted-attributes", "auth-challenge-missing"]);
    broken = await report(["create-not-allowed"]);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const shots = process.env["SCREENSHOTS"];
    if (shots) {
      for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [390, "light"]] as const) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.goto(url);
        await page.screenshot({ path: join(shots, `${width}-${colorScheme}.png`) });
        await page.goto(`${url}#check/create/created`);
        await page.screenshot({ path: join(shots, `${width}-${colorScheme}-check.png`) });
        await page.goto(`${broken}#fix`);
        await page.locator(".dependants > summary").first().click();
        await page.screenshot({ path: join(shots, `${width}-${colorScheme}-cause.png`) });
        await page.close();
      }
    }
  }, 60_000);
  afterAll(() => browser?.close());

  test.each([["light", 1280], ["dark", 1280], ["light", 390]] as const)("%s at %i pixels: one request, no message, no accessibility finding, no sideways scrolling", async (colorScheme, width) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const requests: string[] = [];
    const messages: string[] = [];
    page.on("request", (r) => requests.push(r.url()));
    page.on("console", (m) => messages.push(m.text()));
    page.on("pageerror", (e) => messages.push(e.message));
    await page.goto(url);
    expect(await page.locator("h1").innerText()).toBe("Not conformant");
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html ?? ""}`)).toEqual([]);
    expect(requests).toEqual([url]);
    expect(messages).toEqual([]);
    await context.close();
  });

  test("filters keep their state in the URL, and a deep link opens its check", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.fill("#q", "create/created");
    expect(await page.locator(".check:visible").count()).toBe(1);
    expect(page.url()).toContain("q=create");
    await page.goto("about:blank");
    await page.goto(`${url}#check/invariants/error-body`);
    expect(await page.locator('[id="check/invariants/error-body"]').getAttribute("open")).not.toBe(null);
    await page.close();
  });

  test("everything is there without JavaScript, and can be printed", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);
    expect(await page.locator(".check").count()).toBeGreaterThan(50);
    expect(await page.locator(".finding").first().isVisible()).toBe(true);
    await context.close();
    const printed = await browser.newPage();
    await printed.goto(url);
    expect((await printed.pdf()).length).toBeGreaterThan(20_000);
    await printed.close();
  });

  test.each([1280, 390])("what a broken operation drags along opens without JavaScript, and leads to its check (%i pixels)", async (width) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(broken);
    expect(await page.locator(".causes > li").count()).toBe(1);
    const links = page.locator(".dependants a");
    expect(await links.first().isVisible()).toBe(false);
    await page.locator(".dependants > summary").click();
    expect(await links.first().isVisible()).toBe(true);
    expect(await links.count()).toBeGreaterThan(30);
    const href = (await links.last().getAttribute("href")) ?? "";
    await links.last().click();
    expect(page.url().endsWith(href)).toBe(true);
    expect(await page.locator(`[id="${href.slice(1)}"]`).isVisible()).toBe(true);
    await context.close();
    const scripted = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    await scripted.goto(broken);
    await scripted.locator(".dependants > summary").click();
    expect(await scripted.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    const { violations } = await new AxeBuilder({ page: scripted }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html ?? ""}`)).toEqual([]);
    await scripted.close();
  });
});
