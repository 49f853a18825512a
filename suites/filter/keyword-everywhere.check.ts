import { check, capability } from "../../src/engine/api.ts";
import { notOffered } from "../../src/scim/offered.ts";
import { judgeRefused, plainPath, requireApplied } from "./syntax-support.ts";

export default check({
  id: "filter/keyword-everywhere",
  title: "A broken filter is refused with 400 invalidFilter in a query, in /.search and in a PATCH path",
  failureTitle: "A broken filter is not refused with 400 invalidFilter in a query, in /.search or in a PATCH path",
  verifies: ["7644-3.12-type-invalidfilter"],
  needs: [capability("filter")],
  after: ["filter/declared", "filter/expression-form"],
  detects: ["filter-syntax-keyword", "search-broken-filter-ignored", "patch-broken-filter-500", "patch-broken-filter-keyword"],
  mutates: "own-resources",
  remedy: "Use one parser for filters wherever they stand, and answer what it cannot read with 400 and scimType invalidFilter.",
  async run({ scim, given, expect, target, require }) {
    await requireApplied({ given, target, require });
    const requirement = "7644-3.12-type-invalidfilter";
    const { type, path } = plainPath(target);
    const filter = `${path} eq`;
    const flaw = "has no value";
    judgeRefused({ expect }, await scim.list(type, { filter, count: "2" }), { requirement, filter, flaw });
    if (target.supports("search") !== false) {
      const response = await scim.search(type, { filter, count: 2 });
      if (notOffered(response, "/.search") === null) judgeRefused({ expect }, response, { requirement, filter, flaw: "has no value (in /.search)" });
    }
    const plural = target.attributes(type).find((a) => a.multiValued && a.type === "complex" && !a.extension && target.mayChange(type, a.name) && target.maySend(type, a.name) && a.subAttributes.some((s) => s.name === "type"));
    if (!plural || target.supports("patch") === false) return;
    const made = await given.resource(type);
    const response = await scim.patch(made, [{ op: "replace", path: `${plural.name}[type eq].value`, value: "scimspec" }]);
    if (notOffered(response, "PATCH") !== null) return;
    if (!expect.of(requirement, response.status < 500 && !response.ok ? "filter/refusal-status" : undefined).status(response, 400)) return;
    expect.of(requirement, "filter/patch-keyword").at(response, "/scimType").oneOf(["invalidFilter", "invalidPath"]);
  },
});
