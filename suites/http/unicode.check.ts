import { check } from "../../src/engine/api.ts";
import { foldedText } from "../../src/scim/stored.ts";

export default check({
  id: "http/unicode",
  title: "Values in any script come back unchanged",
  failureTitle: "Values outside ASCII are lost, altered or refused",
  for: "any-resource-type",
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
    const escaped = (body: string): string => body.replace(/[^\u0020-\u007e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const attempt = async (text: string, spelling: (body: string) => string) => {
      const value = `${text} ${given.unique()}`;
      const body = spelling(JSON.stringify({ ...given.body(type), [name]: value }));
      const answer = await scim.request({ method: "POST", path: type.endpoint, body, operation: "create", resourceType: type.name });
      const got = answer.object?.[name];
      return { answer, value, got, same: typeof got === "string" && foldedText(got) === foldedText(value) };
    };
    // Raw and escaped are the same JSON. All scripts in one value first; one by one only to tell which is misread.
    for (const spelling of [escaped, (body: string) => body]) {
      const together = await attempt(texts.join(" "), spelling);
      const tried = together.same ? [together] : [];
      for (const text of together.same ? [] : texts) tried.push(await attempt(text, spelling));
      for (const { answer, value, got, same } of tried) {
        const refused = answer.status === 400 && answer.object?.["scimType"] !== "invalidSyntax";
        for (const id of ["7644-3.8-json-utf8", "7644-3.8-utf8-default", "7643-2.3.1-string-unicode-utf8"]) expect.of(id, refused ? "http/value-refused" : undefined).that(same, { message: `${name} ${JSON.stringify(value)} came back as ${JSON.stringify(got) ?? `status ${answer.status}`}`, expected: value, actual: got ?? answer.status, at: answer, pointer: `/${name}` });
      }
    }
  },
});
