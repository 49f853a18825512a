/** Debian's Chromium, for tests of pages. */
import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** False where no browser is installed: tests then say in their name that they are skipped. */
export const hasBrowser = existsSync(CHROMIUM);

export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** An open page, with what it asks for and says from the first moment on. */
export interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  /** Of the console, of errors and of dialogs. */
  readonly messages: readonly string[];
}

/** Opens the page in a context of its own, which the test closes. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
  const [requests, messages]: [string[], string[]] = [[], []];
  page.on("request", (r) => requests.push(r.url()));
  page.on("console", (m) => messages.push(m.text()));
  page.on("pageerror", (e) => messages.push(e.message));
  page.on("dialog", (d) => void d.dismiss().then(() => messages.push("dialog")));
  await page.goto(url);
  return { page, requests, messages };
}

/** What axe finds, each rule with its first place. */
export async function axe(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((v) => `${v.id}: ${v.nodes[0]?.html ?? ""}`);
}
