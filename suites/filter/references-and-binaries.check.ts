import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { typedCorpus } from "./typed.ts";

export default check({
  id: "filter/references-and-binaries",
  title: "eq finds a resource by a reference, and by binary content where the server supports that",
  failureTitle: "eq on a reference or binary attribute finds the wrong resources",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-op-eq"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-reference-never-matches", "filter-binary-ignores-case"],
  mutates: "own-resources",
  remedy: "Compare references and binary values as they are, with regard to case.",
  async run(context) {
    const references = await typedCorpus(context, "reference");
    const binaries = await typedCorpus(context, "binary");
    if (!references && !binaries) context.skip(`the schema of ${context.type.name} has no reference or binary attribute that a client may set, or the server does not keep its values`);
    if (references) {
      const value = String(references.shown.get("one"));
      await references.judge.finds("7644-3.4.2.2-op-eq", `${references.attribute} eq ${quoted(value)}`, ["one"], { within: true });
    }
    if (binaries) {
      const { attribute, judge, shown } = binaries;
      const value = String(shown.get("one"));
      const other = value.replace("c2NpbXNw", "C2NpbXNw");
      await judge.finds("7644-3.4.2.2-op-eq", `${attribute} eq ${quoted(value)}`, ["one"], { within: true });
      await judge.finds("7644-3.4.2.2-op-eq", `${attribute} eq ${quoted(other)}`, [], { within: true });
    }
    (references ?? binaries)?.judge.done(binaries?.judge);
  },
});
