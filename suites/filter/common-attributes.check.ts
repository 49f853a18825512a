import { check, capability } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/common-attributes",
  title: "id and the sub-attributes of meta can be used in filters",
  failureTitle: "A filter on id or a sub-attribute of meta is declined or finds the wrong resources",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-eq", "7644-3.4.2.2-string-case-by-caseexact"],
  needs: [capability("filter")],
  after: ["filter/equality", "filter/operators-offered"],
  detects: ["filter-by-id-fails", "filter-meta-declined", "filter-resource-type-ignored", "filter-id-ignores-case"],
  mutates: "own-resources",
  remedy: "Support filters on id, meta.resourceType, meta.location and meta.version.",
  async run(context) {
    const { expect } = context;
    const { members, judge } = await textCorpus(context);
    const [name, own] = [...members][0] ?? [];
    if (name === undefined || !own) return;
    const everyone = [...members.keys()];
    const eq = "7644-3.4.2.2-op-eq";
    const version = at(own.body, "/meta/version");
    const same = [...members].filter(([, m]) => at(m.body, "/meta/version") === version).map(([n]) => n);
    const location = at(own.body, "/meta/location");
    const second = members.get("longer");
    const cases: readonly (readonly [filter: string, expected: readonly string[], within: boolean])[] = [
      [`id eq ${quoted(own.id)}`, [name], false],
      ...(second ? [[`id eq ${quoted(own.id)} or id eq ${quoted(second.id)}`, [name, "longer"], false] as const] : []),
      [`meta.resourceType eq ${quoted(context.type.name)}`, everyone, true],
      [`meta.resourceType eq "ScimspecNoSuchType"`, [], true],
      ...(typeof location === "string" ? [[`meta.location eq ${quoted(location)}`, [name], false] as const] : []),
      ...(typeof version === "string" ? [[`meta.version eq ${quoted(version)}`, same, true] as const] : []),
    ];
    for (const [filter, expected, within] of cases) {
      const outcome = await judge.finds(eq, filter, expected, { within });
      // Joined with and, a refusal may be meant for that.
      if (outcome === "declined" && (!within || judge.sent(filter, { within }) !== undefined)) expect.of(eq, "filter/common-attribute-declined").that(false, { message: `the server declines the filter ${filter}`, expected: "a filter on the common attributes", actual: "declined" });
    }
    const other = own.id.replace(/[a-z]/gi, (c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()));
    if (other !== own.id) await judge.finds("7644-3.4.2.2-string-case-by-caseexact", `id eq ${quoted(other)}`, [], { code: "filter/id-case" });
    judge.done();
  },
});
