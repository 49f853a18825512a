import { check } from "../../src/engine/api.ts";

export default check({
  id: "attributes/reference-case",
  title: "References keep the letter case of their path",
  failureTitle: "References lose the letter case of their path",
  for: "each-resource-type",
  verifies: ["7643-2.3.7-reference-case-exact"],
  after: ["create/created"],
  detects: ["reference-lower-cased"],
  mutates: "own-resources",
  remedy: "Store references as they are; only scheme and host may be normalised.",
  async run({ scim, given, expect, target, type, skip }) {
    const attribute = target.attributes(type).find((a) => !a.extension && a.type === "reference" && !a.multiValued && a.mutability === "readWrite" && a.referenceTypes.includes("external") && target.maySend(type, a.name));
    if (!attribute) skip(`the schema of ${type.name} has no reference that clients set (/Schemas)`);
    const name = attribute?.name ?? "";
    const value = "https://example.com/Some/Path?Query=AbC";
    const response = await scim.create(type, { ...given.body(type), [name]: value });
    if (!response.ok) return void expect.of("7643-2.3.7-reference-case-exact").that(true, { message: "the reference is refused as a whole" });
    const got = response.object?.[name];
    expect.of("7643-2.3.7-reference-case-exact").that(typeof got !== "string" || got.endsWith("/Some/Path?Query=AbC"), { message: `${name} came back as ${JSON.stringify(got)}`, expected: value, actual: got ?? null, at: response, pointer: `/${name}` });
  },
});
