import { check } from "../../src/engine/api.ts";
import { goneResource, resultsOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/declared",
  title: "POST /Bulk works where the configuration says that bulk is supported, and is refused where it says that it is not",
  failureTitle: "POST /Bulk does not behave as the configuration says",
  verifies: ["7644-3.7-bulk-optional"],
  detects: ["bulk-declared-but-missing", "unimplemented-endpoint-404", "bulk-unsupported-pretends"],
  mutates: "own-resources",
  remedy: "Let bulk.supported of the ServiceProviderConfig say what is true. Without bulk, answer POST /Bulk with 501 and a SCIM Error.",
  async run({ scim, given, expect, target }) {
    const { path } = await goneResource({ given, target });
    const response = await scim.bulk([{ method: "DELETE", path }]);
    const declared = target.supports("bulk");
    const judge = expect.of("7644-3.7-bulk-optional");
    const detail = { actual: response.status, at: response, pointer: "status" };
    if (declared === null) {
      judge.observe(response.ok ? "bulk works, although no configuration says so" : `no configuration speaks of bulk; POST /Bulk is answered with ${response.status}`, detail);
    } else if (declared) {
      const works = response.status === 413 || ![404, 405, 501].includes(response.status);
      judge.that(works && response.status < 500, { message: `bulk is declared as supported, but POST /Bulk is answered with ${response.status}`, expected: 200, ...detail });
    } else if (response.ok) {
      const done = resultsOf(response).some((r) => succeeded(r));
      if (done) judge.observe("bulk is declared as not supported, but works", detail);
      else expect.of("7644-3.7-bulk-optional", "bulk/unsupported-pretends").that(false, { message: "bulk is declared as not supported, but POST /Bulk is answered with 200, and every operation has failed", expected: 501, ...detail });
    } else {
      judge.that([400, 403, 404, 405, 501].includes(response.status), { message: `bulk is declared as not supported, and POST /Bulk is answered with ${response.status}`, expected: "501, or 404, 405, 403, 400", ...detail });
      expect.of("7644-3.7-bulk-optional", "bulk/unsupported-not-501").that(response.status === 501, { message: `POST /Bulk is answered with ${response.status}; 501 would tell the client most`, expected: 501, ...detail });
      expect.of("7644-3.7-bulk-optional", "bulk/unsupported-bare").that(response.object?.["schemas"] !== undefined, { message: `POST /Bulk is answered with ${response.status} and no SCIM Error message`, expected: "a SCIM Error message", actual: response.text?.slice(0, 200) ?? "(no body)", at: response, pointer: "" });
    }
  },
});
