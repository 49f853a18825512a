import { check } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";

/** Far deeper than any SCIM message, and shallow enough for any JSON parser to read or refuse. */
const DEPTH = 2000;
const LENGTH = 200_000;

export default check({
  id: "security/hostile-input",
  title: "Deeply nested and oversized input is refused or ignored cleanly",
  failureTitle: "Deeply nested or oversized input breaks the server",
  for: "User",
  verifies: ["7643-9.2-injection-countermeasures"],
  after: ["create/created"],
  detects: ["nested-input-500", "long-value-500"],
  mutates: "own-resources",
  remedy: "Limit depth and size of what is parsed, and answer 400 or 413 with an Error message.",
  async run({ scim, given, expect, target, type }) {
    const judge = expect.of("7643-9.2-injection-countermeasures");
    const body = JSON.stringify(given.body(type));
    const nested = `${body.slice(0, -1)},"x-nested":${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}}`;
    const name = freeText(target, type) ?? "externalId";
    const long = JSON.stringify(given.body(type, { [name]: "x".repeat(LENGTH) }));
    for (const [what, text] of [[`JSON nested ${DEPTH} deep`, nested], [`a value of ${LENGTH} characters`, long]] as const) {
      const response = await scim.request({ method: "POST", path: type.endpoint, body: text });
      judge.that(response.status < 500, { message: `${what} is answered with ${response.status}`, expected: "an answer below 500", actual: response.status, at: response, pointer: "status" });
    }
  },
});
