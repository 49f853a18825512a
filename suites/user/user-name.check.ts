import { check } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { at, member } from "../../src/scim/value.ts";

/** `required` of userName as the server prints it; undefined if it publishes no schema or says nothing of userName. */
function printed(raw: Json | undefined): Json | undefined {
  const list = at(raw, "/attributes");
  const own = Array.isArray(list) ? (list as readonly Json[]).find((a) => isObject(a) && String(a["name"]).toLowerCase() === "username") : undefined;
  return isObject(own) ? (own["required"] ?? false) : undefined;
}

export default check({
  id: "user/user-name",
  title: "Every user has a userName, and none can be created without one",
  failureTitle: "Users can be created, or are shown, without a userName",
  for: "User",
  verifies: ["7643-4.1.1-user-name-meaning", "7643-4.1.1-user-name-required", "7643-4.1.1-user-name-required-marker"],
  after: ["create/created", "read/by-id"],
  detects: ["user-attribute-type:userName", "user-name-empty-accepted", "user-name-derived", "user-name-missing-in-lists", "user-name-published-optional"],
  mutates: "own-resources",
  remedy: "Refuse a user without a non-empty userName with 400, show userName in every representation, and publish it as required.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.resource(type);
    const required = expect.of("7643-4.1.1-user-name-required");
    const [single, list] = [await scim.get(made), await scim.list(type, { count: "5" })];
    for (const [answer, found, place] of [[single, single.object ? [single.object] : [], ""], [list, list.resources, "/Resources"]] as const) {
      for (const [i, resource] of found.entries()) {
        const name = member(resource, "userName");
        const detail = { message: `a user's userName is ${JSON.stringify(name) ?? "absent"}`, expected: "a non-empty string", actual: name ?? null, at: answer, pointer: place === "" ? "/userName" : `${place}/${i}/userName` };
        required.that(name !== undefined && name !== null && name !== "", detail);
        if (name !== undefined && name !== null) expect.of("7643-4.1.1-user-name-meaning").that(typeof name === "string", detail);
      }
    }
    let enforced = true;
    for (const value of [undefined, null, ""]) {
      const response = await scim.create(type, given.body(type, { userName: value }));
      const shown = response.object && member(response.object, "userName");
      const derived = response.ok && typeof shown === "string" && shown !== "";
      enforced &&= !response.ok;
      const what = value === undefined ? "without userName" : `with the userName ${JSON.stringify(value)}`;
      expect.of("7643-4.1.1-user-name-required", derived ? "user/user-name-derived" : undefined).that(!response.ok && response.status < 500, { message: `a user ${what} is answered with ${response.status}${derived ? ` and gets the userName ${shown}` : ""}`, expected: 400, actual: response.status, at: response, pointer: "status" });
    }
    const says = printed(target.schema(type.schema)?.raw);
    const marker = expect.of("7643-4.1.1-user-name-required-marker", enforced ? "user/required-unpublished" : undefined);
    if (says === undefined) marker.observe("the server publishes no definition of userName");
    else marker.that(says === true, { message: `userName is published with required ${JSON.stringify(says)}`, expected: true, actual: says, at: target.discovery.schemas });
  },
});
