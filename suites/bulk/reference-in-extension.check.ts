import { check, capability, resourceType } from "../../src/engine/api.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { isObject } from "../../src/model/json.ts";
import { createdId, pathOf, processed, resultOf, succeeded } from "./support.ts";

/** A singular complex attribute of an extension that refers to users by `value` (manager of the enterprise extension). */
function referring(target: TargetView, type: ResourceTypeInfo): AttributeInfo | undefined {
  const refersTo = (a: AttributeInfo): boolean => a.subAttributes.some((s) => s.name.toLowerCase() === "$ref" && s.referenceTypes.includes(type.name));
  const writable = (a: AttributeInfo): boolean => a.subAttributes.some((s) => s.name.toLowerCase() === "value" && s.mutability !== "readOnly");
  return target.attributes(type).find((a) => a.extension && !a.multiValued && a.type === "complex" && a.mutability !== "readOnly" && a.returned !== "never" && (a.name.toLowerCase() === "manager" || refersTo(a)) && writable(a) && target.maySend(type, `${a.schema}:${a.name}`));
}

export default check({
  id: "bulk/reference-in-extension",
  title: "References inside an extension (the manager) are resolved",
  failureTitle: "References inside an extension (the manager) are not resolved",
  for: "User",
  verifies: ["7644-3.7.2-bulkid-in-extensions"],
  needs: [capability("bulk"), resourceType("User")],
  after: ["bulk/methods"],
  detects: ["bulk-extension-reference-kept", "bulk-extension-reference-dropped"],
  mutates: "own-resources",
  remedy: 'Replace "bulkId:x" by the id also inside extensions, at any depth.',
  async run(context) {
    const { scim, given, expect, target, type, skip } = context;
    const attribute = referring(target, type);
    if (!attribute) return skip("the server's schemas have no extension of User that refers to a user (/Schemas)");
    const [boss, staff] = [`Boss-${given.unique()}`, `Staff-${given.unique()}`];
    const plain = given.body(type);
    const container = plain[attribute.schema];
    const schemas = [...new Set([...(Array.isArray(plain["schemas"]) ? (plain["schemas"] as string[]) : [type.schema]), attribute.schema])];
    const data = { ...plain, schemas, [attribute.schema]: { ...(isObject(container) ? container : {}), [attribute.name]: { value: `bulkId:${boss}` } } };
    const operations = [
      { method: "POST", path: type.endpoint, bulkId: boss, data: given.body(type) },
      { method: "POST", path: type.endpoint, bulkId: staff, data },
    ];
    const response = await processed(context, operations);
    const id = createdId(context, response, operations, 0);
    const result = resultOf(response, operations, 1);
    const judge = expect.of("7644-3.7.2-bulkid-in-extensions");
    if (!judge.that(succeeded(result), { message: `the user whose ${attribute.name} is created before has the status ${result?.status ?? "(none)"}`, expected: 201, actual: result?.status ?? null, at: response, pointer: result ? `${result.pointer}/status` : "/Operations" })) return;
    const url = target.baseUrl + pathOf(type, createdId(context, response, operations, 1));
    const valueIn = (body: unknown): unknown => {
      const found = isObject(body as never) ? (body as Readonly<Record<string, unknown>>)[attribute.schema] : undefined;
      const inner = isObject(found as never) ? (found as Readonly<Record<string, unknown>>)[attribute.name] : undefined;
      return isObject(inner as never) ? (inner as Readonly<Record<string, unknown>>)["value"] : inner;
    };
    const read = await scim.settled(() => scim.get(url), (r) => valueIn(r.object) === id);
    const value = valueIn(read.object);
    judge.that(value === id, { message: typeof value === "string" && value.startsWith("bulkId:") ? `${attribute.name}.value keeps the literal ${value}` : `${attribute.name}.value is not the id of the user that the job has created`, expected: id, actual: typeof value === "string" ? value : null, at: read, pointer: `/${attribute.schema}/${attribute.name}/value` });
  },
});
