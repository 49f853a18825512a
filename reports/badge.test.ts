import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { Run } from "../src/model/run.ts";
import { everyHostile, sample, SAMPLES } from "../test/hostile.ts";
import { UNPRINTABLE } from "../test/gfm.ts";
import { renderBadgeSvg, renderShieldsJson } from "./badge.ts";
import { format } from "./formats.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Elements and texts of a well-formed XML document; throws for another. */
function parse(xml: string): { readonly elements: readonly Element[]; readonly texts: readonly string[] } {
  const elements: Element[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", (e) => {
    throw e;
  });
  parser.on("opentag", (t) => elements.push({ name: t.name, attributes: t.attributes as Record<string, string> }));
  parser.on("text", (t) => t.trim() !== "" && texts.push(t));
  parser.write(xml).close();
  return { elements, texts };
}

/** Contrast with white (WCAG 2.2, 1.4.3). */
function contrast(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => Number.parseInt(color.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

const shields = (run: Run) => JSON.parse(renderShieldsJson(run)) as Record<string, unknown>;
const STRUCTURE = ["svg", "title", "rect", "rect", "g", "text", "text"];

describe("badge", () => {
  test("is written by the format badge", () => {
    expect(format("badge")?.render(sample("conformant")).map((f) => f.path)).toEqual(["badge.svg", "badge.json"]);
  });
  test.each([["conformant", "rfc 2026-11-26 · conformant", "17693a"], ["not-conformant", "rfc 2026-11-26 · not conformant", "b3161d"], ["incomplete", "rfc 2026-11-26 · incomplete run", "5b6068"]] as const)("of the sample %s", (name, message, color) => {
    const run = { ...sample(name), startedAt: "2026-11-26T01:02:03.000Z" };
    expect(shields(run)).toMatchObject({ schemaVersion: 1, label: "SCIM self-tested", message, color });
    const { elements, texts } = parse(renderBadgeSvg(run));
    expect(texts.slice(1)).toEqual(["SCIM self-tested", message]);
    expect(elements[3]?.attributes["fill"]).toBe(`#${color}`);
  });
  test("has a role, a name, readable contrast, and nothing from elsewhere", () => {
    const svg = renderBadgeSvg(sample("conformant"));
    const { elements, texts } = parse(svg);
    expect(elements[0]?.attributes).toMatchObject({ role: "img", "aria-labelledby": "title", xmlns: "http://www.w3.org/2000/svg" });
    expect(elements[1]).toMatchObject({ name: "title", attributes: { id: "title" } });
    expect(texts[0]).toContain("SCIM self-tested: rfc");
    expect(texts[0]).toContain("not a certification");
    for (const name of SAMPLES) for (const { attributes } of parse(renderBadgeSvg(sample(name))).elements.filter((e) => e.name === "rect")) expect(contrast(attributes["fill"] ?? "#fff")).toBeGreaterThan(4.5);
    expect(svg).not.toMatch(/href|url\(|@import|<style|<script/);
  });
  test("never claims a certificate", () => {
    for (const name of SAMPLES) expect(`${renderBadgeSvg(sample(name)).replace("not a certification", "")}${renderShieldsJson(sample(name))}`).not.toMatch(/certif/i);
  });
  test("is grey where nothing could be assessed", () => {
    expect(shields({ ...sample("conformant"), preflightFailure: "nobody answers" })).toMatchObject({ message: expect.stringContaining("not assessed") as string, color: "5b6068" });
  });
  test("hostile texts stay text, and short", () => {
    for (const bad of everyHostile(sample("not-conformant"))) {
      const svg = renderBadgeSvg(bad);
      expect(parse(svg).elements.map((e) => e.name)).toEqual(STRUCTURE);
      expect(svg).not.toMatch(UNPRINTABLE);
      expect(String(shields(bad)["message"]).length).toBeLessThan(80);
      expect(renderShieldsJson(bad)).not.toMatch(/\p{Cs}|\\u/u);
    }
  });
});
