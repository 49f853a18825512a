import { check, capability } from "../../src/engine/api.ts";
import { isError } from "./refusal.ts";
import { reads, send, untouched } from "./support.ts";
import { anExtension } from "./targets.ts";

export default check({
  id: "patch/extension-whole",
  title: "A path that is the URN of an extension is understood or refused",
  failureTitle: "A path that is the URN of an extension makes the server fail, or has no effect",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-incompatible-op-error", "7644-3.5.2-error-body"],
  needs: [capability("patch")],
  after: ["patch/extension-path"],
  detects: ["patch-whole-extension-500"],
  mutates: "own-resources",
  remedy: "Merge an object given for the URN of an extension into it, or refuse the path with 400 invalidPath.",
  async run(context) {
    const { given, expect, type } = context;
    const { urn, name, pointer, container } = anExtension(context);
    const made = await given.resource(type);
    const value = `new ${given.unique()}`;
    const step = await send(context, made, [{ op: "replace", path: urn, value: { [name]: value } }]);
    const { response } = step;
    const error = expect.of("7644-3.5.2-incompatible-op-error");
    error.that(response.status < 500, { message: `the path ${urn} is answered with ${response.status}`, expected: "success or 400", actual: response.status, at: response, pointer: "status" });
    expect.of("7644-3.5.2-error-body").that(response.ok || isError(response.object), { message: `${response.status} comes without an Error message`, expected: "an Error message", at: response, pointer: "" });
    if (response.ok) reads(context, "7644-3.5.2-incompatible-op-error", step, pointer, (v) => v === value, `the path ${urn} is answered with ${response.status}, but has no effect`, value, "patch/key-without-effect");
    untouched(context, "7644-3.5.2-incompatible-op-error", step, response.ok ? [container] : [], `PATCH of ${urn}`);
  },
});
