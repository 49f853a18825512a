import { check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { freeText } from "../../src/scim/sample.ts";

/** Texts that break out of a string in SQL, LDAP, XPath, MongoDB, shells, templates and headers. */
const PROBES = ["' or '1'='1", "\\' or 1=1 --", "*)(uid=*))(|(uid=*", "%' or '%'='", "{\"$ne\":null}", "${7*7}{{7*7}}", "; cat /etc/passwd", "\u0001\u0007", "..%2f..%2fetc"];

export default check({
  id: "security/injection",
  title: "Characters that are special to databases, directories and shells are plain text",
  failureTitle: "Special characters break the server, or widen what it returns",
  for: "any-resource-type",
  verifies: ["7643-9.2-injection-countermeasures"],
  after: ["read/by-id"],
  detects: ["injection-breaks-server", "injection-widens-filter", "injection-in-id"],
  mutates: "own-resources",
  remedy: "Pass values to the store as parameters, never as parts of a query text.",
  async run({ scim, given, expect, target, type }) {
    const name = freeText(target, type);
    const judge = expect.of("7643-9.2-injection-countermeasures");
    const intact = (response: ScimResponse, what: string): void => {
      // 501 says that the function is not offered.
      judge.that(response.status < 500 || response.status === 501, { message: `${what} is answered with ${response.status}`, expected: "an answer below 500", actual: response.status, at: response, pointer: "status" });
    };
    for (const probe of PROBES) {
      const found = await scim.get(`${type.endpoint}/${encodeURIComponent(probe)}`);
      intact(found, `GET of the id ${JSON.stringify(probe)}`);
      judge.that(!found.ok, { message: `GET of the id ${JSON.stringify(probe)} gives a resource`, expected: "404", actual: found.status, at: found, pointer: "status" });
      if (target.supports("filter") === false) continue;
      const listed = await scim.list(type, { filter: `${name ?? "externalId"} eq ${JSON.stringify(probe)}`, count: "5" });
      intact(listed, `a filter for ${JSON.stringify(probe)}`);
      const other = listed.resources.filter((r) => (r[name ?? "externalId"] ?? null) !== probe);
      judge.that(other.length === 0, { message: `a filter for ${JSON.stringify(probe)} returns resources that do not have this value`, expected: 0, actual: other.length, at: listed, pointer: "/Resources" });
    }
    const text = PROBES[0] ?? "";
    intact(await scim.list(type, { sortBy: text, count: "1" }), `sortBy=${text}`);
    intact(await scim.list(type, { attributes: text, count: "1" }), `attributes=${text}`);
    if (name === null) return;
    for (const probe of PROBES.slice(0, 4)) {
      const made = await scim.create(type, given.body(type, { [name]: probe }));
      intact(made, `a ${type.name} with ${name} ${JSON.stringify(probe)}`);
    }
  },
});
