import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Run } from "../../src/model/run.ts";
import { runAgainstReference } from "../../src/selftest.ts";
import { loadSuites } from "../../src/suites.ts";
import { axe, hasBrowser, openPage, startBrowser } from "../../test/browser.ts";
import { enlarged, everyHostile, hostile, sample, SAMPLES } from "../../test/hostile.ts";
import { renderHtml } from "./report.ts";

describe.skipIf(!hasBrowser)("the report in a real browser (skipped where /usr/bin/chromium is not installed)", () => {
  let browser: Browser;
  let url: string;
  /** The report of a server whose POST does not work. */
  let broken: string;
  /** The page of a sample: enough of everything, and small enough for axe. */
  let small: string;
  const written = (run: Run): string => {
    const file = join(mkdtempSync(join(tmpdir(), "scimspec-html-")), "index.html");
    writeFileSync(file, renderHtml(run));
    return pathToFileURL(file).href;
  };
  const report = async (faults: readonly string[], areas: readonly string[] = []): Promise<string> => {
    const suites = await loadSuites();
    const checks = areas.length === 0 ? [] : suites.checks.filter((c) => areas.includes(c.suite)).map((c) => c.id);
    const run = await runAgainstReference(suites, { faults, checks });
    return written({ ...run, requirements: run.requirements.filter((r) => r.outcome !== "not-selected") });
  };
  beforeAll(async () => {
    url = await report(["create-returns-200", "error-status-is-number", "put-keeps-omitted-attributes", "auth-challenge-missing"]);
    broken = await report(["create-not-allowed"], ["create", "read", "replace", "delete"]);
    const run = sample("not-conformant");
    small = written({ ...run, requirements: run.requirements.filter((r) => r.outcome !== "not-selected") });
    browser = await startBrowser();
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

  test.each([["light", 1280, "none"], ["dark", 1280, "none"], ["light", 390, "none"], ["light", 1280, "active"]] as const)("%s at %i pixels, forced colours %s: one request, no message, no accessibility finding, no sideways scrolling", async (colorScheme, width, forcedColors) => {
    const { page, requests, messages } = await openPage(browser, small, { colorScheme, forcedColors, viewport: { width, height: 800 } });
    expect(await page.locator("h1").innerText()).toBe("Not conformant");
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(await axe(page)).toEqual([]);
    expect(requests).toEqual([small]);
    expect(messages).toEqual([]);
    await page.context().close();
  });

  test("filters keep their state in the URL, update the counters, and a deep link opens its check", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.fill("#q", "create/created");
    expect(await page.locator(".check:visible").count()).toBe(1);
    expect(page.url()).toContain("q=create");
    const view = async (query: string): Promise<readonly string[]> => {
      await page.goto("about:blank");
      await page.goto(`${url}#?q=${encodeURIComponent(query)}`);
      return page.locator(".check:visible").evaluateAll((all) => all.map((e) => e.id.slice(6)));
    };
    const failing = await view("s:fail");
    expect(failing.length).toBeGreaterThan(2);
    expect(await page.locator('input[value="fail"]').isChecked()).toBe(true);
    expect((await view("a:patch")).every((id) => id.startsWith("patch/"))).toBe(true);
    expect((await view("s:fail a:create")).every((id) => id.startsWith("create/") && failing.includes(id))).toBe(true);
    expect(await view("cap:bulk s:pass -a:bulk")).toEqual((await view("cap:bulk s:pass")).filter((id) => !id.startsWith("bulk/")));
    expect(await view("rfc:7644-3.5.2 l:must patch/basic")).toEqual(["patch/basic"]);
    expect(await page.locator('[data-count="pass"]').innerText()).toBe("1");
    expect(await page.locator("#f-level").inputValue()).toBe("must");
    await page.goto("about:blank");
    await page.goto(`${url}#check/invariants/error-body`);
    expect(await page.locator('[id="check/invariants/error-body"]').getAttribute("open")).not.toBe(null);
    await page.close();
  });

  test("works by keyboard alone", async () => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip-link");
    await page.keyboard.press("f");
    expect(page.url()).toContain("s%3Afail");
    await page.keyboard.press("j");
    const focused = (): Promise<string> => page.evaluate("document.activeElement.parentElement.id");
    const first = await focused();
    expect(first).toMatch(/^check\//);
    await page.keyboard.press("j");
    expect(await focused()).not.toBe(first);
    await page.keyboard.press("k");
    expect(await focused()).toBe(first);
    const isOpen = (): Promise<boolean> => page.evaluate("document.activeElement.parentElement.open");
    const before = await isOpen();
    await page.keyboard.press("Enter");
    expect(await isOpen()).toBe(!before);
    await page.keyboard.press("/");
    await page.keyboard.type("jtf etag/");
    expect(await page.locator("#q").inputValue()).toBe("jtf etag/");
    await page.keyboard.press("Escape");
    expect(await page.locator("#q").inputValue()).toBe("");
    await page.locator(".command button:visible").first().focus();
    await page.keyboard.press("Enter");
    await page.locator(".command button", { hasText: /Copied|Selected/ }).waitFor({ timeout: 2000 });
    await page.close();
  });

  test("everything is there without JavaScript", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);
    expect(await page.locator(".check").count()).toBeGreaterThan(50);
    expect(await page.locator(".finding").first().isVisible()).toBe(true);
    expect(await page.locator(".filter").isVisible()).toBe(false);
    await page.goto(`${url}#check/create/created`);
    expect(await page.locator('[id="check/create/created"] .finding').first().isVisible()).toBe(true);
    await context.close();
  });

  test.each([true, false])("in print every finding and its exchange is open, with JavaScript %s", async (javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(url);
    await page.emulateMedia({ media: "print" });
    if (javaScriptEnabled) await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const heights = await page.locator(".exchange .http pre").evaluateAll((all) => all.map((e) => e.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(5);
    expect(heights.filter((h) => h < 5)).toEqual([]);
    expect(await page.locator(".bar").isVisible()).toBe(false);
    expect((await page.pdf()).length).toBeGreaterThan(100_000);
    await context.close();
  });

  test.each(SAMPLES)("a hostile target leads to no execution, no request and no broken page (%s)", async (name) => {
    const file = join(mkdtempSync(join(tmpdir(), "scimspec-html-")), "index.html");
    // The last one is long, and tried elsewhere.
    const runs = name === "not-conformant" ? everyHostile(sample(name)).slice(0, -1) : [hostile(sample(name))];
    for (const run of runs) {
      writeFileSync(file, renderHtml(run));
      const shown = pathToFileURL(file).href;
      const { page, requests, messages } = await openPage(browser, shown);
      expect(requests).toEqual([shown]);
      expect(messages).toEqual([]);
      expect(await page.locator("script").count()).toBe(1);
      expect(await page.locator("img, svg, iframe, object, embed, link, base").count()).toBe(0);
      expect(await page.evaluate("[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].filter((a) => a.name.startsWith('on'))).length")).toBe(0);
      expect(await page.evaluate("[...document.querySelectorAll('a')].filter((a) => !/^(file|https):/.test(a.href)).length")).toBe(0);
      expect(await page.locator("main > section").count()).toBeGreaterThanOrEqual(8);
      await page.context().close();
    }
  });

  test("a run with 20,000 exchanges is rendered in 3 s, into less than 15 MB, and opens", async () => {
    const run = enlarged(sample("not-conformant"), 600, 20_000);
    const start = performance.now();
    const html = renderHtml(run);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(html.length).toBeLessThan(15_000_000);
    const file = join(mkdtempSync(join(tmpdir(), "scimspec-html-")), "index.html");
    writeFileSync(file, html);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    expect(await page.locator(".check").count()).toBe(600);
    const typed = performance.now();
    await page.fill("#q", "s:fail");
    await page.locator("#shown", { hasText: /^\d\d of 600 checks$/ }).waitFor({ timeout: 2000 });
    expect(performance.now() - typed).toBeLessThan(2000);
    await page.close();
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
    expect(await axe(scripted)).toEqual([]);
    await scripted.close();
  });
});
