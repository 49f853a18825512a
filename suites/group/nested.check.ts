import { attribute, check } from "../../src/engine/api.ts";
import { elementFor, idsIn, urlOf, words } from "./members.ts";

export default check({
  id: "group/nested",
  title: "A group can be member of a group, where the schema says so, or is refused cleanly",
  failureTitle: "A group as member of a group is lost, takes another form, or breaks the request",
  for: "Group",
  verifies: ["7643-4.2-nested-groups"],
  needs: [attribute.sendable("Group", "members"), attribute.shown("Group", "members")],
  after: ["create/created", "group/members"],
  detects: ["group-nested-lost", "group-nested-500", "group-nested-shown-as-user", "group-nested-member-rejected"],
  mutates: "own-resources",
  remedy: "Store groups as members with type Group and a $ref to the group, or refuse them with 400 and leave Group out of the referenceTypes of members.$ref.",
  async run({ scim, given, expect, target, type }) {
    const inner = await given.group();
    const response = await scim.create(type, given.body(type, { members: [{ value: inner.id }] }));
    const nested = expect.of("7643-4.2-nested-groups");
    const at = { at: response, pointer: "status" };
    nested.that(response.status < 500, { message: `a group as member is answered with ${response.status}`, expected: "success, or 400", actual: response.status, ...at });
    if (!response.ok) {
      const declared = target.attribute(type, "members.$ref");
      const offered = declared?.source === "published" && declared.referenceTypes.includes("Group");
      return void expect.of("7643-4.2-nested-groups", "group/nested-refused").that(!offered || response.status >= 500, { message: `a group as member is refused with ${response.status}, although the schema names Group among the referenceTypes of members.$ref`, expected: "success", actual: response.status, ...at });
    }
    const id = response.object?.["id"];
    if (typeof id !== "string") return;
    const read = await scim.settled(() => scim.get(`${type.endpoint}/${encodeURIComponent(id)}`), (r) => idsIn(r.object, "members").length > 0);
    const element = elementFor(read.object, "members", inner.id);
    const shown = { at: read, pointer: "/members" };
    if (!nested.that(element !== undefined, { message: `the group was accepted as member, but is not among the members (${words(idsIn(read.object, "members"))})`, expected: inner.id, actual: [...idsIn(read.object, "members")], ...shown })) return;
    const kind = element?.["type"];
    if (typeof kind === "string") nested.that(kind.toLowerCase() === "group", { message: `a group as member has the type ${kind}`, expected: "Group", actual: kind, ...shown });
    const url = urlOf(element?.["$ref"], target);
    if (url !== null) nested.that(new URL(url).pathname.includes(type.endpoint), { message: `$ref of a group as member is ${url}`, expected: `a URL below ${type.endpoint}`, actual: url, ...shown });
  },
});
