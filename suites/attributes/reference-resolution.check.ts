import { check, attribute, resourceType } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "attributes/reference-resolution",
  title: "References to members resolve against the base URL and deliver the member",
  failureTitle: "References to members do not resolve",
  for: "Group",
  verifies: ["7643-2.3.7-relative-resolution-base"],
  needs: [resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/created", "create/group-members"],
  detects: ["reference-relative-to-nothing"],
  mutates: "own-resources",
  remedy: "Return $ref as an absolute URI, or relative to the base URL (Users/1), not to the request or the host.",
  async run({ scim, given, expect, target, skip }) {
    const user = await given.user();
    const group = await given.group({ members: [{ value: user.id }] });
    const ref = at(group.body, "/members/0/$ref");
    if (typeof ref !== "string" || !URL.canParse(ref, `${target.baseUrl}/`)) skip("the server returns no $ref for members");
    const text = String(ref);
    const origin = new URL(target.baseUrl).origin;
    // The service root is the only base that the RFC defines; the request URL and the host are seen in the wild (A15).
    const [root, ...others] = [`${target.baseUrl}/`, group.url, `${origin}/`].map((base) => new URL(text, base));
    if (!root || root.origin !== origin) skip("$ref leads to another host, where no credential is sent");
    const found = await scim.get(String(root));
    const right = found.object?.["id"] === user.id;
    let elsewhere = false;
    for (const url of right ? [] : others) if (url.origin === origin) elsewhere ||= (await scim.get(url.href)).object?.["id"] === user.id;
    expect.of("7643-2.3.7-relative-resolution-base", elsewhere ? "attributes/reference-base" : undefined).that(right, { message: `$ref ${text} does not deliver the member (${found.status})`, expected: user.id, actual: found.object?.["id"] ?? found.status, at: group.created, pointer: "/members/0/$ref" });
  },
});
