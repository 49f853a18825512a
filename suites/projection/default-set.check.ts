import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";

export default check({
  id: "projection/default-set",
  title: "Without projection a resource shows every default attribute that has a value, wherever it is returned",
  failureTitle: "Attributes that have a value are left out although nobody excluded them",
  for: "each-resource-type",
  verifies: ["7643-2.2-default-returned-default", "7643-7-returned-default", "7644-3.4-default-returned-set", "7644-3.9-default-response-set", "7643-3.1-meta-returned-default", "7644-3.4.2.5-projection-optional-in-request", "7644-3.5.1-put-200-full-body"],
  needs: [capability("projection")],
  after: ["read/by-id"],
  detects: ["default-attribute-only-on-request", "list-narrower-than-get", "meta-only-on-request", "create-answer-narrower", "put-answer-narrower"],
  mutates: "own-resources",
  remedy: "Return every attribute whose returned is default or always, in GET, lists and the answers to writes alike.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.shared(type);
    const names = target.attributes(type).filter((a) => !a.extension && (a.returned === "default" || a.returned === "always") && a.name !== "schemas").map((a) => a.name);
    const asked = await scim.get(made, { query: { attributes: names.join(",") } });
    // What the server shows when asked has a value; the rest it may not have kept.
    const stored = names.filter((n) => !isUnassigned(member(asked.object, n)));
    const plain = await scim.get(made);
    const filter = target.supports("filter") === false ? null : `id eq ${JSON.stringify(made.id)}`;
    const list = filter === null ? null : await scim.list(type, { filter });
    expect.of("7644-3.4.2.5-projection-optional-in-request").observe(`GET without projection is answered with ${plain.status}`, { at: plain });
    const missing = stored.filter((n) => isUnassigned(member(plain.object, n)));
    for (const id of ["7643-2.2-default-returned-default", "7643-7-returned-default", "7644-3.4-default-returned-set"]) {
      const own = missing.filter((n) => n !== "meta");
      expect.of(id).that(plain.ok && own.length === 0, { message: `GET leaves out ${own.join(", ")}, which attributes shows`, expected: stored, actual: own, at: plain, pointer: `/${own[0] ?? ""}` });
    }
    expect.of("7643-3.1-meta-returned-default").that(!missing.includes("meta"), { message: "GET leaves out meta, which attributes=meta shows", expected: "meta", actual: null, at: plain, pointer: "/meta" });
    const others = [["the list", list?.resources.find((r) => r["id"] === made.id), list], ["the answer to POST", made.created.object, made.created]] as const;
    for (const [what, resource, response] of others) {
      if (!resource || !response || resource["id"] === undefined) continue;
      const less = names.filter((n) => !isUnassigned(member(plain.object, n)) && isUnassigned(member(resource, n)));
      expect.of("7644-3.9-default-response-set").that(less.length === 0, { message: `${what} leaves out ${less.join(", ")}, which GET shows`, expected: stored, actual: less, at: response, pointer: "" });
    }
    const replaced = target.supports("put") === false ? null : await given.filled(type).then((own) => scim.replace(own, own.sent));
    if (!replaced?.ok || replaced.object?.["id"] === undefined) return;
    const fewer = stored.filter((n) => n !== "meta" && !isUnassigned(member(made.sent, n)) && isUnassigned(member(replaced.object, n)));
    expect.of("7644-3.5.1-put-200-full-body", "projection/put-partial-body").that(fewer.length === 0, { message: `the answer to PUT leaves out ${fewer.join(", ")}, which it set`, expected: stored, actual: fewer, at: replaced, pointer: "" });
  },
});
