import { check, attribute } from "../../src/engine/api.ts";
import { storable, store } from "./store.ts";

export default check({
  id: "user/ims-other",
  title: "An instant messaging address of the type other is taken",
  failureTitle: "An instant messaging address of the type other is refused",
  for: "User",
  verifies: ["7643-4.1.2-ims-type-values"],
  needs: [attribute.sendable("User", "ims")],
  after: ["create/created"],
  detects: ["ims-other-refused"],
  mutates: "own-resources",
  remedy: "Take the type other as well: RFC 7643 section 4.1.2 names it, although the printed schema leaves it out.",
  async run(context) {
    const { expect, given, skip } = context;
    const definition = storable(context, "ims");
    if (!definition?.subAttributes.some((s) => s.name.toLowerCase() === "type" && s.mutability !== "readOnly")) skip("ims of the server's schema have no type that clients set (/Schemas)");
    const found = (await store(context, { ims: [{ value: `im-${given.unique()}`, type: "other" }] })).get("ims");
    if (found) expect.of("7643-4.1.2-ims-type-values", "user/ims-other-refused").that(!found.refused, { message: `ims with the type other is answered with ${found.read.status}`, expected: "success", actual: found.read.status, at: found.read, pointer: "status" });
  },
});
