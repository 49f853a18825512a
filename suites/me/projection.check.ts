import { check, capability } from "../../src/engine/api.ts";

export default check({
  id: "me/projection",
  title: "attributes and excludedAttributes narrow the answer to /Me",
  failureTitle: "/Me ignores attributes or excludedAttributes",
  verifies: ["7644-3.9-attributes-contains-minimum", "7644-3.9-excluded-minus-default"],
  needs: [capability("me"), capability("projection")],
  after: ["me/answers", "projection/attributes"],
  detects: ["me-ignores-projection"],
  mutates: "nothing",
  remedy: "Apply projection to /Me as to any resource.",
  async run({ scim, expect, skip }) {
    const whole = await scim.get("/Me");
    // A redirect leads to the resource itself, whose projection is judged elsewhere.
    if (whole.redirects.length > 0 || !whole.ok || whole.object?.["userName"] === undefined) return skip(`the server shows no user at /Me (${whole.status})`);
    const narrow = await scim.get("/Me", { query: { attributes: "id" } });
    expect.of("7644-3.9-attributes-contains-minimum").that(narrow.ok && narrow.object?.["id"] === whole.object?.["id"] && narrow.object?.["userName"] === undefined, { message: `/Me?attributes=id shows ${Object.keys(narrow.object ?? {}).join(", ")} (${narrow.status})`, expected: ["id"], actual: Object.keys(narrow.object ?? {}), at: narrow, pointer: "/userName" });
    const less = await scim.get("/Me", { query: { excludedAttributes: "userName" } });
    expect.of("7644-3.9-excluded-minus-default").that(less.ok && less.object?.["userName"] === undefined, { message: `/Me?excludedAttributes=userName shows it all the same (${less.status})`, expected: "no userName", actual: less.object?.["userName"] ?? null, at: less, pointer: "/userName" });
  },
});
