import { check, capability } from "../../src/engine/api.ts";
import { isUnassigned } from "../../src/scim/value.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { aText } from "./targets.ts";

export default check({
  id: "patch/response",
  title: "A successful PATCH is answered with 200 and the whole resource, or with 204",
  failureTitle: "A successful PATCH is answered neither with 200 and the whole resource nor with 204",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-success-200-or-204", "7644-3.5.2-204-headers"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-200-without-body", "patch-answers-202", "patch-200-partial-body", "patch-204-without-etag", "patch-noop-returns-400"],
  mutates: "own-resources",
  remedy: "Answer a successful PATCH with 200 and the whole updated resource, or with 204, no body, and the ETag where versions are supported; also when nothing had to change.",
  async run(context) {
    const { given, expect, target, type } = context;
    const name = aText(context);
    const made = await given.filled(type);
    const value = `changed ${given.unique()}`;
    const change = [{ op: "replace", path: name, value }];
    const step = await send(context, made, change, { until: (b) => b[name] === value });
    if (!succeeded(context, "7644-3.5.2-success-200-or-204", step, `PATCH that replaces ${name}`)) return;
    const { response, now } = step;
    const success = expect.of("7644-3.5.2-success-200-or-204");
    success.status(response, [200, 204]);
    reads(context, "7644-3.5.2-success-200-or-204", step, `/${name}`, (v) => v === value, `PATCH is answered with ${response.status}, but ${name} reads differently`, value);
    if (response.status === 204) {
      success.that((response.text ?? "") === "", { message: "204 comes with a body", expected: "no body", actual: response.text?.slice(0, 100) ?? null, at: response, pointer: "" });
      const versioned = target.supports("etag") === true;
      expect.of("7644-3.5.2-204-headers", "patch/no-etag-on-204").that(!versioned || response.header("etag") !== null, { message: "etag.supported is true, but 204 comes without ETag", expected: "an ETag", actual: null, at: response, pointer: "header:ETag" });
    } else {
      expect.of("7644-3.5.2-204-headers").observe(`PATCH is answered with ${response.status}`, { at: response });
      const missing = Object.keys(now).filter((key) => response.object?.[key] === undefined && !isUnassigned(now[key]));
      success.that(response.object?.["id"] === made.id && missing.length === 0, { message: response.object ? `the answer to PATCH lacks ${missing.join(", ") || "the right id"}` : "200 comes without a resource", expected: "the whole resource", actual: response.object ? missing : null, at: response, pointer: "" });
    }
    expect.of("7644-3.5.2-204-headers", "patch/authorization-echoed").that(response.header("authorization") === null, { message: "the answer repeats an Authorization header", expected: "no Authorization header", at: response, pointer: "header:Authorization" });
    const again = await send(context, made, change);
    const what = `PATCH that replaces ${name} by the value it has`;
    if (succeeded(context, "7644-3.5.2-success-200-or-204", again, what)) untouched(context, "7644-3.5.2-success-200-or-204", again, [], what);
  },
});
