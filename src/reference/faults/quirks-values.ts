/** Ways in which conforming servers store values: none of them may make a check fail. */
import type { Behaviour, Call, Context } from "../behaviour.ts";
import { baseDefinitions, extensionDefinitions } from "../definitions.ts";
import { isObject, ScimError, type AttributeDefinition, type Json, type JsonObject, type ResourceTypeDefinition, type Stored } from "../types.ts";
import type { Fault, Info } from "./fault.ts";

const may = (id: string, area: string, title: string, ...requirements: string[]): Info => ({ id, area, strength: "may", title, requirements });

type Change = (value: Json, definition: AttributeDefinition) => Json;

/** A value with each simple value in it changed, along its definition. */
function changed(value: Json, definition: AttributeDefinition, change: Change): Json {
  if (Array.isArray(value)) return (value as Json[]).map((v) => changed(v, definition, change));
  if (definition.mutability === "readOnly") return value;
  if (definition.type !== "complex" || !isObject(value)) return change(value, definition);
  return members(value, definition.subAttributes ?? [], change);
}

function members(values: JsonObject, definitions: readonly AttributeDefinition[], change: Change): Stored {
  return Object.fromEntries(Object.entries(values).map(([name, v]) => {
    const definition = definitions.find((d) => d.name === name);
    return [name, definition ? changed(v, definition, change) : v];
  }));
}

/** The values of a resource, extensions included, each changed. */
function everywhere(values: Stored, type: ResourceTypeDefinition, context: Context, change: Change): Stored {
  const result = members(values, baseDefinitions(type, context), change);
  for (const { id, attributes } of extensionDefinitions(type, context)) {
    const container = result[id];
    if (isObject(container)) result[id] = members(container, attributes, change);
  }
  return result;
}

type Storing = (values: Stored, type: ResourceTypeDefinition, context: Context) => Stored;

/** What is written, by whichever method, passes through `change` before it is stored. */
function storing(info: Info, change: Storing): Fault {
  return {
    ...info,
    apply: (b) => ({
      read: (body, type, context) => change(b.read(body, type, context), type, context),
      applyAll: (resource, operations, type, call) => change(b.applyAll(resource, operations, type, call), type, call.context),
    }),
  };
}

const each = (info: Info, change: Change): Fault => storing(info, (values, type, context) => everywhere(values, type, context, change));
const texts = (info: Info, change: (text: string, definition: AttributeDefinition) => string): Fault => each(info, (v, d) => (typeof v === "string" && d.type === "string" ? change(v, d) : v));

/** Refuses what is written if the values are not to the server's liking. */
const refusing = (info: Info, dislikes: (values: Stored, type: ResourceTypeDefinition, context: Context) => string | null): Fault =>
  storing(info, (values, type, context) => {
    const why = dislikes(values, type, context);
    if (why !== null) throw new ScimError(400, why, "invalidValue");
    return values;
  });

function anyText(values: Stored, type: ResourceTypeDefinition, context: Context, test: (text: string) => boolean): boolean {
  let found = false;
  everywhere(values, type, context, (v, d) => {
    if (typeof v === "string" && d.type === "string" && test(v)) found = true;
    return v;
  });
  return found;
}

/** The lists of complex values, with their names; members are apart. */
const lists = (values: Stored): readonly (readonly [name: string, list: readonly JsonObject[]])[] =>
  Object.entries(values).flatMap(([name, v]) => (Array.isArray(v) && name !== "members" && (v as Json[]).every(isObject) ? [[name, v as readonly JsonObject[]] as const] : []));

function withLists(values: Stored, change: (list: readonly JsonObject[]) => readonly JsonObject[]): Stored {
  return { ...values, ...Object.fromEntries(lists(values).map(([name, list]) => [name, [...change(list)]])) };
}

const known = (definition: AttributeDefinition | undefined, part: string): boolean => definition?.subAttributes?.some((s) => s.name === part) === true;

/** Emails and the like where the first value becomes primary if none is, and the others say that they are not. */
function primaryFirst(values: Stored, type: ResourceTypeDefinition, context: Context): Stored {
  const definitions = baseDefinitions(type, context);
  const result = { ...values };
  for (const [name, list] of lists(values)) {
    if (!known(definitions.find((d) => d.name === name), "primary")) continue;
    const at = Math.max(0, list.findIndex((v) => v["primary"] === true));
    result[name] = list.map((v, i) => ({ ...v, primary: i === at }));
  }
  return result;
}

/** What a server works out of the values that it has: the formatted name, and a nickname where there is none. */
function derived(values: Stored): Stored {
  const name = values["name"];
  if (!isObject(name)) return values;
  const formatted = [name["honorificPrefix"], name["givenName"], name["familyName"]].filter((p) => typeof p === "string").join(" ");
  return { ...values, name: formatted === "" ? name : { ...name, formatted } };
}

/** The nickname follows from the given name, where no client gave one. */
function nicknamed(resource: Stored): Stored {
  const name = resource["name"];
  return resource["nickName"] === undefined && isObject(name) && typeof name["givenName"] === "string" ? { ...resource, nickName: name["givenName"] } : resource;
}

