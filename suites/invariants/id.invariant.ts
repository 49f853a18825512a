import { invariant } from "../../src/engine/api.ts";

export default invariant({
  id: "invariants/id",
  title: "Every representation of a resource has a non-empty string id that no other resource shares",
  failureTitle: "Resources lack a usable or unique id",
  verifies: ["7643-3.1-id-in-every-representation", "7643-3.1-id-server-defined", "7643-3.1-id-unique"],
  detects: ["id-is-number", "id-missing-in-lists", "id-shared-across-types"],
  remedy: "Give every resource an id that is a non-empty string, unique over all types, and return it in every representation.",
  judge(exchange, { expect }) {
    for (const { resource, pointer } of exchange.seen) {
      const id = resource["id"];
      const at = { at: exchange, pointer: `${pointer}/id`, actual: id ?? null };
      const present = id !== undefined && id !== null && id !== "";
      expect.of("7643-3.1-id-in-every-representation").that(present, { message: "a representation has no id", expected: "a non-empty id", ...at });
      if (present) expect.of("7643-3.1-id-server-defined").that(typeof id === "string", { message: `id is ${JSON.stringify(id)}, not a string`, expected: "a string", ...at });
    }
  },
  judgeAll(exchanges, { expect }) {
    const owners = new Map<string, string>();
    for (const exchange of exchanges) {
      for (const { resource, pointer, type } of exchange.seen) {
        const id = resource["id"];
        if (typeof id !== "string" || !type || exchange.raw.credential !== "primary") continue;
        const owner = owners.get(id) ?? type.name;
        owners.set(id, owner);
        expect.of("7643-3.1-id-unique").that(owner === type.name, { message: `a ${owner} and a ${type.name} share the id ${id}`, expected: "an id of its own for each resource", actual: id, at: exchange, pointer: `${pointer}/id` });
      }
    }
  },
});
