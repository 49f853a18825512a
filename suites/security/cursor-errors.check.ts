import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { firstCursor, forged, isolated } from "../../src/scim/cursor.ts";

/** Traces of the inside of a program: stack frames, SQL, exception classes. */
const INSIDE = /\bat [\w$.<>]+ ?\([^)]*:\d+\)|Traceback \(most recent call|\bSELECT\b.+\bFROM\b|SQLSTATE|ORA-\d{5}|\b(?:\w+\.){2,}\w*(?:Exception|Error)\b|node_modules/;

/** Ids of fewer characters, such as counted ones, stand in a text by chance: in a status, a time, a cursor. */
const TELLING = 8;

export default check({
  id: "security/cursor-errors",
  title: "Errors about cursors give nothing away",
  failureTitle: "Errors about cursors show the inside of the server, or whether a foreign cursor exists",
  for: "User",
  verifies: ["9865-5.2-errors-no-sensitive-data"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-error-stack-trace", "cursor-error-tells-foreign"],
  mutates: "own-resources",
  remedy: "Answer cursors that are malformed, forged or of others alike, without stack traces, statements and data.",
  async run(context) {
    const { scim, expect, target, type } = context;
    const c = await isolated(context);
    const cursor = await firstCursor(context, c);
    const list = (value: string, credential: "primary" | "otherTenant" = "primary"): Promise<ScimResponse> => scim.list(type, { filter: c.filter, cursor: value, count: "2" }, { credential });
    const unknown = await list("scimspec-no-such-cursor");
    const foreign = target.credentials.otherTenant ? await list(cursor, "otherTenant") : null;
    const rule = expect.of("9865-5.2-errors-no-sensitive-data");
    for (const response of [unknown, await list(forged(cursor)), ...(foreign ? [foreign] : [])]) {
      if (response.ok) continue;
      const found = INSIDE.exec(response.text ?? "")?.[0] ?? null;
      rule.that(found === null, { message: `the error about a cursor shows the inside of the server: ${found ?? ""}`, expected: "no stack trace, no statement", actual: found, at: response, pointer: "/detail" });
      const leaked = c.members.find((m) => m.id.length >= TELLING && !cursor.includes(m.id) && (response.text ?? "").includes(m.id));
      rule.that(leaked === undefined, { message: "the error about a cursor names a resource of the page", expected: "no data", actual: leaked?.id ?? null, at: response, pointer: "/detail" });
    }
    if (unknown.ok) rule.that(true, { message: "no error is given" });
    if (!foreign || foreign.ok || unknown.ok) return;
    const same = foreign.status === unknown.status && foreign.object?.["scimType"] === unknown.object?.["scimType"];
    expect.of("9865-5.2-errors-no-sensitive-data", "security/cursor-errors-differ").that(same, { message: `a cursor of another tenant is answered with ${foreign.status} ${JSON.stringify(foreign.object?.["scimType"]) ?? ""}, one that does not exist with ${unknown.status} ${JSON.stringify(unknown.object?.["scimType"]) ?? ""}`, expected: unknown.object?.["scimType"] ?? null, actual: foreign.object?.["scimType"] ?? null, at: foreign, pointer: "/scimType" });
  },
});