/** A readOnly value of devices moves with each write. */
function counted(b: Behaviour): Partial<Behaviour> {
  const moved = (next: Stored, previous: Stored, type: ResourceTypeDefinition): Stored => (next === previous || type.name !== "Device" ? next : { ...next, firmware: `1.0.${String((next["meta"] as JsonObject)["version"]).replace(/\D/g, "")}` });
  return {
    replace: (previous, values, type, call, body) => moved(b.replace(previous, type.name === "Device" ? { ...values, firmware: previous["firmware"] ?? "" } : values, type, call, body), previous, type),
    patch: (previous, values, type, call) => moved(b.patch(previous, values, type, call), previous, type),
  };
}

/** Refuses a second user with one of the addresses, although the schema does not say so. */
function uniqueEmails(resource: Stored, type: ResourceTypeDefinition, call: Call, self: string | null): void {
  const of = (values: Stored): readonly string[] => (Array.isArray(values["emails"]) ? (values["emails"] as Json[]).flatMap((v) => (isObject(v) ? [String(v["value"]).toLowerCase()] : [])) : []);
  for (const [id, other] of call.context.store(call.principal.tenant, type.name)) {
    if (id !== self && of(other).some((e) => of(resource).includes(e))) throw new ScimError(409, "Another user has this e-mail address.", "uniqueness");
  }
}

export const valueQuirks: readonly Fault[] = [
  texts(may("quirk-case-not-kept", "attributes", "Texts that are compared without case are stored in lower case", "7643-7-case-exact-preserve"), (text, d) => (d.caseExact || d.canonicalValues ? text : text.toLowerCase())),
  texts(may("quirk-texts-tidied", "create", "Texts are stored in NFC, without blanks at their ends", "7644-3.3-create-server-may-alter"), (text) => text.normalize("NFC").trim()),
  each(may("quirk-times-in-seconds", "attributes", "Times are stored in UTC and in whole seconds", "7643-2.3.5-datetime-xsd"), (v, d) => (typeof v === "string" && d.type === "dateTime" ? new Date(Math.floor(Date.parse(v) / 1000) * 1000).toISOString().replace(".000Z", "Z") : v)),
  refusing(may("quirk-texts-short", "create", "Texts of more than 60 characters are refused", "7644-3.12-type-invalidvalue"), (values, type, context) => (anyText(values, type, context, (t) => t.length > 60 && !t.includes("scimspec")) ? "A value has more than 60 characters." : null)),
  refusing(may("quirk-three-bytes", "create", "Characters beyond the Basic Multilingual Plane are refused", "7644-3.12-type-invalidvalue"), (values, type, context) => (anyText(values, type, context, (t) => /[\u{10000}-\u{10ffff}]/u.test(t)) ? "A value has a character that cannot be stored." : null)),
  refusing(may("quirk-one-of-a-type", "multi-valued", "A second value of the same type is refused", "7644-3.12-type-invalidvalue"), (values) => (lists(values).some(([, list]) => list.some((v, i) => v["type"] !== undefined && list.findIndex((w) => w["type"] === v["type"]) !== i)) ? "There is a value of this type." : null)),
  storing(may("quirk-primary-chosen", "multi-valued", "Where no value is primary the first becomes so, and the others say that they are not", "7643-2.4-primary-once"), primaryFirst),
  storing(may("quirk-type-filled-in", "multi-valued", "Values without a type get the type other", "7644-3.3-create-server-may-alter"), (values, type, context) => withLists(values, (list) => list.map((v) => {
    const definition = baseDefinitions(type, context).find((d) => values[d.name] === list);
    return known(definition, "type") && v["type"] === undefined ? { ...v, type: "other" } : v;
  }))),
  {
    ...may("quirk-names-derived", "user", "The formatted name follows from its parts, and a nickname from the given name where there is none", "7644-3.3-create-server-may-alter"),
    apply: (b) => ({ complete: (resource, type, call) => (type.name === "User" ? nicknamed(derived(b.complete(resource, type, call))) : b.complete(resource, type, call)) }),
  },
  { ...may("quirk-writes-counted", "schema", "A readOnly attribute of devices moves with each write", "7643-7-mutability-read-only"), apply: counted },
  {
    ...may("quirk-emails-unique", "create", "An e-mail address belongs to one user", "7643-2.2-default-uniqueness-none"),
    apply: (b) => ({
      checkUnique(resource, type, call, self) {
        b.checkUnique(resource, type, call, self);
        if (type.name === "User") uniqueEmails(resource, type, call, self);
      },
    }),
  },
  {
    ...may("quirk-defaults-return", "user", "A user without a locale or time zone has those of the service, however it lost its own", "7644-3.3-create-server-may-alter"),
    apply: (b) => ({
      create: (values, type, call, body) => b.create(type.name === "User" ? { locale: "en-US", timezone: "Europe/Vienna", ...values } : values, type, call, body),
      replace: (previous, values, type, call, body) => b.replace(previous, type.name === "User" ? { locale: "en-US", timezone: "Europe/Vienna", ...values } : values, type, call, body),
      applyAll: (resource, operations, type, call) => (type.name === "User" ? { locale: "en-US", timezone: "Europe/Vienna", ...b.applyAll(resource, operations, type, call) } : b.applyAll(resource, operations, type, call)),
    }),
  },
];
