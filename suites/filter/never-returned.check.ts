import { check, attribute, capability } from "../../src/engine/api.ts";
import { ask, corpusOf, quoted } from "./corpus.ts";

export default check({
  id: "filter/never-returned",
  title: "A filter on a password does not give it away",
  failureTitle: "A filter on a password gives it away",
  for: "User",
  verifies: ["7644-3.12-password-filter", "7643-4.1.1-password-equality-may", "7643-7-returned-never-filterable-may"],
  needs: [capability("filter"), attribute.sendable("User", "password")],
  after: ["filter/equality", "schema/characteristics"],
  detects: ["filter-password-confirms", "filter-password-prefix"],
  mutates: "own-resources",
  remedy: "Refuse filters on never-returned attributes with 400 invalidFilter, or let them match nothing.",
  async run(context) {
    const { expect, scim, type } = context;
    const corpus = await corpusOf(context, type, "secret");
    const within = corpus.narrow === null ? "" : `${corpus.narrow} and `;
    const sent = String(corpus.members.get("keeper")?.sent["password"]);
    const guesses = [["eq", sent], ["sw", sent.slice(0, 6)], ["co", sent.slice(3, 12)], ["ew", sent.slice(-6)]] as const;
    for (const [operator, text] of guesses) {
      const filter = `password ${operator} ${quoted(text)}`;
      const answer = await ask(scim, corpus, within + filter);
      const { status } = answer.response;
      const wrong = await ask(scim, corpus, `${within}password ${operator} ${quoted(`${text}~no`)}`);
      // Only a difference between a right and a wrong guess tells anything.
      const reveals = answer.names.length > 0 && wrong.names.length === 0 && wrong.response.ok;
      const judge = expect.of("7644-3.12-password-filter", operator === "eq" ? "filter/password-confirmed" : "filter/password-revealed");
      judge.that(!reveals, { message: `the filter ${operator} with a part of the password finds the user, a wrong guess does not`, expected: "400 invalidFilter, 403 or no result", actual: "found", at: answer.response, pointer: "/Resources" });
      expect.of("7644-3.12-password-filter").that(answer.declined || answer.response.ok, { message: `a filter on password with ${operator} is answered with ${status}`, expected: "400 invalidFilter, 403 or no result", actual: status, at: answer.response, pointer: "status" });
      if (operator === "eq") expect.of("7643-4.1.1-password-equality-may").observe(reveals ? "password eq finds the user with that password" : `password eq is answered with ${status} and confirms nothing`, { at: answer.response });
      if (operator === "sw") expect.of("7643-7-returned-never-filterable-may").observe(answer.response.ok ? `a filter on password is answered with ${status}` : `a filter on password is refused with ${status}`, { at: answer.response });
    }
  },
});
