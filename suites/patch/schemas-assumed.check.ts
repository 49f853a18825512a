import { check, capability } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { reads, send, succeeded, untouched } from "./support.ts";
import { anExtension, aText } from "./targets.ts";

export default check({
  id: "patch/schemas-assumed",
  title: "A plain name in a path means the attribute of the base schema, also where an extension is in use",
  failureTitle: "A plain name in a path does not lead to the base schema where an extension is in use",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-schemas-assumed"],
  needs: [capability("patch")],
  after: ["patch/extension-path", "extension/accepted"],
  detects: ["patch-plain-name-in-extension", "patch-schemas-demanded"],
  mutates: "own-resources",
  remedy: "Resolve names of paths with the schemas of the stored resource; the message needs no more than the PatchOp URN.",
  async run(context) {
    const { given, type } = context;
    const name = aText(context);
    const { urn, name: field } = anExtension(context);
    const sent = given.body(type);
    const content = { ...(isObject(sent[urn]) ? sent[urn] : {}), [field]: `extension ${given.unique()}` };
    const made = await given.resource(type, { [name]: `old ${given.unique()}`, schemas: [...new Set([type.schema, ...type.extensions.filter((e) => sent[e.schema] !== undefined).map((e) => e.schema), urn])], [urn]: content });
    const id = "7644-3.5.2-schemas-assumed";
    const value = `new ${given.unique()}`;
    const step = await send(context, made, [{ op: "replace", path: name, value }]);
    if (!succeeded(context, id, step, `the path ${name} on a resource with an extension`)) return;
    reads(context, id, step, `/${name}`, (v) => v === value, `the path ${name} is accepted on a resource with an extension, but ${name} reads differently`, value);
    untouched(context, id, step, [`/${name}`], `PATCH of ${name}`);
  },
});
