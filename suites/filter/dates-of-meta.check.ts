import { check, capability } from "../../src/engine/api.ts";
import { instant } from "../../src/scim/date-time.ts";
import { at } from "../../src/scim/value.ts";
import { quoted } from "./corpus.ts";
import { dateTimeAt } from "./dates.ts";
import { textCorpus } from "./text.ts";

const HALF_HOUR = 1_800_000;

export default check({
  id: "filter/dates-of-meta",
  title: "meta.created and meta.lastModified can be compared with instants, whatever their offset",
  failureTitle: "meta.created or meta.lastModified does not compare in order of time",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-gt", "7644-3.4.2.2-op-ge", "7644-3.4.2.2-op-lt", "7644-3.4.2.2-op-le"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-date-compared-as-text", "filter-date-by-year"],
  mutates: "own-resources",
  remedy: "Convert both dateTime values to instants before comparing them.",
  async run(context) {
    const { members, judge, narrow } = await textCorpus(context);
    const everyone = [...members.keys()];
    for (const name of ["created", "lastModified"]) {
      const times = [...members.values()].map((m) => instant(String(at(m.body, `/meta/${name}`))));
      if (times.some((t) => Number.isNaN(t))) continue;
      // Far enough from the values that hidden fractions of a second do not matter; the offset turns the order of the texts round.
      const before = quoted(dateTimeAt(Math.min(...times) - HALF_HOUR, 2));
      const after = quoted(dateTimeAt(Math.max(...times) + HALF_HOUR, -2));
      const filter = `meta.${name} gt "2011-05-13T04:42:34Z"`;
      const declined = (await judge.finds("7644-3.4.2.2-op-gt", filter, everyone, { within: true })) === "declined" && narrow !== null;
      if (declined) context.expect.of("7644-3.4.2.2-op-gt", "filter/common-attribute-declined").that(false, { message: `the server declines the filter ${filter}`, expected: "a filter on the common attributes", actual: "declined" });
      await judge.finds("7644-3.4.2.2-op-gt", `meta.${name} gt ${before}`, everyone, { within: true });
      await judge.finds("7644-3.4.2.2-op-ge", `meta.${name} ge ${after}`, [], { within: true });
      await judge.finds("7644-3.4.2.2-op-lt", `meta.${name} lt ${after}`, everyone, { within: true });
      await judge.finds("7644-3.4.2.2-op-le", `meta.${name} le ${before}`, [], { within: true });
    }
    judge.done();
  },
});
