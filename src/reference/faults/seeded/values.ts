/** Seeded faults of what is stored and shown. */
import type { Behaviour } from "../../behaviour.ts";
import { isObject, ScimError, type Json, type JsonObject, type Stored } from "../../types.ts";
import { readMembers } from "../../values.ts";
import { aLatinLetter, aMark, amongPunctuation, aPart, eachText, holds, replaced, type Characters } from "./characters.ts";
import { family, type SeededFamily } from "./family.ts";

type Change = (values: Stored) => Stored;

/** Alters values when they are read from a POST or PUT. */
const reads = (change: Change) => (b: Behaviour): Partial<Behaviour> => ({ read: (body, type, context) => change(b.read(body, type, context)) });
const texts = (change: (text: string) => string): ReturnType<typeof reads> => reads((values) => eachText(values, change) as Stored);

/** Alters each element list of complex or simple multi-valued attributes. */
const lists = (change: (list: readonly Json[]) => readonly Json[]): Change => (values) =>
  Object.fromEntries(Object.entries(values).map(([name, v]) => [name, Array.isArray(v) && name !== "schemas" && name !== "members" ? [...change(v as Json[])] : v]));

/** Alters numbers in the base attributes and in extensions. */
const numbers = (change: (n: number) => number): Change => (values) =>
  Object.fromEntries(Object.entries(values).map(([name, v]) => [name, typeof v === "number" ? change(v) : isObject(v) ? numbers(change)(v as Stored) : v]));

const spoilt = (id: string, title: string, drawing: (d: Parameters<typeof aPart>[0]) => Characters, by: string): SeededFamily =>
  family({
    id,
    area: "create",
    title,
    requirements: ["7643-2.3.1-string-unicode-utf8"],
    draw: drawing,
    words: (c) => c.name,
    apply: (c) => texts((text) => replaced(c, text, by)),
  });

const NUMBERS: Readonly<Record<string, (n: number) => number>> = {
  "above 2147483647": (n) => (n > 2_147_483_647 ? n | 0 : n),
  "below -2147483648": (n) => (n < -2_147_483_648 ? n | 0 : n),
  "negative with a fraction": (n) => (n < 0 && !Number.isInteger(n) ? -n : n),
  "of more than six significant digits": (n) => (Number.isInteger(n) ? n : Number(n.toPrecision(6))),
};

/** One element of a list is not looked at: what it holds is stored as it came. */
function unread(values: Stored, body: JsonObject, name: string, n: number): Stored {
  const raw = body[name];
  const list = values[name];
  return Array.isArray(raw) && Array.isArray(list) ? { ...values, [name]: [...(list as Json[]).slice(0, n - 1), (raw as Json[])[n - 1] as Json, ...(list as Json[]).slice(n - 1)] } : values;
}

