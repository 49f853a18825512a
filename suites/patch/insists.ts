/** Servers that insist on a value of one attribute although its schema does not say `required`. */
import type { CheckContext } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { pointsToResources, sampleAttribute } from "../../src/scim/sample.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";

/**
 * The finding code for a refusal to clear the attribute `name`: a service may need one value of it (an address to log in with), and
 * `required` cannot say so where it supplies that value itself. None if the server does not clear another attribute in the same way.
 */
export function insists(context: CheckContext, name: string, operation: (path: string) => JsonObject): (refusal: ScimResponse) => Promise<string | undefined> {
  return async ({ status }) => {
    if (![400, 403, 409].includes(status)) return undefined;
    const { scim, target, type, given } = context;
    for (const a of target.attributes(type)) {
      const sample = sampleAttribute(a, given.unique());
      if (a.name === name || a.extension || !a.multiValued || a.required || a.schema === "" || sample === undefined || pointsToResources(a) || !target.mayChange(type, a.name)) continue;
      const made = await scim.create(type, given.body(type, { [a.name]: sample }));
      const id = made.object?.["id"];
      if (!made.ok || typeof id !== "string" || isUnassigned(member(made.object, a.name))) continue;
      const at = `${type.endpoint}/${encodeURIComponent(id)}`;
      const done = await scim.patch(at, [operation(a.name)]);
      const read = await scim.get(at);
      return done.ok && read.ok && isUnassigned(member(read.object, a.name)) ? "patch/value-insisted-on" : undefined;
    }
    return undefined;
  };
}
