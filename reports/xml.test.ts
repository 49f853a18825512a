import { describe, expect, test } from "vitest";
import { clip, oneLine, rfcLink, visible } from "./text.ts";
import { element, xmlAttribute, xmlText } from "./xml.ts";

describe("visible text", () => {
  test.each([
    ["\u0000", "\\u0000"],
    ["\u001b[31m", "\\u001b[31m"],
    ["\u009b", "\\u009b"],
    ["a\r\nb", "a\\u000d\nb"],
    ["\ud800", "\\ud800"],
    ["x\udc00y", "x\\udc00y"],
    ["\ufffe\uffff", "\\ufffe\\uffff"],
    ["\u202eabc", "\\u202eabc"],
    ["\u{1f600} \u00e9 \u{10ffff}\n\t", "\u{1f600} \u00e9 \u{10ffff}\n\t"],
  ])("%j is %j", (text, expected) => {
    expect(visible(text)).toBe(expected);
  });
});

describe("clipping", () => {
  test("keeps what fits, and says what it cut", () => {
    expect(clip("abcdefgh", 8)).toBe("abcdefgh");
    expect(clip("abcdefghi", 8)).toBe("abcd ...");
  });
  test("never splits a surrogate pair, at whatever length", () => {
    const text = "\u{1f600}".repeat(20);
    for (let max = 4; max < 45; max += 1) {
      for (const short of [clip(text, max), oneLine(` \n${text}`, max)]) {
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).not.toMatch(/\\ud83d|\p{Cs}/u);
      }
    }
  });
  test("counts the visible forms", () => {
    expect(clip("\u0000".repeat(10), 30)).toHaveLength(30);
  });
  test("on one line, white space is one space, and a long text is marked even if it shrinks", () => {
    expect(oneLine(" a\n\n\tb ", 10)).toBe("a b");
    expect(oneLine(`a${" ".repeat(100)}b`, 10)).toBe("a ...");
  });
});

describe("XML", () => {
  test("markup is escaped, the end of CDATA too", () => {
    expect(xmlText(`<a b="c">&amp;]]>`)).toBe('&lt;a b="c"&gt;&amp;amp;]]&gt;');
  });
  test("line feeds and tabs in attributes survive", () => {
    expect(xmlAttribute('"a"\n\tb<')).toBe("&quot;a&quot;&#10;&#9;b&lt;");
  });
  test("elements leave out undefined attributes", () => {
    expect(element("a", { b: 1, c: undefined })).toBe('<a b="1"/>');
    expect(element("a", {}, "x")).toBe("<a>x</a>");
  });
});

test("a section in the RFC editor's HTML is a URI, whatever the section", () => {
  expect(rfcLink({ rfc: 7644, section: "3.5.2" })).toBe("https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2");
  expect(new URL(rfcLink({ rfc: 7644, section: '"><x \ud800' })).hash).not.toMatch(/[<>"]/);
});
