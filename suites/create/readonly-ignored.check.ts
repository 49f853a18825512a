import { check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { equal } from "../../src/scim/value.ts";

export default check({
  id: "create/readonly-ignored",
  title: "Values for readOnly attributes in a POST are ignored",
  failureTitle: "Values for readOnly attributes in a POST are taken over or refused",
  for: "each-resource-type",
  verifies: ["7644-3.3-create-ignores-readonly", "7643-3.1-meta-ignored-from-clients", "7643-7-mutability-read-only"],
  after: ["create/created"],
  detects: ["create-client-meta-honoured", "create-refuses-readonly", "create-readonly-stored", "schema-characteristics-wrong"],
  mutates: "own-resources",
  remedy: "Ignore meta and every readOnly attribute in the body of a POST; the request still succeeds.",
  async run({ scim, given, expect, target, type }) {
    const bogus = { resourceType: "Nonsense", created: "2001-01-01T00:00:00Z", lastModified: "2001-01-01T00:00:00Z", location: "https://example.com/elsewhere" };
    const simple = target.attributes(type).filter((a) => a.mutability === "readOnly" && a.type === "string" && !a.multiValued && !a.extension && a.name !== "id");
    const sent = { ...given.body(type), meta: bogus, ...Object.fromEntries(simple.map((a) => [a.name, "set by the client"])) };
    const response = await scim.create(type, sent);
    const judges = ["7644-3.3-create-ignores-readonly", "7643-3.1-meta-ignored-from-clients", "7643-7-mutability-read-only"].map((id) => expect.of(id));
    for (const judge of judges) judge.that(response.ok, { message: `a POST with readOnly attributes is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    const meta = response.object?.["meta"];
    if (!response.ok || !isObject(meta)) return;
    for (const [name, value] of Object.entries(bogus)) for (const judge of judges) judge.that(!equal(meta[name], value), { message: `meta.${name} was taken over from the client`, expected: "the server's own value", actual: meta[name] ?? null, at: response, pointer: `/meta/${name}` });
    for (const a of simple) for (const judge of judges) judge.that(response.object?.[a.name] !== "set by the client", { message: `${a.name} is readOnly, but was taken over from the client`, expected: "the server's own value", actual: response.object?.[a.name] ?? null, at: response, pointer: `/${a.name}` });
  },
});
