import { capability, check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { freeTexts } from "./together.ts";

export default check({
  id: "concurrency/list-after-write",
  title: "A list that is asked for again after a change shows the change",
  failureTitle: "A list that is asked for again after a change shows the old values",
  for: "User",
  verifies: ["7644-3.1-response-reflects-state"],
  needs: [capability("put"), capability("filter")],
  after: ["create/created", "replace/values"],
  detects: ["stale-cache-after-write"],
  mutates: "own-resources",
  remedy: "Drop cached answers when a resource changes, or declare how long they may be old (http.settleWithin in the config).",
  async run({ scim, given, expect, target, type, skip }) {
    const [name] = freeTexts(target, type, 1);
    if (name === undefined) return skip(`the schema of ${type.name} has no free text attribute (/Schemas)`);
    const old = `old ${given.unique()}`;
    const made = await given.resource(type, { [name]: old });
    const userName = made.body["userName"];
    if (typeof userName !== "string") return skip("the server returns no userName");
    const list = () => scim.list(type, { filter: `userName eq ${JSON.stringify(userName)}`, attributes: `userName,${name}` });
    const value = (r: ScimResponse) => r.resources.find((u) => u["id"] === made.id)?.[name];
    const before = await scim.settled(list, (r) => value(r) === old);
    if (value(before) !== old) return skip(`the list does not show ${name} of the user: the suites filter and projection judge that`);
    const next = `new ${given.unique()}`;
    const replaced = await scim.replace(made, { ...made.sent, [name]: next });
    if (!replaced.ok) return skip(`PUT is answered with ${replaced.status}: replace/values judges that`);
    const after = await scim.settled(list, (r) => value(r) === next);
    expect.of("7644-3.1-response-reflects-state", "http/stale-list").that(value(after) !== old, { message: `${name} was changed, and a list that was asked for before still shows the old value`, expected: next, actual: value(after) ?? null, at: after, pointer: `/Resources/0/${name}` });
  },
});
