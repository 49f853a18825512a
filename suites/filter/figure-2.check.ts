import { check, capability, resourceType } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { judgeRefused, requireApplied, valueAt } from "./syntax-support.ts";

const text = (r: JsonObject, path: string): string => String(valueAt(r, path) ?? "").toLowerCase();

/** The examples of figure 2; `holds` tells of a resource whether it can have been found by the filter. */
const EXAMPLES: readonly (readonly [string, ((r: JsonObject) => boolean)?])[] = [
  ['userName eq "bjensen"', (r) => text(r, "userName") === "bjensen"],
  ['name.familyName co "O\'Malley"', (r) => text(r, "name.familyName").includes("o'malley")],
  ['userName sw "J"', (r) => text(r, "userName").startsWith("j")],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"', (r) => text(r, "userName").startsWith("j")],
  ["title pr", (r) => r["title"] !== undefined && r["title"] !== null],
  ['meta.lastModified gt "2011-05-13T04:42:34Z"'],
  ['meta.lastModified ge "2011-05-13T04:42:34Z"'],
  ['meta.lastModified lt "2011-05-13T04:42:34Z"', (r) => Date.parse(text(r, "meta.lastModified").toUpperCase()) < Date.parse("2011-05-13T04:42:34Z")],
  ['meta.lastModified le "2011-05-13T04:42:34Z"', (r) => Date.parse(text(r, "meta.lastModified").toUpperCase()) <= Date.parse("2011-05-13T04:42:34Z")],
  ['title pr and userType eq "Employee"', (r) => text(r, "userType") === "employee"],
  ['title pr or userType eq "Intern"', (r) => text(r, "title") !== "" || text(r, "userType") === "intern"],
  ['schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"', (r) => JSON.stringify(r["schemas"] ?? []).toLowerCase().includes("enterprise:2.0:user")],
  ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', (r) => text(r, "userType") === "employee"],
  ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', (r) => text(r, "userType") !== "employee"],
  ['userType eq "Employee" and (emails.type eq "work")', (r) => text(r, "userType") === "employee"],
  ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', (r) => text(r, "userType") === "employee"],
  ['emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]', (r) => JSON.stringify([r["emails"] ?? [], r["ims"] ?? []]).toLowerCase().includes("@")],
];

export default check({
  id: "filter/figure-2",
  title: "Every example filter of figure 2 is evaluated, or declined with 400 invalidFilter",
  failureTitle: "An example filter of figure 2 is ignored, or makes the server fail",
  for: "User",
  verifies: ["7644-3.4.2.2-figure-2-examples"],
  needs: [capability("filter"), resourceType("User")],
  after: ["filter/declared", "filter/sub-attribute-names"],
  detects: ["filter-schemas-500", "filter-title-pr-ignored"],
  mutates: "nothing",
  remedy: "Read filters by the grammar of figure 1; decline what you do not support with 400, scimType invalidFilter and a detail that names it.",
  async run({ scim, given, expect, target, type, require }) {
    await requireApplied({ given, target, require });
    const requirement = "7644-3.4.2.2-figure-2-examples";
    for (const [filter, holds] of EXAMPLES) {
      const response = await scim.list(type, { filter, count: "5" });
      if (response.status === 400) {
        expect.of(requirement).observe(`${filter} is declined with 400`, { at: response });
        judgeRefused({ expect }, response, { requirement, filter, flaw: "is valid" });
      } else if (!response.ok) judgeRefused({ expect }, response, { requirement, filter, flaw: "is an example of the RFC" });
      else {
        const wrong = response.resources.find((r) => holds !== undefined && !holds(r));
        expect.of(requirement).that(wrong === undefined, { message: `the filter ${filter} gives a resource that it does not match`, expected: "only resources that match", actual: String(wrong?.["id"] ?? ""), at: response, pointer: "/Resources" });
      }
    }
  },
});
