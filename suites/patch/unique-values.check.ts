import { check, attribute, capability } from "../../src/engine/api.ts";
import { answer, current, patchOp, series, untouched } from "./support.ts";

export default check({
  id: "patch/unique-values",
  title: "PATCH cannot take over another user's userName, and may repeat the user's own",
  failureTitle: "PATCH takes over another user's userName, or refuses the user's own",
  for: "User",
  verifies: ["7643-4.1.1-user-name-unique", "7644-3.12-type-uniqueness", "7644-3.12-status-409", "7644-3.5.2-success-200-or-204"],
  needs: [capability("patch"), attribute.writable("User", "userName")],
  after: ["patch/basic"],
  detects: ["patch-username-uniqueness-unchecked", "patch-username-conflict-500", "patch-conflict-without-scimtype", "patch-own-username-conflict"],
  mutates: "own-resources",
  remedy: "Check uniqueness on PATCH as on POST, against other resources only; refuse with 409 (or 400) and scimType uniqueness.",
  async run(context) {
    const { given, expect } = context;
    const first = await given.user();
    const name = String(first.body["userName"] ?? first.sent["userName"]);
    const names = [name, name.toUpperCase()];
    const steps = await series(context, () => given.user(), names.map((value) => patchOp([{ op: "replace", path: "userName", value }])));
    for (const [i, step] of steps.entries()) {
      const { response } = step;
      const variant = i === 0 ? "" : " in other case";
      const detail = { actual: response.status, at: response, pointer: "status" };
      // Without a declaration of case the variant may be another name: judged by create/user-name-case-variant.
      if (variant !== "" && response.ok) continue;
      expect.of("7643-4.1.1-user-name-unique").that(!response.ok, { message: `PATCH gave two users one userName${variant}`, expected: "a refusal", ...detail });
      for (const id of ["7644-3.12-status-409", "7644-3.12-type-uniqueness"]) expect.of(id).that(response.status === 409 || response.status === 400, { message: `PATCH to a taken userName${variant} is answered with ${response.status}`, expected: "409, or 400", ...detail });
      if (response.ok) return;
      if (response.status < 500) expect.of("7644-3.12-type-uniqueness", "patch/conflict-keyword").at(response, "/scimType").equals("uniqueness");
      untouched(context, "7643-4.1.1-user-name-unique", step, [], "a refused PATCH of userName");
    }
    const second = steps[0]?.made;
    if (!second) return;
    const own = await answer(context, second, [{ op: "replace", path: "userName", value: (await current(context, second))["userName"] ?? second.sent["userName"] ?? "" }]);
    expect.of("7644-3.5.2-success-200-or-204").that(own.ok, { message: `PATCH that repeats the user's own userName is answered with ${own.status}`, expected: "success", actual: own.status, at: own, pointer: "status" });
  },
});
