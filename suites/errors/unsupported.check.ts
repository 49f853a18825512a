import { check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { freeText } from "../../src/scim/sample.ts";
import { at } from "../../src/scim/value.ts";
import { ERROR } from "../../src/scim/urn.ts";

const HONEST = new Set([400, 403, 404, 405, 501]);

export default check({
  id: "errors/unsupported",
  title: "What the service does not support is refused, best with 501",
  failureTitle: "What the service does not support breaks it, or seems to work",
  for: "User",
  verifies: ["7644-3.12-status-501"],
  after: ["read/by-id"],
  detects: ["unknown-method-500", "unsupported-patch-pretends", "unsupported-bulk-500"],
  mutates: "own-resources",
  remedy: "Answer operations that are not supported with 501 and an Error message, and change nothing.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.resource(type);
    const status = (response: ScimResponse, what: string, code?: string): void => {
      const odd = code !== undefined && HONEST.has(response.status) && response.status !== 501;
      expect.of("7644-3.12-status-501", odd ? code : undefined).that(odd ? false : HONEST.has(response.status), { message: `${what} is not supported, and is answered with ${response.status}`, expected: 501, actual: response.status, at: response, pointer: "status" });
    };
    status(await scim.request({ method: "PROPFIND", path: new URL(made.url).pathname.slice(new URL(target.baseUrl).pathname.replace(/\/$/, "").length) }), "the method PROPFIND");
    const me = await scim.get("/Me");
    // 501 says that there is no /Me; a bare 404 leaves open whether the service speaks SCIM at all.
    const bare = me.status === 404 && !JSON.stringify(me.object?.["schemas"] ?? null).includes(ERROR);
    expect.of("7644-3.12-status-501", "errors/bare-404").that(!bare, { message: "/Me is answered with 404 and no Error message", expected: 501, actual: 404, at: me, pointer: "status" });
    const name = freeText(target, type);
    if (target.supports("patch") === false && name !== null) {
      const value = `patched ${given.unique()}`;
      const patched = await scim.patch(made, [{ op: "replace", path: name, value }]);
      const works = patched.ok && at((await scim.get(made)).json, `/${name}`) === value;
      if (works) expect.of("7644-3.12-status-501").observe("PATCH works although it is declared as not supported", { at: patched });
      else status(patched, "PATCH", "errors/unsupported-status");
    }
    if (target.supports("bulk") === false) {
      const bulk = await scim.bulk([{ method: "DELETE", path: `${type.endpoint}/scimspec-unknown` }]);
      if (bulk.status === 200) expect.of("7644-3.12-status-501").observe("bulk operations work although they are declared as not supported", { at: bulk });
      else status(bulk, "a bulk request");
    }
  },
});
