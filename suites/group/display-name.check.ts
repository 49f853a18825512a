import { check } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";

export default check({
  id: "group/display-name",
  title: "Every group has a displayName; one without is refused",
  failureTitle: "Groups without a displayName are created, or returned",
  for: "Group",
  verifies: ["7643-4.2-display-name-required"],
  after: ["create/created", "errors/missing-required"],
  detects: ["group-without-name-accepted", "group-name-invented", "group-empty-name-500"],
  mutates: "own-resources",
  remedy: "Refuse a group without displayName with 400 invalidValue.",
  async run({ scim, given, expect, type }) {
    const shared = await given.shared(type);
    const shown = shared.body["displayName"];
    const named = expect.of("7643-4.2-display-name-required");
    named.that(typeof shown === "string" && shown !== "", { message: "a group that was created with a displayName is returned without one", expected: "a displayName", actual: shown ?? null, at: shared.created, pointer: "/displayName" });
    for (const [words, value] of [["without displayName", undefined], ["with displayName null", null], ["with an empty displayName", ""]] as const) {
      const response = await scim.create(type, given.body(type, { displayName: value }));
      const at = { at: response, pointer: "status" };
      if (!response.ok) named.status(response, "client-error");
      else {
        const got = response.object?.["displayName"];
        const invented = !isUnassigned(got) && got !== "";
        const id = response.object?.["id"];
        const read = typeof id === "string" && !invented ? (await scim.get(`${type.endpoint}/${encodeURIComponent(id)}`)).object?.["displayName"] : got;
        const kept = invented || (typeof read === "string" && read !== "");
        expect.of("7643-4.2-display-name-required", kept ? "group/name-invented" : undefined).that(false, { message: `a group ${words} is created${kept ? `; the server names it ${JSON.stringify(read)}` : ""}`, expected: "400 invalidValue", actual: read ?? response.status, ...at });
      }
    }
  },
});
