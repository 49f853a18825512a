import { check, inTime } from "../../src/engine/api.ts";
import { rudeRequests, type Rude } from "../../src/generate/rude.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import { freeText } from "../../src/scim/sample.ts";
import { ERROR, PATCH_OP, sameUrn } from "../../src/scim/urn.ts";

/** Statuses that the SCIM layer itself gives (P42); others may come from a gateway. */
const OWN: ReadonlySet<number> = new Set([400, 409]);

/** Sends one rude request; `victim` is a resource that nobody else looks at. */
function send({ scim, given, target, type }: CheckContext, victim: Fixture, rude: Rude): Promise<ScimResponse> {
  const name = freeText(target, type) ?? "displayName";
  switch (rude.at) {
    case "value":
      return scim.create(type, given.body(type, { [name]: rude.text }));
    case "patched-value":
      return scim.patch(victim, [{ op: "replace", path: name, value: rude.text }]);
    case "id":
      return scim.get(`${type.endpoint}/${encodeURIComponent(rude.text)}`);
    case "query":
      return scim.list(type, { ...(rude.parameter === "count" ? {} : { count: "2" }), [rude.parameter]: rude.text });
    case "body":
      return scim.request({ method: rude.method, path: rude.method === "POST" ? type.endpoint : victim.url, body: rude.body });
    case "operation":
      return scim.request({ method: "PATCH", path: victim.url, body: { schemas: [PATCH_OP], Operations: rude.operations } });
  }
}

const partOf = (rude: Rude): string => (rude.at === "query" ? rude.parameter : rude.at);

/**
 * A request that got no answer in time. The network may be at fault, or the load: it is the server's mistake if an ordinary
 * request is answered and the strange one once more is not. Null where that is so.
 */
async function sentAgain(context: CheckContext, expect: Expect, victim: Fixture, rude: Rude): Promise<ScimResponse | null> {
  await context.scim.get(victim);
  const response = await inTime(send(context, victim, rude));
  if (!response) expect.of("7643-9.2-injection-countermeasures").that(false, { message: `a request with a strange ${partOf(rude)} is not answered in time, twice, while an ordinary one is`, expected: "an answer below 500", actual: "no answer" });
  return response;
}

export default check({
  id: "properties/robustness",
  title: "No generated request breaks the server, however strange",
  failureTitle: "Some strange requests break the server",
  for: "any-resource-type",
  verifies: ["7643-9.2-injection-countermeasures", "7644-3.12-error-body-json"],
  after: ["security/hostile-input"],
  generates: true,
  detects: ["seeded-control-character-500"],
  mutates: "own-resources",
  remedy: "Answer what cannot be understood with 400 and an Error message; catch what goes wrong in parsers and stores before it becomes a 5xx.",
  async run(context) {
    const { given, type, forAll } = context;
    const victim = await given.resource(type);
    await forAll({ name: "strange-is-answered", weight: 1.6 }, rudeRequests(), async (rude, expect) => {
      const response = (await inTime(send(context, victim, rude))) ?? (await sentAgain(context, expect, victim, rude));
      if (!response) return;
      const what = `${response.method} with a strange ${partOf(rude)}`;
      // 501 and 503 say what they mean; a very long URL or body may meet a gateway.
      const broken = response.status >= 500 && response.status !== 501 && response.status !== 503;
      expect.of("7643-9.2-injection-countermeasures").that(!broken, { message: `${what} is answered with ${response.status}`, expected: "an answer below 500", actual: response.status, at: response, pointer: "status" });
      if (!OWN.has(response.status)) return;
      const schemas = response.object?.["schemas"];
      const isError = Array.isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, ERROR));
      // An HTTP layer may refuse a URL that it cannot read before SCIM sees it.
      const code = rude.at === "id" || rude.at === "query" ? "errors/gateway-body" : undefined;
      expect.of("7644-3.12-error-body-json", code).that(isError, { message: `${what} is answered with ${response.status} and no SCIM Error message`, expected: ERROR, actual: response.text?.slice(0, 200) ?? "(no body)", at: response, pointer: "" });
    });
  },
});
