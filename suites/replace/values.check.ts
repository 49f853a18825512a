import { check, capability } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { freeText } from "../../src/scim/sample.ts";
import { fateOf, survived } from "../../src/scim/stored.ts";

/** `formatted` may be composed by the server from the other parts (RFC 7643 section 4.1.1). */
function withoutComposed(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(withoutComposed);
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([n]) => n !== "formatted")) : value;
}

export default check({
  id: "replace/values",
  title: "PUT replaces the values given and is answered with 200 and the whole resource",
  failureTitle: "PUT does not replace the values given, or is not answered with 200 and the whole resource",
  for: "each-resource-type",
  verifies: ["7644-3.5-put-must-be-supported", "7644-3.2-put-replaces", "7644-3.5.1-put-replaces-values", "7644-3.5.1-put-200-full-body", "7643-7-mutability-read-write", "7643-2.2-default-mutability-read-write"],
  needs: [capability("put")],
  after: ["create/created"],
  provides: ["replace"],
  detects: ["put-not-supported", "put-applies-only-active", "put-answers-204", "put-attribute-silently-ignored", "put-same-name-group-conflict"],
  mutates: "own-resources",
  remedy: "Implement PUT: store every readWrite value of the body in place of the old one, and answer with 200 and the resource.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.resource(type, {});
    const full = given.fullBody(type);
    const body: Record<string, (typeof full)[string]> = { ...full };
    // Unique and fixed values stay what they are: this is about replacing, not about renaming.
    for (const a of target.attributes(type)) if (!a.extension && a.name !== "schemas" && (!target.mayChange(type, a.name) || a.uniqueness !== "none")) delete body[a.name];
    for (const a of target.attributes(type)) if (a.required && made.sent[a.name] !== undefined) body[a.name] ??= made.sent[a.name] ?? null;
    for (const [name, value] of Object.entries(body)) body[name] = withoutComposed(value ?? null);
    // Pictures may be fetched and served from another place.
    delete body["photos"];
    let response = await scim.replace(made, body);
    const text = freeText(target, type);
    if (response.status === 400 && response.object?.["scimType"] !== "mutability" && text !== null) {
      // One value among many may break a rule that is published nowhere: then a single plain change is judged.
      for (const member of Object.keys(body)) if (made.sent[member] === undefined && member !== "schemas") delete body[member];
      body[text] = `changed ${given.unique()}`;
      body["schemas"] = [type.schema];
      response = await scim.replace(made, body);
    }
    if (!expect.of("7644-3.5-put-must-be-supported").that(![404, 405, 501].includes(response.status), { message: `PUT on an existing ${type.name} is answered with ${response.status}`, expected: 200, actual: response.status, at: response, pointer: "status" })) return;
    expect.of("7644-3.5.1-put-200-full-body").that(response.status === 200 && response.object?.["id"] === made.id, { message: `PUT is answered with ${response.status}${response.object ? "" : " and no resource"}`, expected: "200 with the resource", actual: response.status, at: response, pointer: "status" });
    expect.of("7643-7-mutability-read-write").observe(`PUT of readWrite attributes is answered with ${response.status}`, { at: response });
    const mutability = response.object?.["scimType"] === "mutability";
    expect.of("7643-2.2-default-mutability-read-write").that(!mutability, { message: "PUT of readWrite attributes is refused for mutability", expected: "success", actual: response.status, at: response, pointer: "status" });
    const read = await scim.get(made);
    for (const a of target.attributes(type)) {
      if (a.extension || a.schema === "" || body[a.name] === undefined || a.returned === "never" || a.returned === "request" || !target.mayChange(type, a.name)) continue;
      for (const id of ["7644-3.2-put-replaces", "7644-3.5.1-put-replaces-values"]) expect.of(id).that(survived(fateOf(a, body[a.name] ?? null, read.object?.[a.name])), { message: `${a.name} was replaced by PUT, but reads differently`, expected: body[a.name] ?? null, actual: read.object?.[a.name] ?? null, at: read, pointer: `/${a.name}` });
    }
  },
});
