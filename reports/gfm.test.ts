import { describe, expect, test } from "vitest";
import { ACTIVE, OWN, rendered, UNPRINTABLE } from "../test/gfm.ts";
import { HOSTILE } from "../test/hostile.ts";
import { code, fenced, joinWithin, prose, sectionLink, table } from "./gfm.ts";

describe("escaping for GitHub-flavoured Markdown", () => {
  test("leaves ordinary sentences readable", () => {
    expect(prose("POST is answered with 400; expected a success status (2xx)")).toBe("POST is answered with 400; expected a success status (2xx)");
    expect(rendered(`- ${prose("a*b*, [c](d), <e>, _f_, g|h, ~~i~~, &lt; and \\j")}`).text.trim()).toBe("a*b*, [c](d), <e>, _f_, g|h, ~~i~~, &lt; and \\j");
  });
  test.each(["see https://x.example", "www.x.example", "ask @octocat", "fixes #12", "GH-12", "$x$", "a `b`", "commit 16c999e8", "a@x.example", ":tada:"])("shows as code what GitHub would act on: %s", (text) => {
    const { elements, text: rest } = rendered(`- ${prose(text)}`);
    expect(elements).toEqual({ ul: 1, li: 1, code: 1 });
    expect(rest).not.toMatch(ACTIVE);
  });
  test.each(HOSTILE.map((h) => [h.slice(0, 20), h]))("%s stays text in a line, a heading, a cell and a fence", (_, h) => {
    const page = `# T ${prose(h)}\n\n- ${prose(h)}\n- ${code(h)}\n\n${table(["A", "B"], [[prose(h), code(h)], [code(h), prose(h)]])}\n\n${fenced(h, "sh")}\n\n> ${prose(h)} end`;
    const { elements, headings, cells, text } = rendered(page);
    expect(new Set(cells.map((c) => c.replaceAll(/[\s\\]/g, ""))).size, cells.join("\n")).toBe(h === "" ? 2 : 1);
    const { code: _spans, ...structure } = elements;
    expect(structure).toEqual({ h1: 1, ul: 1, li: 2, table: 1, thead: 1, tbody: 1, tr: 3, th: 2, td: 4, pre: 1, blockquote: 1, p: 1 });
    expect(headings).toHaveLength(1);
    expect(text).not.toMatch(ACTIVE);
    expect(page).not.toMatch(UNPRINTABLE);
  });
  test("keeps pipes and backslashes from ending a cell", () => {
    for (const text of ["a|b", "a\\\\|b", "|", "\\", "a\\", "||", "`|`", "a|b@c"]) expect(rendered(table(["H", "I"], [[prose(text), "end"], [code(text), "end"]])).cells).toEqual([text, "end", text, "end"]);
    // In a code span GFM takes one of an odd number of backslashes away.
    expect(rendered(table(["H", "I"], [[prose("a\\|b"), code("a\\|b")]])).cells).toEqual(["a\\|b", "a|b"]);
    expect(table(["H"], [])).toBe("");
  });
  test("fences longer than any run of backticks", () => {
    expect(fenced("a\n`````\nb", "sh")).toBe("``````sh\na\n`````\nb\n``````");
    expect(code("a``b`")).toBe("``` a``b` ```");
    expect(code("")).toBe("(empty)");
  });
  test("links sections only where the numbers are numbers", () => {
    expect(sectionLink(7644, "3.5.2")).toBe("[RFC 7644 section 3.5.2](https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2)");
    expect(rendered(`x ${sectionLink(7644, "3) [x](https://evil.example")}`).links).toEqual([]);
    expect(OWN).toContain("a");
  });
  test("cuts openly, between blocks", () => {
    const cut = joinWithin(["a".repeat(300), "", "é".repeat(300), "c"], 800);
    expect(cut).toContain("2 more parts did not fit into 800 bytes");
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(800);
    expect(joinWithin(["a", "", "b"], 800)).toBe("a\n\nb\n");
  });
});
