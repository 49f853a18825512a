import { check, capability } from "../../src/engine/api.ts";
import { lacks, refused, REFUSAL, send, text } from "./support.ts";

export default check({
  id: "patch/remove-needs-path",
  title: "remove without path is refused, and removes nothing",
  failureTitle: "remove without path is accepted, or removes something",
  for: "each-resource-type",
  verifies: ["7644-3.5.2-path-required-remove", "7644-3.12-type-notarget", ...REFUSAL],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-remove-without-path-clears", "patch-remove-without-path-keyword"],
  mutates: "own-resources",
  remedy: "Refuse remove without path with 400 and scimType noTarget.",
  async run(context) {
    const { given, expect, target, type, skip } = context;
    const name = text(target, type);
    if (name === null) return skip(lacks(type, "text attribute that a client can change"));
    const made = await given.resource(type, { [name]: `old ${given.unique()}` });
    for (const operation of [{ op: "remove" }, { op: "remove", value: { [name]: null } }]) {
      const step = await send(context, made, [operation]);
      const what = `remove without path${"value" in operation ? ", with a value," : ""}`;
      if (!refused(context, step, { requirement: "7644-3.5.2-path-required-remove", what, keywords: ["noTarget", "invalidPath", "invalidSyntax", "invalidValue"] })) continue;
      const keyword = step.response.object?.["scimType"];
      if (step.response.status === 400) expect.of("7644-3.12-type-notarget", "patch/no-target-keyword").that(keyword === "noTarget", { message: `${what} is refused with ${keyword === undefined ? "no scimType" : `scimType ${String(keyword)}`}`, expected: "noTarget", actual: keyword ?? null, at: step.response, pointer: "/scimType" });
    }
  },
});
