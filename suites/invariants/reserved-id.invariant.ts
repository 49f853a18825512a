import { invariant } from "../../src/engine/api.ts";

export default invariant({
  id: "invariants/reserved-id",
  title: "No id contains the reserved word bulkId",
  failureTitle: "Ids contain the reserved word bulkId",
  verifies: ["7643-3.1-id-no-bulkid"],
  detects: ["bulk-id-reserved-word"],
  remedy: "Choose ids that do not contain the text bulkId: it is reserved for references in bulk jobs.",
  judge(exchange, { expect }) {
    for (const { resource, pointer } of exchange.seen) {
      const id = resource["id"];
      if (typeof id === "string") expect.of("7643-3.1-id-no-bulkid").that(!id.includes("bulkId"), { message: `the id ${id} contains the reserved word bulkId`, expected: "an id without bulkId", actual: id, at: exchange, pointer: `${pointer}/id` });
    }
  },
});
