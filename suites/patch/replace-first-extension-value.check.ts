import { capability, check } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { apply, holding } from "./change-support.ts";
import { extension } from "./change-targets.ts";

const ID = "7644-3.5.2.3-replace-missing-is-add";

export default check({
  id: "patch/replace-first-extension-value",
  title: "PATCH replace gives a resource its first value of an extension, and lists the extension in schemas",
  failureTitle: "PATCH replace cannot give a resource its first value of an extension, or does not list the extension in schemas",
  for: "each-resource-type",
  verifies: [ID, "7643-3.3-container-uri-listed"],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/replace-extension-attribute"],
  detects: ["patch-first-extension-value-500", "patch-extension-urn-not-listed"],
  mutates: "own-resources",
  remedy: "Create the container of the extension for its first value, and add its URN to schemas.",
  async run(context) {
    const { expect, given, skip } = context;
    const { urn, field } = extension(context);
    const held = await holding(context, {});
    if (!isUnassigned(member(held.before, urn))) skip(`a new ${context.type.name} has values of the extension ${urn} already`);
    const [value, path] = [`new ${given.unique()}`, `${urn}:${field}`];
    const shown = (r: typeof held.before): boolean => {
      const container = member(r, urn);
      return isObject(container) && member(container, field) === value;
    };
    const done = await apply(context, held, [{ op: "replace", path, value }], { id: ID, what: `PATCH replace of ${path}, the first value of its extension,`, shows: shown });
    if (!done) return;
    if (!expect.of(ID).that(shown(done.after), { message: `PATCH replace of ${path} did not add the value`, expected: value, actual: member(done.after, urn) ?? null, at: done.read, pointer: `/${urn}` })) return;
    const schemas = (done.after["schemas"] ?? []) as readonly Json[];
    expect.of("7643-3.3-container-uri-listed").that(Array.isArray(schemas) && schemas.some((s) => String(s).toLowerCase() === urn.toLowerCase()), { message: `schemas does not list ${urn}, of which the resource has a value`, expected: urn, actual: [...schemas], at: done.read, pointer: "/schemas" });
  },
});
