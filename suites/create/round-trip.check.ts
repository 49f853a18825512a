import { check } from "../../src/engine/api.ts";
import { fateOf, survived } from "../../src/scim/stored.ts";
import { covers, equalAsSets } from "../../src/scim/value.ts";

export default check({
  id: "create/round-trip",
  title: "What is created can be read back",
  failureTitle: "Values of a created resource are lost or altered",
  for: "each-resource-type",
  verifies: ["7644-3.3-create-server-may-alter", "7644-3.1-response-reflects-state", "7643-7-mutability-immutable-define-may"],
  after: ["create/created"],
  detects: ["response-echoes-request", "create-loses-values"],
  mutates: "own-resources",
  remedy: "Store every readWrite value that is accepted, and answer with what was stored.",
  async run({ scim, given, expect, target, type }) {
    const known = await given.shared(type);
    const { sent, created } = known;
    const read = await scim.get(known);
    for (const a of target.attributes(type)) {
      if (a.extension || a.name === "schemas" || sent[a.name] === undefined || a.returned === "never" || a.returned === "request") continue;
      const detail = { expected: sent[a.name] ?? null, actual: read.object?.[a.name] ?? null, at: read, pointer: `/${a.name}` };
      if (a.mutability === "immutable") expect.of("7643-7-mutability-immutable-define-may").observe(`${a.name} given on creation is ${covers(read.object?.[a.name], sent[a.name]) ? "stored" : "not stored"}`, detail);
      expect.of("7644-3.3-create-server-may-alter", "create/value-lost").that(survived(fateOf(a, sent[a.name] ?? null, read.object?.[a.name])), { message: `${a.name} was sent, and reads differently`, ...detail });
    }
    for (const name of Object.keys(created.object ?? {})) {
      if (read.object?.[name] === undefined || name === "meta") continue;
      expect.of("7644-3.1-response-reflects-state").that(equalAsSets(created.object?.[name], read.object[name]), { message: `${name} in the answer to the POST differs from what GET shows`, expected: read.object[name] ?? null, actual: created.object?.[name] ?? null, at: created, pointer: `/${name}` });
    }
  },
});
