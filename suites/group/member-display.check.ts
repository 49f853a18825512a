import { attribute, check, resourceType } from "../../src/engine/api.ts";
import { elementFor } from "./members.ts";

export default check({
  id: "group/member-display",
  title: "display of a member is what its declaration makes it: readOnly is not taken from clients",
  failureTitle: "display of a member is taken from the client, although it is declared readOnly",
  for: "Group",
  verifies: ["7643-2.4-display-immutable"],
  needs: [resourceType("User"), attribute.exists("Group", "members.display"), attribute.sendable("Group", "members")],
  after: ["create/group-members", "group/members"],
  detects: ["group-member-display-from-client", "group-member-display-refused"],
  mutates: "own-resources",
  remedy: "Fill in display yourself where the schema declares it readOnly, and ignore what clients send.",
  async run({ scim, given, expect, target, type }) {
    const user = await given.user();
    const declared = target.attribute(type, "members.display")?.mutability ?? "readOnly";
    const madeUp = `Made up ${given.unique()}`;
    const response = await scim.create(type, given.body(type, { members: [{ value: user.id, display: madeUp }] }));
    const display = expect.of("7643-2.4-display-immutable");
    display.that(response.ok, { message: `a member with display (${declared}) is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    const id = response.object?.["id"];
    if (!response.ok || typeof id !== "string") return;
    const read = await scim.settled(() => scim.get(`${type.endpoint}/${encodeURIComponent(id)}`), (r) => elementFor(r.object, "members", user.id) !== undefined);
    const shown = elementFor(read.object, "members", user.id)?.["display"];
    const detail = { expected: "the server's own value", actual: shown ?? null, at: read, pointer: "/members/0/display" };
    if (declared === "readOnly") display.that(shown !== madeUp, { message: "display of a member is readOnly, but shows what the client sent", ...detail });
    const names: Readonly<Record<string, unknown>> = { displayName: user.body["displayName"], userName: user.body["userName"] };
    display.observe(shown === undefined ? "display of members is not shown" : `display of members shows ${Object.keys(names).find((n) => names[n] === shown) ?? "another text"}`, detail);
  },
});
