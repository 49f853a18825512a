import { check, attribute } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { storable, store } from "./store.ts";

const NAME = { formatted: "Ms. Barbara Jane Jensen, III", familyName: "Jensen", givenName: "Barbara", middleName: "Jane", honorificPrefix: "Ms.", honorificSuffix: "III" };

export default check({
  id: "user/name",
  title: "name is an object that keeps each part of the name in its place",
  failureTitle: "name is no object, or its parts are lost or stand in each other's place",
  for: "User",
  verifies: ["7643-4.1.1-name-meaning", "7643-4.1.1-name-sub-attributes", "7643-4.1.1-name-variants-may"],
  needs: [attribute.sendable("User", "name")],
  after: ["create/created", "read/by-id"],
  detects: ["user-attribute-lost:name", "user-attribute-type:name", "name-parts-swapped"],
  mutates: "own-resources",
  remedy: "Return name as an object; store each part under its own name.",
  async run(context) {
    const { expect, target, type, skip } = context;
    const definition = storable(context, "name") ?? skip("name of the server's schema cannot be set and read (/Schemas)");
    const known = Object.entries(NAME).filter(([part]) => definition.subAttributes.some((s) => s.name.toLowerCase() === part.toLowerCase() && s.mutability !== "readOnly"));
    const sent = Object.fromEntries(known);
    const found = (await store(context, { name: sent })).get("name");
    if (!found) return;
    const { read, refused, value } = found;
    const place = { expected: sent, actual: refused ? read.status : (value ?? null), at: read, pointer: refused ? "status" : "/name" };
    if (!expect.of("7643-4.1.1-name-meaning", refused && read.status < 500 ? "user/value-refused" : undefined).that(!refused, { message: `a user with a name is answered with ${read.status}`, ...place })) return;
    const published = target.attribute(type, "name")?.source === "published";
    expect.of("7643-4.1.1-name-variants-may", "user/value-lost").that(value !== undefined || !published, { message: "a name was sent, and no part of it comes back", ...place });
    if (value === undefined || !expect.of("7643-4.1.1-name-meaning").that(isObject(value), { message: "name is no object", ...place }) || !isObject(value)) return;
    const parts = known.filter(([part]) => member(value, part) !== undefined).map(([part]) => part);
    expect.of("7643-4.1.1-name-variants-may").observe(parts.includes("formatted") ? (parts.length > 1 ? "formatted and the components are returned" : "formatted alone is returned") : "the components alone are returned", place);
    for (const part of parts) {
      const got = member(value, part);
      const detail = { expected: sent[part] ?? null, actual: got ?? null, at: read, pointer: `/name/${part}` };
      const judge = expect.of("7643-4.1.1-name-sub-attributes");
      if (!judge.that(typeof got === "string", { message: `name.${part} is no string`, ...detail })) continue;
      const wrong = known.find(([other, text]) => other !== part && text === got);
      judge.that(!wrong, { message: `name.${part} holds what was sent as ${wrong?.[0] ?? ""}`, ...detail });
      // formatted may be put together by the server.
      if (part !== "formatted" && !wrong) expect.of("7643-4.1.1-name-sub-attributes", "user/value-altered").that(got === sent[part], { message: `name.${part} was sent as ${String(sent[part])} and reads ${String(got)}`, ...detail });
    }
    const components = known.filter(([part]) => part !== "formatted").map(([part]) => part);
    const missing = parts.some((p) => p !== "formatted") ? components.filter((part) => !parts.includes(part)) : [];
    expect.of("7643-4.1.1-name-sub-attributes", "user/value-lost").that(missing.length === 0 || !published, { message: `${missing.join(" and ")} of a name did not come back`, ...place });
  },
});
