import { check, capability } from "../../src/engine/api.ts";
import { judgeFound, lookUp, textPlace } from "./syntax-support.ts";

export default check({
  id: "filter/names-with-urn",
  title: "An attribute name with its schema's URN in front means the same as the short name",
  failureTitle: "An attribute name with its schema's URN in front is misread in filters",
  verifies: ["7644-3.10-core-prefix-optional", "7644-3.10-all-facets-case-insensitive"],
  needs: [capability("filter")],
  after: ["filter/usable", "filter/qualified-names"],
  detects: ["filter-urn-prefix-refused", "filter-urn-case-sensitive"],
  mutates: "own-resources",
  remedy: "Split an attribute path at the last colon; what stands in front is the schema's URN, compared without case.",
  async run({ scim, given, expect, target, skip, require }) {
    const found = await textPlace({ given, target, skip, require });
    const { type } = found.place;
    const attribute = target.attribute(type, found.place.path);
    const own = attribute?.schema === "" ? "id" : found.place.path;
    const value = own === "id" ? found.fixture.id : found.value;
    const literal = JSON.stringify(value);
    const short = `${own} eq ${literal}`;
    const long = `${type.schema}:${own} eq ${literal}`;
    const upper = `${type.schema.toUpperCase()}:${own.toUpperCase()} eq ${literal}`;
    const ids = [found.fixture.id];
    // The URN of the type in front of a common attribute is not clearly a name for it.
    const code = own === "id" ? "filter/attribute-declined" : "filter/urn-differs";
    const plain = own === "id" ? await lookUp(scim, type, short) : found.answer;
    const qualified = await lookUp(scim, type, long);
    const same = plain.resources.length === qualified.resources.length;
    expect.of("7644-3.10-core-prefix-optional", code).that(same, { message: `${long} and ${short} give different results`, expected: plain.resources.length, actual: qualified.ok ? qualified.resources.length : qualified.status, at: qualified, pointer: "/Resources" });
    judgeFound({ expect }, await lookUp(scim, type, upper), { requirement: "7644-3.10-all-facets-case-insensitive", filter: upper, ids, code: "filter/urn-case" });
  },
});
