import { check, attribute, capability } from "../../src/engine/api.ts";
import { corpus, searchOf } from "./support.ts";

export default check({
  id: "search/attributes",
  title: "attributes in a search request chooses what is returned, in every notation",
  failureTitle: "attributes in a search request is not honoured",
  for: "User",
  verifies: ["7644-3.4.3-search-attributes", "7644-3.4.3-search-attributes-notation"],
  needs: [capability("search"), capability("filter"), capability("projection"), attribute.exists("User", "userName")],
  after: ["search/equal-to-get", "projection/notation"],
  detects: ["search-attributes-ignored", "search-attributes-qualified-ignored"],
  mutates: "own-resources",
  remedy: "Read attributes as an array of names in the notation of RFC 7644 section 3.10.",
  async run(context) {
    const { expect, type } = context;
    const { filter } = await corpus(context, type);
    const names = (r: object): readonly string[] => Object.keys(r).filter((k) => !["id", "schemas", "meta"].includes(k));
    const plain = await searchOf(context, type, { filter, attributes: ["userName"] });
    const only = plain.ok && plain.resources.length > 0 && plain.resources.every((r) => names(r).every((n) => n === "userName") && r["userName"] !== undefined);
    expect.of("7644-3.4.3-search-attributes", "search/attributes-ignored").that(only, { message: `attributes ["userName"] gives ${names(plain.resources[0] ?? {}).join(", ") || "nothing"}`, expected: ["userName"], actual: [...names(plain.resources[0] ?? {})], at: plain, pointer: "/Resources/0" });
    for (const name of ["USERNAME", `${type.schema}:userName`]) {
      const found = await searchOf(context, type, { filter, attributes: [name] });
      const shown = found.ok && found.resources.length > 0 && found.resources.every((r) => r["userName"] !== undefined && r["externalId"] === undefined);
      expect.of("7644-3.4.3-search-attributes-notation").that(shown, { message: `attributes ${JSON.stringify([name])} does not select userName alone (${found.status})`, expected: ["userName"], actual: [...names(found.resources[0] ?? {})], at: found, pointer: "/Resources/0" });
    }
  },
});
