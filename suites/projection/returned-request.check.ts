import { check, capability } from "../../src/engine/api.ts";
import { sampleAttribute } from "../../src/scim/sample.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";

export default check({
  id: "projection/returned-request",
  title: "Attributes whose returned is request come when they are asked for, or when a write names them",
  failureTitle: "Attributes whose returned is request come unasked, or not even when asked for",
  for: "each-resource-type",
  verifies: ["7643-7-returned-request-queries", "7643-7-returned-request-writes"],
  needs: [capability("projection")],
  after: ["projection/attributes"],
  detects: ["request-attribute-shown-unasked", "request-attribute-never-shown", "request-attribute-missing-after-write"],
  mutates: "own-resources",
  remedy: "Return an attribute whose returned is request only when attributes names it, and in answers to writes that set it.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = target.attributes(type).find((a) => !a.extension && a.returned === "request" && a.mutability === "readWrite" && target.maySend(type, a.name) && sampleAttribute(a, "x") !== undefined);
    if (!found) skip(`the schema of ${type.name} has no attribute whose returned is request (/Schemas)`);
    const name = found?.name ?? "";
    const value = found ? sampleAttribute(found, given.unique()) : undefined;
    const made = await given.resource(type, { [name]: value ?? null });
    const asked = await scim.get(made, { query: { attributes: name } });
    const plain = await scim.get(made);
    const queries = expect.of("7643-7-returned-request-queries");
    queries.that(asked.ok && !isUnassigned(member(asked.object, name)), { message: `attributes=${name} does not return ${name}, whose returned is request (${asked.status})`, expected: value ?? null, actual: member(asked.object, name) ?? null, at: asked, pointer: `/${name}` });
    expect.of("7643-7-returned-request-queries", "projection/request-unasked").that(isUnassigned(member(plain.object, name)), { message: `GET returns ${name}, whose returned is request, although nobody asked`, expected: `no ${name}`, actual: member(plain.object, name) ?? null, at: plain, pointer: `/${name}` });
    const writes = [made.created, ...(target.supports("put") === false ? [] : [await scim.replace(made, made.sent)])];
    for (const response of writes) {
      if (!response.ok || response.object?.["id"] === undefined) continue;
      expect.of("7643-7-returned-request-writes", "projection/request-missing-after-write").that(!isUnassigned(member(response.object, name)), { message: `the answer to a ${response.method} that sets ${name} does not show it`, expected: value ?? null, actual: null, at: response, pointer: `/${name}` });
    }
  },
});
