import { check, capability } from "../../src/engine/api.ts";
import { extensionCorpus } from "./extension.ts";
import { quoted } from "./corpus.ts";

export default check({
  id: "filter/schemas",
  title: "A filter on schemas finds the resources with that schema or extension",
  failureTitle: "A filter on schemas is declined or finds the wrong resources",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-filter-on-schemas"],
  needs: [capability("filter")],
  after: ["filter/equality", "filter/and-or", "filter/operators-offered", "filter/multi-valued", "extension/accepted"],
  detects: ["filter-schemas-never-matches", "filter-schemas-first-only"],
  mutates: "own-resources",
  remedy: "Compare each URI in schemas with the filter value.",
  async run(context) {
    const { expect, type } = context;
    const { members, judge, urn } = await extensionCorpus(context);
    const schemas = "7644-3.4.2.2-filter-on-schemas";
    const cases: readonly (readonly [uri: string, expected: readonly string[]])[] = [[type.schema, [...members.keys()]], [urn, [...members].filter(([, m]) => JSON.stringify(m.body["schemas"] ?? []).includes(quoted(urn))).map(([n]) => n)]];
    for (const [uri, expected] of cases) {
      const outcome = await judge.finds(schemas, `schemas eq ${quoted(uri)}`, expected, { within: true, code: "filter/schemas-wrong" });
      if (outcome === "declined") expect.of(schemas, "filter/schemas-declined").that(false, { message: "the server declines filters on schemas", expected: "a filter on schemas", actual: "declined" });
    }
  },
});
