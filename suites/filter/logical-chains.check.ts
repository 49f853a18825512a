import { check, capability } from "../../src/engine/api.ts";
import { judgeFound, lookUp, textPlace, valueAt } from "./syntax-support.ts";

export default check({
  id: "filter/logical-chains",
  title: "Chains of more than two expressions are evaluated to their end",
  failureTitle: "Chains of more than two expressions lose terms, or are refused",
  verifies: ["7644-3.4.2.2-abnf-logexp"],
  needs: [capability("filter")],
  after: ["filter/usable", "filter/operators-offered"],
  detects: ["filter-chain-loses-third-term"],
  mutates: "own-resources",
  remedy: "A logical expression may stand on either side of and and or: read chains of any length.",
  async run({ scim, given, expect, target, skip, require }) {
    const { place, fixture, value } = await textPlace({ given, target, skip, require });
    const other = await given.resource(place.type, place.write(`scimspec ${given.unique()}`));
    const text = valueAt(other.body, place.path);
    if (typeof text !== "string") skip(`${place.path} comes back without its value`);
    const requirement = "7644-3.4.2.2-abnf-logexp";
    const [first, second, none] = [value, String(text), "scimspec-no-such-value"].map((v) => `${place.path} eq ${JSON.stringify(v)}`);
    const declined = "filter/chain-declined";
    const cases: readonly (readonly [string, readonly string[]])[] = [
      [`${none} or ${first} or ${second}`, [fixture.id, other.id]],
      [`${none} or ${none} or ${none} or ${second}`, [other.id]],
      [`${first} and ${place.path} pr and ${second}`, []],
      [`${first} and ${place.path} pr and ${first}`, [fixture.id]],
    ];
    for (const [filter, ids] of cases) judgeFound({ expect }, ids.length === 0 ? await scim.list(place.type, { filter, count: "5" }) : await lookUp(scim, place.type, filter, ids.length), { requirement, declined, filter, ids });
  },
});
