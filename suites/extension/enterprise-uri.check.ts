import { check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { ENTERPRISE, withExtension } from "./choose.ts";

/** Spellings by which the enterprise extension is meant: other versions, the URN of SCIM 1.1, other letter case. */
const MEANT = /^urn:(ietf:params:)?scim:schemas:extension:enterprise:\d+\.\d+(:user)?$/i;

export default check({
  id: "extension/enterprise-uri",
  title: "The enterprise extension is named by its registered URI",
  failureTitle: "The enterprise extension is named by another URI than the registered one",
  for: "User",
  verifies: ["7643-4.3-enterprise-uri"],
  after: ["create/created", "extension/accepted"],
  detects: ["extension-enterprise-uri-outdated"],
  mutates: "own-resources",
  remedy: `Use ${ENTERPRISE} in schemaExtensions, /Schemas, schemas and as key of the container.`,
  async run({ scim, given, expect, target, type, skip }) {
    const declared = type.extensions.map((e) => e.schema).find((s) => MEANT.test(s));
    if (declared === undefined) return skip("the resource type User lists no enterprise extension (/ResourceTypes)");
    const judge = (uri: string, where: string, at: object) => {
      const code = uri !== ENTERPRISE && uri.toLowerCase() === ENTERPRISE.toLowerCase() ? "extension/enterprise-uri-case" : undefined;
      expect.of("7643-4.3-enterprise-uri", code).that(uri === ENTERPRISE, { message: `${where} names the enterprise extension ${uri}`, expected: ENTERPRISE, actual: uri, ...at });
    };
    judge(declared, "the resource type User", { at: target.discovery.resourceTypes });
    const text = target.attributes(type).find((a) => a.schema === declared && a.type === "string" && !a.multiValued && a.mutability === "readWrite" && target.maySend(type, `${a.schema}:${a.name}`));
    if (!text) return;
    const response = await scim.create(type, withExtension(given.body(type), declared, { [text.name]: given.unique() }));
    if (!response.ok || !response.object) return;
    for (const key of Object.keys(response.object).filter((k) => MEANT.test(k) && isObject(response.object?.[k]))) judge(key, "a user", { at: response });
    const schemas = response.object["schemas"];
    for (const uri of Array.isArray(schemas) ? schemas : []) if (typeof uri === "string" && MEANT.test(uri)) judge(uri, "schemas of a user", { at: response, pointer: "/schemas" });
  },
});
