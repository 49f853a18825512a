import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { extensionCorpus } from "./extension.ts";

export default check({
  id: "filter/extension-attributes",
  title: "An attribute of an extension is named with the extension's URN in front",
  failureTitle: "A filter on an attribute of an extension finds the wrong resources",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-abnf-attrpath", "7644-3.4.2.2-op-pr", "7644-3.4.2.2-op-eq"],
  needs: [capability("filter")],
  after: ["filter/equality", "filter/qualified-names", "extension/accepted"],
  detects: ["filter-extension-never-matches"],
  mutates: "own-resources",
  remedy: "Look the attribute up in the container that the URN names.",
  async run(context) {
    const { urn, attribute, value, judge } = await extensionCorpus(context);
    const path = `${urn}:${attribute}`;
    await judge.finds("7644-3.4.2.2-abnf-attrpath", `${path} eq ${quoted(value("one"))}`, ["one"]);
    await judge.finds("7644-3.4.2.2-abnf-attrpath", `${urn.toUpperCase()}:${attribute} eq ${quoted(value("one"))}`, ["one"]);
    await judge.finds("7644-3.4.2.2-op-eq", `${path} eq ${quoted(value("two"))}`, ["two"]);
    await judge.finds("7644-3.4.2.2-op-pr", `${path} pr`, ["one", "two"], { within: true });
    judge.done();
  },
});
