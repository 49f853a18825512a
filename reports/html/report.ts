/** The HTML report: one file, no network, readable without JavaScript. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import type { Run } from "../../src/model/run.ts";
import { toView } from "./view.ts";

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

interface Page {
  readonly render: (view: object) => string;
  readonly css: string;
  readonly script: string;
}

let page: Page | undefined;

function load(): Page {
  if (page) return page;
  const engine = Handlebars.create();
  for (const name of ["cause", "check", "exchange", "lines", "badge"]) engine.registerPartial(name, asset(`templates/${name}.hbs`));
  const render = engine.compile(asset("templates/page.hbs"), { strict: true, knownHelpersOnly: true, preventIndent: true });
  page = { render: (view) => render(view), css: asset("report.css"), script: asset("page.js") };
  return page;
}

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Renders the report as one HTML document. Nothing from the target is interpreted: templates escape every value. */
export function renderHtml(run: Run): string {
  const { render, css, script } = load();
  const policy = `default-src 'none'; style-src ${hash(css)}; script-src ${hash(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}"><style>${css}</style>`;
  const html = render(toView(run));
  // Our own files go in by position, so that nothing in the data can be taken for a placeholder.
  const end = html.lastIndexOf("</body>");
  const at = html.indexOf("</head>");
  return `${html.slice(0, at)}${head}${html.slice(at, end)}<script>${script}</script>${html.slice(end)}`;
}
