/** What every page of ours is made of: one file with its own style and script inside, and a policy that allows nothing else. */
import { createHash } from "node:crypto";
import Handlebars from "handlebars";

export type Template = (view: object) => string;

/** Compiles a page of templates that escape every value. `partials` by name, each the text of a template. */
export function compile(page: string, partials: Readonly<Record<string, string>>): Template {
  const engine = Handlebars.create();
  for (const [name, text] of Object.entries(partials)) engine.registerPartial(name, text);
  const render = engine.compile(page, { strict: true, knownHelpersOnly: true, preventIndent: true });
  return (view) => render(view);
}

/** A source expression that allows exactly this style or script (CSP Level 3, section 2.3.1). */
export const sourceHash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Puts style, script (none if empty) and policy into a rendered page. */
export function selfContained(html: string, { css, script }: { readonly css: string; readonly script: string }): string {
  const policy = `default-src 'none'; style-src ${sourceHash(css)}; script-src ${script === "" ? "'none'" : sourceHash(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}"><style>${css}</style>`;
  // Our own files go in by position, so that nothing in the data can be taken for a placeholder.
  const end = html.lastIndexOf("</body>");
  const at = html.indexOf("</head>");
  return `${html.slice(0, at)}${head}${html.slice(at, end)}${script === "" ? "" : `<script>${script}</script>`}${html.slice(end)}`;
}
