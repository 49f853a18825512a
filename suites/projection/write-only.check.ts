import { check, capability } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";

export default check({
  id: "projection/write-only",
  title: "Values of writeOnly attributes are not returned, not even when they are asked for",
  failureTitle: "Values of writeOnly attributes are returned when they are asked for",
  for: "each-resource-type",
  verifies: ["7643-7-mutability-write-only-not-returned"],
  needs: [capability("projection")],
  after: ["projection/attributes"],
  detects: ["write-only-returned-on-request", "write-only-declared-returned"],
  mutates: "own-resources",
  remedy: "Leave writeOnly attributes out of every answer, whatever attributes names.",
  async run({ scim, given, expect, target, type, skip }) {
    const names = target.attributes(type).filter((a) => !a.extension && a.mutability === "writeOnly").map((a) => a.name);
    if (names.length === 0) skip(`the schema of ${type.name} has no writeOnly attribute (/Schemas)`);
    const declared = target.attributes(type).filter((a) => names.includes(a.name) && a.returned !== "never").map((a) => a.name);
    expect.of("7643-7-mutability-write-only-not-returned", "projection/write-only-declared-returned").that(declared.length === 0, { message: `the schema declares ${declared.join(", ")} as writeOnly, and yet as returned`, expected: "returned never", actual: declared, at: target.discovery.schemas });
    const made = await given.shared(type);
    for (const response of [made.created, await scim.get(made), await scim.get(made, { query: { attributes: names.join(",") } })]) {
      const shown = names.filter((n) => (member(response.object, n) ?? null) !== null);
      expect.of("7643-7-mutability-write-only-not-returned").that(shown.length === 0, { message: `${response.method} returns ${shown.join(", ")}, which ${shown.length === 1 ? "is" : "are"} writeOnly`, expected: "not returned", actual: shown, at: response, pointer: `/${shown[0] ?? ""}` });
    }
  },
});
