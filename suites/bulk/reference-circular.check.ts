import { check, attribute, capability } from "../../src/engine/api.ts";
import { sharedJob } from "./job.ts";
import { createdId, memberIds, memberOf, pathOf, resultOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/reference-circular",
  title: "Two new groups that refer to each other are linked, or refused with 409",
  failureTitle: "Two new groups that refer to each other are neither linked nor refused with 409",
  for: "Group",
  verifies: ["7644-3.7.1-circular-try", "7644-3.7.1-circular-409"],
  needs: [attribute.shown("Group", "members"), capability("bulk"), attribute.sendable("Group", "members")],
  after: ["bulk/reference-backward", "bulk/reference-forward"],
  detects: ["bulk-circle-500", "bulk-circle-400", "bulk-circle-half"],
  mutates: "own-resources",
  remedy: "Create both resources first and complete their references then; if that is not possible, answer with the status 409.",
  async run(context) {
    const { scim, given, expect, target, type, skip } = context;
    await sharedJob(context);
    const [left, right] = [`Left-${given.unique()}`, `Right-${given.unique()}`];
    const operations = [
      { method: "POST", path: type.endpoint, bulkId: left, data: given.body(type, { members: [memberOf(target, type, `bulkId:${right}`, "Group")] }) },
      { method: "POST", path: type.endpoint, bulkId: right, data: given.body(type, { members: [memberOf(target, type, `bulkId:${left}`, "Group")] }) },
    ];
    const response = await scim.bulk(operations);
    const results = operations.map((_, i) => resultOf(response, operations, i));
    const statuses = response.ok ? results.map((r) => r?.status ?? 0) : [response.status];
    const try_ = expect.of("7644-3.7.1-circular-try");
    const detail = { expected: "201 for both, or 409", actual: [...statuses], at: response, pointer: response.ok ? "/Operations" : "status" };
    if (!try_.that(statuses.every((s) => s >= 200 && s < 500), { message: `two groups that refer to each other are answered with ${statuses.map((s) => s || "no status").join(" and ")}`, ...detail })) return;
    const clash = statuses.filter((s) => s >= 400);
    if (clash.length > 0) {
      expect.of("7644-3.7.1-circular-409").observe(`the circle is refused with ${clash.join(" and ")}`, detail);
      if (clash.every((s) => s === 409)) return;
      const [outer, inner] = [await given.group(), await given.group()];
      const nested = await scim.replace(outer, { ...outer.sent, members: [memberOf(target, type, inner.id, "Group")] });
      if (nested.status === 400) skip("the server does not allow groups as members of groups");
      expect.of("7644-3.7.1-circular-409", "bulk/circle-other-status").that(false, { message: `a circle that the server does not resolve has the status ${clash.join(" and ")}, not 409`, ...detail });
      return;
    }
    expect.of("7644-3.7.1-circular-409").observe("the circle is resolved", detail);
    const ids = operations.map((_, i) => createdId(context, response, operations, i));
    for (const [i, id] of ids.entries()) {
      const other = ids[1 - i] ?? "";
      const read = await scim.settled(() => scim.get(target.baseUrl + pathOf(type, id)), (r) => memberIds(r.object).includes(other));
      const found = memberIds(read.object);
      try_.that(succeeded(results[i]) && found.length === 1 && found[0] === other, { message: found.some((m) => m.includes("bulkId:")) ? 'a group keeps the literal "bulkId:" as a member' : "a group that was reported as created does not have the other as its member", expected: [other], actual: found, at: read, pointer: "/members" });
    }
  },
});
