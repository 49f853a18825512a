import { check } from "../../src/engine/api.ts";

export default check({
  id: "http/unicode",
  title: "Values in any script come back unchanged",
  failureTitle: "Values outside ASCII are lost, altered or refused",
  for: "each-resource-type",
  verifies: ["7644-3.8-json-utf8", "7644-3.8-utf8-default", "7643-2.3.1-string-unicode-utf8"],
  after: ["create/created"],
  detects: ["http-latin1-bodies", "http-astral-lost"],
  mutates: "own-resources",
  remedy: "Read and write UTF-8 everywhere, for every plane of Unicode, whether characters come raw or escaped.",
  async run({ scim, given, expect, target, type, skip }) {
    const attribute = target.attributes(type).find((a) => ["displayname", "nickname", "title", "model"].includes(a.name.toLowerCase()) && a.mutability === "readWrite" && target.maySend(type, a.name));
    if (!attribute) skip(`the schema of ${type.name} offers no free text attribute (/Schemas)`);
    const name = attribute?.name ?? "displayName";
    const texts = ["Zo\u00eb \u00c5ngstr\u00f6m", "\u5c71\u7530\u592a\u90ce", "\u05e9\u05dc\u05d5\u05dd", "\u{1f600} \u{20bb7}"];
    for (const [i, text] of texts.entries()) {
      // Each name is used once: it may have to be unique (Better Auth: displayName of groups).
      const [first, second] = [`${text} ${given.unique()}`, `${text} ${given.unique()}`];
      const body = JSON.stringify({ ...given.body(type), [name]: first });
      // Every other request escapes all that is not ASCII; both spellings are the same JSON.
      const sent = i % 2 === 0 ? body : body.replace(/[^\u0020-\u007e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
      const response = await scim.request({ method: "POST", path: type.endpoint, body: sent, operation: "create", resourceType: type.name });
      const raw = await scim.request({ method: "POST", path: type.endpoint, body: JSON.stringify({ ...given.body(type), [name]: second }), operation: "create", resourceType: type.name });
      for (const [answer, value] of [[response, first], [raw, second]] as const) {
        const got = answer.object?.[name];
        const same = typeof got === "string" && got.normalize("NFC").trim() === value.normalize("NFC").trim();
        const refused = answer.status === 400 && answer.object?.["scimType"] !== "invalidSyntax";
        for (const id of ["7644-3.8-json-utf8", "7644-3.8-utf8-default", "7643-2.3.1-string-unicode-utf8"]) expect.of(id, refused ? "http/value-refused" : undefined).that(same, { message: `${name} ${JSON.stringify(value)} came back as ${JSON.stringify(got) ?? `status ${answer.status}`}`, expected: value, actual: got ?? answer.status, at: answer, pointer: `/${name}` });
      }
    }
  },
});
