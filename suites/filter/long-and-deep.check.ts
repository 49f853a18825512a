import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { judgeFound, lookUp, textPlace } from "./syntax-support.ts";

export default check({
  id: "filter/long-and-deep",
  title: "Long and deeply nested filters are evaluated, or refused with a client error",
  failureTitle: "A long or deeply nested filter makes the server fail, or is cut off",
  verifies: ["7644-3.4.2.2-abnf-conformance", "7644-3.4.2.2-abnf-filter"],
  needs: [capability("filter")],
  after: ["filter/usable"],
  detects: ["filter-deep-nesting-500", "filter-long-chain-cut", "filter-long-value-500"],
  mutates: "own-resources",
  remedy: "Limit the length and depth of filters, and answer 400 with scimType invalidFilter (or 414) beyond the limit.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place, fixture, value } = await textPlace({ given, target, skip, require });
    const eq = `${place.path} eq ${JSON.stringify(value)}`;
    const judge = (response: ScimResponse, filter: string, ids: readonly string[], requirement: string): void => {
      if (!response.ok) expect.of(requirement).status(response, "refusal");
      else judgeFound({ expect }, response, { requirement, filter, ids });
    };
    const deep = `${"(".repeat(500)}${eq}${")".repeat(500)}`;
    judge(await lookUp(scim, place.type, deep), deep, [fixture.id], "7644-3.4.2.2-abnf-filter");
    const chain = [...Array.from({ length: 60 }, (_, i) => `${place.path} eq "no-such-${i}"`), eq].join(" or ");
    judge(await lookUp(scim, place.type, chain), chain, [fixture.id], "7644-3.4.2.2-abnf-conformance");
    const long = `${place.path} eq "${"x".repeat(5000)}"`;
    judge(await scim.list(place.type, { filter: long, count: "2" }), long, [], "7644-3.4.2.2-abnf-conformance");
  },
});
