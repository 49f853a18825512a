import { check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { pointerToken } from "../../src/scim/value.ts";
import { sameUrn } from "../../src/scim/urn.ts";
import { chooseExtension, noExtension, valueIn, withExtension } from "./choose.ts";

export default check({
  id: "extension/container",
  title: "Attributes of an extension live in the object that its URI names",
  failureTitle: "Attributes of an extension are returned elsewhere than in the object that its URI names",
  for: "each-resource-type",
  verifies: ["7643-3.3-extension-container-uri"],
  after: ["create/created", "extension/accepted"],
  detects: ["extension-flattened-into-core", "extension-container-short-name", "extension-container-other-case", "extension-values-lost"],
  mutates: "own-resources",
  remedy: "Return extension attributes inside an object whose key is the extension's URI, as the resource type spells it.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = chooseExtension(target, type);
    if (!found) return skip(noExtension(type));
    const { urn, name } = found;
    const value = given.unique();
    const made = await given.resource(type, withExtension(given.body(type), urn, { [name]: value }));
    const read = await scim.settled(() => scim.get(made), (r) => valueIn(r.object, found) === value);
    const keys = Object.keys(read.object ?? {});
    const holder = keys.find((k) => isObject(read.object?.[k]) && read.object[k][name] === value);
    const flat = keys.find((k) => read.object?.[k] === value);
    const place = holder ?? flat;
    const detail = { expected: urn, actual: place ?? null, at: read, pointer: place === undefined ? "" : `/${pointerToken(place)}` };
    const judge = (code?: string) => expect.of("7643-3.3-extension-container-uri", code);
    if (holder === urn) judge().that(true, detail);
    else if (holder !== undefined && sameUrn(holder, urn)) judge("extension/container-case").that(false, { message: `the container of the extension is spelt ${holder}`, ...detail });
    else if (place !== undefined) judge().that(false, { message: `${name} was sent inside ${urn} and is returned as ${holder === undefined ? place : `${holder} with ${name}`}`, ...detail });
    else judge("extension/value-lost").that(false, { message: `${name} was sent inside ${urn} and is not returned`, ...detail });
  },
});
