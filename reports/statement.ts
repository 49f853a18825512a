/** An implementation conformance statement in the manner of a PICS proforma (ISO/IEC 9646-7): what a supplier hands to a customer. */
import { readFileSync } from "node:fs";
import type { Run } from "../src/model/run.ts";
import { code, prose, sectionLink, table } from "./gfm.ts";
import { compile, sourceHash, type Template } from "./html/document.ts";
import { DECLARATION, LEGEND, SIGNATURE, statementView, TO_FILL_IN, type Item, type Section } from "./statement/view.ts";
import { sectionUrl } from "./text.ts";

const INSTRUCTIONS = "Each item is one requirement of the RFCs in scimspec's own words; the text of the RFC is what binds. The status is the keyword of RFC 2119 with what it means for an implementation. The support column holds the answer of the self-test, and the evidence column the checks that gave it.";

const itemRow = (i: Item): readonly string[] => [code(i.id), prose(i.summary), `${prose(i.level)}, ${i.status}`, `**${i.support}**`, i.note === "" ? "" : prose(i.note), i.checks.map((c) => code(c)).join(", ")];

function sectionMarkdown(rfc: number, { section, items }: Section): string {
  return `### ${sectionLink(rfc, section)}\n\n${table(["Item", "Requirement", "Status", "Support", "Note", "Evidence"], items.map(itemRow))}`;
}

/** The statement as GitHub-flavoured Markdown; nothing that the target said is active. */
export function renderStatementMarkdown(run: Run): string {
  const view = statementView(run);
  const blocks = [
    `# Implementation conformance statement, SCIM 2.0: ${prose(view.product)}`,
    view.warning === "" ? "" : `> **${view.verdict}.** ${prose(view.warning)} This statement is not whole and should not be handed on.`,
    "## Identification",
    table(["Field", "Value"], [...view.identification.map(([name, value]) => [name, prose(value)]), ...TO_FILL_IN.map((name) => [name, "(to be filled in by the supplier)"])]),
    "## Instructions and legend",
    INSTRUCTIONS,
    table(["Support", "Meaning"], LEGEND.map(([answer, meaning]) => [`**${answer}**`, meaning])),
    "## Summary",
    table(["Support", "Mandatory", "Recommended", "Optional", "All"], view.totals.map((t) => [t.support, String(t.mandatory), String(t.recommended), String(t.optional), String(t.all)])),
    "## Capabilities",
    table(["Capability", "Declared", "Observed", "Note"], view.capabilities.map((c) => [code(c.id), c.declared, c.observed, prose(c.note)])),
    ...view.rfcs.flatMap(({ rfc, sections }) => [`## RFC ${prose(String(rfc))}`, ...sections.map((s) => sectionMarkdown(rfc, s))]),
    "## Declaration",
    ...DECLARATION,
    SIGNATURE.map((name) => `- ${name}: ${".".repeat(60)}`).join("\n"),
  ];
  return `${blocks.filter((b) => b !== "").join("\n\n")}\n`;
}

const asset = (name: string): string => readFileSync(new URL(`statement/${name}`, import.meta.url), "utf8");
let page: { readonly render: Template; readonly css: string; readonly policy: string } | undefined;

function load() {
  const css = asset("statement.css");
  return { render: compile(asset("statement.hbs"), {}), css, policy: `default-src 'none'; style-src ${sourceHash(css)}; base-uri 'none'; form-action 'none'` };
}

/** The statement as one HTML file without scripts and requests, fit for print. Every value is escaped by the template. */
export function renderStatementHtml(run: Run): string {
  page ??= load();
  const view = statementView(run);
  const html = page.render({
    ...view,
    instructions: INSTRUCTIONS,
    identification: view.identification.map(([name, value]) => ({ name, value })),
    legend: LEGEND.map(([answer, meaning]) => ({ answer, meaning })),
    toFillIn: TO_FILL_IN,
    signature: SIGNATURE,
    declaration: DECLARATION,
    rfcs: view.rfcs.map(({ rfc, sections }) => ({ rfc, sections: sections.map((s) => ({ ...s, rfc, href: sectionUrl(rfc, s.section) })) })),
  });
  // Our own style goes in by position, so that nothing in the data can be taken for a placeholder.
  const at = html.indexOf("</head>");
  return `${html.slice(0, at)}<meta http-equiv="Content-Security-Policy" content="${page.policy}"><style>${page.css}</style>\n${html.slice(at)}`;
}
