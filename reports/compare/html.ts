/** The comparison as one HTML file: no script at all, no network. */
import { readFileSync } from "node:fs";
import { compile, selfContained, type Template } from "../html/document.ts";
import type { Comparison } from "./comparison.ts";
import { toCompareView } from "./view.ts";

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
const PARTIALS = ["head", "rows", "panel", "sign", "evidence"] as const;

let page: { readonly render: Template; readonly css: string } | undefined;

function load() {
  page ??= { render: compile(asset("templates/page.hbs"), Object.fromEntries(PARTIALS.map((name) => [name, asset(`templates/${name}.hbs`)]))), css: asset("compare.css") };
  return page;
}

/** Renders the comparison as one HTML document. Nothing from a target is interpreted: templates escape every value. */
export function renderCompareHtml(comparison: Comparison): string {
  const { render, css } = load();
  // Widths depend on the number of columns, and the policy allows no style attribute.
  const style = `${css}main{--n:${comparison.targets.length}}\n`;
  return selfContained(render(toCompareView(comparison)), { css: style, script: "" });
}
