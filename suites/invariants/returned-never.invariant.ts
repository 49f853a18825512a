import { invariant } from "../../src/engine/api.ts";
import { values } from "../../src/scim/walk.ts";

export default invariant({
  id: "invariants/returned-never",
  title: "Attributes whose returned is never, such as password, are in no answer",
  failureTitle: "Attributes that must never be returned are returned",
  verifies: ["7643-7-returned-never"],
  detects: ["password-returned", "schema-never-returned-shown"],
  remedy: "Leave password, and every attribute published with returned never, out of every answer, also hashed or masked.",
  judge(exchange, { expect, target }) {
    for (const { resource, pointer, type } of exchange.seen) {
      if (!type || !target.attributes(type).some((a) => a.returned === "never")) continue;
      const shown = [...values(resource, type, target, pointer)].filter((v) => v.attribute.returned === "never");
      expect.of("7643-7-returned-never").that(shown.length === 0, { message: `${shown[0]?.attribute.path ?? ""} is returned, although its returned is never`, expected: "not returned", actual: shown.length === 0 ? null : "(a value)", at: exchange, pointer: shown[0]?.pointer ?? pointer });
    }
  },
});