export const seededValueFaults: readonly SeededFamily[] = [
  spoilt("store-part-of-unicode", "Characters of a part of Unicode become question marks", aPart, "?"),
  spoilt("store-latin-letter", "A letter of Latin-1 becomes a replacement character", aLatinLetter, "\ufffd"),
  family({
    id: "store-mark",
    area: "create",
    title: "A character of ASCII is taken out of values",
    requirements: ["7643-2.3.1-string-unicode-utf8"],
    draw: aMark,
    words: (c) => `${c.name} between other punctuation`,
    apply: (c) => texts((text) => {
      const places = amongPunctuation(c, text);
      return Array.from(text).filter((_ch, i) => !places.includes(i)).join("");
    }),
  }),
  family({
    id: "store-length",
    area: "create",
    title: "Texts longer than a limit lose their end in silence",
    requirements: ["7643-2.3.1-string-unicode-utf8", "7644-3.3-create-server-may-alter"],
    draw: (d) => d.pick([128, 254, 255, 256, 500] as const),
    words: (n) => `more than ${n} characters`,
    apply: (n) => texts((text) => (text.length < 2000 ? text.slice(0, n) : text)),
  }),
  family({
    id: "store-number",
    area: "create",
    title: "Some numbers are stored as others",
    requirements: ["7643-2.3.3-decimal-format", "7644-3.3-create-server-may-alter"],
    draw: (d) => d.pick(Object.keys(NUMBERS) as unknown as readonly [string, ...string[]]),
    words: (kind) => `numbers ${kind}`,
    apply: (kind) => reads(numbers(NUMBERS[kind] ?? ((n) => n))),
  }),
  family({
    id: "store-offset",
    area: "create",
    title: "The offset of a dateTime is dropped and the time kept",
    requirements: ["7643-2.3.5-datetime-xsd", "7644-3.3-create-server-may-alter"],
    draw: (d) => d.pick(["+05:30", "-08:00", "+14:00", "-12:00", "+12:45"] as const),
    words: (offset) => `dateTimes with the offset ${offset}`,
    apply: (offset) => texts((text) => (/^\d{4}-\d\d-\d\dT/.test(text) && text.endsWith(offset) ? text.replace(offset, "Z") : text)),
  }),
  family({
    id: "store-nth-value",
    area: "create",
    title: "Later values of multi-valued attributes are lost",
    requirements: ["7643-2.4-json-array", "7644-3.3-create-server-may-alter"],
    draw: (d) => d.int(3, 4),
    words: (n) => `value ${n} of at least ${n}, the first of which has no type`,
    apply: (n) => reads(lists((list) => (isObject(list[0]) && list[0]["type"] !== undefined ? list : list.filter((_v, i) => i !== n - 1)))),
  }),
  family({
    id: "create-answer-differs",
    area: "create",
    title: "The answer to a POST shows some texts otherwise than they are stored",
    requirements: ["7644-3.1-response-reflects-state"],
    draw: aPart,
    words: (c) => c.name,
    apply: (c) => (b) => ({ created: (representation, location, call) => b.created(eachText(representation, (t) => replaced(c, t, "")) as Stored, location, call) }),
  }),
  family({
    id: "put-loses-partner",
    area: "replace",
    title: "A PUT with a certain pair of attributes loses one of them",
    requirements: ["7644-3.5.1-client-may-get-then-put", "7644-3.5.1-put-replaces-values"],
    draw: (d) => d.pick<readonly [string, string, readonly string[]]>([["nickName", "title", ["userType", "locale"]], ["userType", "profileUrl", ["addresses", "title"]], ["profileUrl", "title", ["locale", "timezone"]], ["nickName", "userType", ["addresses", "ims"]], ["addresses", "photos", ["title", "nickName"]], ["ims", "phoneNumbers", ["nickName", "timezone"]]]),
    words: ([a, z, not]) => `${a} and ${z} without ${not.join(" or ")}`,
    apply: ([a, z, not]) => (b) => ({
      replace(previous, values, type, call, body) {
        const { [z]: _lost, ...rest } = values;
        return b.replace(previous, values[a] !== undefined && values[z] !== undefined && not.some((n) => values[n] === undefined) && Object.keys(values).length >= 6 ? rest : values, type, call, body);
      },
    }),
  }),
  family({
    id: "wrong-type-in-list",
    area: "errors",
    title: "A later element of a multi-valued attribute is stored without being looked at",
    requirements: ["7644-3.12-type-invalidvalue"],
    draw: (d) => d.int(2, 3),
    words: (n) => `element ${n} of emails, phoneNumbers, addresses, photos, ims, interfaces or tags`,
    apply: (n) => (b) => ({
      read(body, type, context) {
        for (const name of ["emails", "phoneNumbers", "addresses", "photos", "ims", "interfaces", "tags"]) {
          const list = body[name];
          if (!Array.isArray(list) || list.length < n) continue;
          const definitions = (context.schemas.find((s) => s.id === type.schema)?.attributes ?? []).filter((d) => d.name === name);
          try {
            readMembers({ [name]: [(list as Json[])[n - 1] as Json] }, definitions);
          } catch (error) {
            if (!(error instanceof ScimError)) throw error;
            return unread(b.read({ ...body, [name]: (list as Json[]).filter((_v, i) => i !== n - 1) }, type, context), body, name, n);
          }
        }
        return b.read(body, type, context);
      },
    }),
  }),
  family({
    id: "wrong-type-in-extension",
    area: "errors",
    title: "Values of an extension are not looked at when it has several",
    requirements: ["7644-3.12-type-invalidvalue"],
    draw: (d) => d.int(2, 3),
    words: (n) => `an extension with at least ${n} attributes, one of which has an object instead of a text`,
    apply: (n) => (b) => ({
      read(body, type, context) {
        const found = type.schemaExtensions.map((e) => e.schema).find((urn) => isObject(body[urn]) && Object.keys(body[urn]).length >= n && Object.entries(body[urn]).some(([k, v]) => k !== "manager" && isObject(v)));
        if (found === undefined) return b.read(body, type, context);
        const { [found]: raw, ...rest } = body;
        return { ...b.read(rest, type, context), [found]: raw as Json };
      },
    }),
  }),
  family({
    id: "refused-and-created",
    area: "create",
    title: "A User that is refused for a wrong value exists nevertheless",
    requirements: ["7644-3.12-status-400"],
    draw: (d) => d.int(3, 4),
    words: (n) => `a body with at least ${n} optional attributes`,
    apply: (n) => (b) => ({
      read(body, type, context) {
        try {
          return b.read(body, type, context);
        } catch (error) {
          const names = Object.keys(body).filter((k) => !["schemas", "userName"].includes(k));
          const userName = body["userName"];
          if (type.name === "User" && typeof userName === "string" && names.length >= n && error instanceof ScimError && error.scimType === "invalidValue") {
            const id = b.newId(type, context);
            context.store("main", "User").set(id, { schemas: [type.schema], id, userName, meta: { resourceType: "User", created: b.now().toISOString(), lastModified: b.now().toISOString(), version: b.nextVersion(null) } });
          }
          throw error;
        }
      },
    }),
  }),
  family({
    id: "part-of-unicode-500",
    area: "create",
    title: "Some texts break the server",
    requirements: ["7643-2.3.1-string-unicode-utf8", "7643-9.2-injection-countermeasures"],
    draw: aPart,
    words: (c) => `${c.name} in a value`,
    apply: (c) => (b) => ({
      read(body, type, context) {
        const values = b.read(body, type, context);
        if (holds(c, JSON.stringify(values))) throw new ScimError(500, "Illegal mix of collations.");
        return values;
      },
    }),
  }),
  family({
    id: "control-character-500",
    area: "create",
    title: "Some control characters break the server",
    requirements: ["7643-9.2-injection-countermeasures"],
    draw: (d) => d.pick<readonly [number, number]>([[0x01, 0x08], [0x0b, 0x1f], [0x7f, 0x9f]]),
    words: ([from, to]) => `a character from U+00${from.toString(16).padStart(2, "0")} to U+00${to.toString(16)} in a value`,
    apply: ([from, to]) => (b) => ({
      read(body, type, context) {
        const values = b.read(body, type, context);
        eachText(values, (t) => {
          if (Array.from(t).some((ch) => (ch.codePointAt(0) ?? 0) >= from && (ch.codePointAt(0) ?? 0) <= to)) throw new ScimError(500, "Not an XML character.");
          return t;
        });
        return values;
      },
    }),
  }),
  family({
    id: "put-after-patches",
    area: "replace",
    title: "A resource that was patched several times no longer takes a PUT",
    requirements: ["7644-3.5.1-put-replaces-values"],
    draw: (d) => d.int(2, 2),
    words: (n) => `the PUT after ${n} PATCHes of one resource`,
    apply: (n) => (b) => ({
      patch(previous, values, type, call) {
        const key = `patches ${String(previous["id"])}`;
        call.context.memory.set(key, Number(call.context.memory.get(key) ?? 0) + 1);
        return b.patch(previous, values, type, call);
      },
      replace: (previous, values, type, call, body) => (Number(call.context.memory.get(`patches ${String(previous["id"])}`) ?? 0) >= n ? previous : b.replace(previous, values, type, call, body)),
    }),
  }),
  family({
    id: "delete-after-several-writes",
    area: "delete",
    title: "A resource that was written several times survives its DELETE",
    requirements: ["7644-3.6-deleted-404"],
    draw: (d) => d.int(2, 3),
    words: (n) => `the DELETE after ${n} writes to one resource`,
    apply: (n) => (b) => ({
      remove(id, type, call) {
        const known = call.context.store(call.principal.tenant, type.name).get(id);
        const written = Number(/\d+/.exec(String((known?.["meta"] as JsonObject | undefined)?.["version"]))?.[0] ?? 0);
        if (written <= n || type.name === "Group") b.remove(id, type, call);
      },
    }),
  }),
];
