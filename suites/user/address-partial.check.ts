import { check, attribute } from "../../src/engine/api.ts";
import { storable, store } from "./store.ts";

export default check({
  id: "user/address-partial",
  title: "An address with a single part is taken",
  failureTitle: "An address with a single part is refused",
  for: "User",
  verifies: ["7643-4.1.2-addresses-sub-attributes-optional"],
  needs: [attribute.sendable("User", "addresses")],
  after: ["user/addresses"],
  detects: ["address-street-demanded"],
  mutates: "own-resources",
  remedy: "Demand no part of an address, or mark the one that is needed as required in the schema.",
  async run(context) {
    const { expect, skip } = context;
    const definition = storable(context, "addresses") ?? skip("addresses of the server's schema cannot be set and read (/Schemas)");
    const demanded = definition.subAttributes.find((s) => s.required);
    const part = definition.subAttributes.find((s) => s.name.toLowerCase() === "locality");
    if (demanded || !part) skip(demanded ? `the server's schema demands ${demanded.name} of an address (/Schemas)` : "the server's schema offers no locality (/Schemas)");
    const found = (await store(context, { addresses: [{ locality: "Hollywood" }] })).get("addresses");
    if (!found) return;
    const optional = "7643-4.1.2-addresses-sub-attributes-optional";
    expect.of(optional).observe(`an address with a locality alone is answered with ${found.read.status}`, { at: found.read });
    expect.of(optional, "user/address-part-demanded").that(!found.refused, { message: `an address with a locality alone is answered with ${found.read.status}`, expected: "success", actual: found.read.status, at: found.read, pointer: "status" });
  },
});
