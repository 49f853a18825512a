/** The HTML report: one file, no network, readable without JavaScript. */
import { readFileSync } from "node:fs";
import type { Run } from "../../src/model/run.ts";
import { compile, selfContained, type Template } from "./document.ts";
import { toView } from "./view.ts";

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

interface Page {
  readonly render: Template;
  readonly css: string;
  readonly script: string;
}

let page: Page | undefined;

function load(): Page {
  if (page) return page;
  const partials = Object.fromEntries(["cause", "check", "exchange", "lines", "difflines", "badge"].map((name) => [name, asset(`templates/${name}.hbs`)]));
  page = { render: compile(asset("templates/page.hbs"), partials), css: asset("report.css"), script: asset("page.js") };
  return page;
}

/** Renders the report as one HTML document. Nothing from the target is interpreted: templates escape every value. */
export function renderHtml(run: Run): string {
  const { render, ...assets } = load();
  return selfContained(render(toView(run)), assets);
}
