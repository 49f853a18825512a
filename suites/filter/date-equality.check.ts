import { check, capability } from "../../src/engine/api.ts";
import { instant } from "../../src/scim/date-time.ts";
import { at } from "../../src/scim/value.ts";
import { quoted } from "./corpus.ts";
import { dateTimeAt } from "./dates.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/date-equality",
  title: "eq finds a resource by the dateTime that the server shows, also where it is written with another offset",
  failureTitle: "eq does not find a resource by its dateTime",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-eq"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-date-eq-exact-fails", "filter-date-eq-other-offset"],
  mutates: "own-resources",
  remedy: "Compare dateTime values as instants with the precision that the server shows.",
  async run(context) {
    const { members, judge } = await textCorpus(context);
    const shown = [...members].map(([name, m]) => [name, String(at(m.body, "/meta/created"))] as const);
    const [own, text] = shown[0] ?? ["", ""];
    const when = instant(text);
    if (Number.isNaN(when)) return context.skip("the server gives no usable meta.created");
    // Equal texts mean equal instants only as far as the server shows fractions.
    const either = shown.filter(([name, t]) => name !== own && instant(t) === when).map(([name]) => name);
    await judge.finds("7644-3.4.2.2-op-eq", `meta.created eq ${quoted(text)}`, [own], { within: true, either });
    const fraction = /\.\d+/.exec(text)?.[0].length ?? 0;
    // More digits than milliseconds cannot be rewritten without loss.
    if (fraction <= 4) await judge.finds("7644-3.4.2.2-op-eq", `meta.created eq ${quoted(dateTimeAt(when, 2))}`, [own], { within: true, either, code: "filter/date-other-offset" });
    judge.done();
  },
});
