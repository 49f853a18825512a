import { check } from "../../src/engine/api.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";
import { PLURAL, type Plural } from "./table.ts";
import { offered, storable, store, type Stored } from "./store.ts";

const URL_FORM = /^https?:\/\/[^\s]+$/i;
const label = (element: JsonObject): string | null => {
  const type = member(element, "type");
  return typeof type === "string" ? type.toLowerCase() : null;
};

export default check({
  id: "user/multi-valued-attributes",
  title: "Multi-valued attributes of users keep each value with its label",
  failureTitle: "Multi-valued attributes of users lose values, alter them, or mix up their labels",
  for: "User",
  verifies: ["7643-4.1.2-emails-type", "7643-4.1.2-emails-canonicalize", "7643-4.1.2-emails-display-may", "7643-4.1.2-phone-value-rfc3966", "7643-4.1.2-phone-canonicalize", "7643-4.1.2-phone-display-may", "7643-4.1.2-ims-type-values", "7643-4.1.2-photos-url", "7643-4.1.2-photos-types", "7643-4.1.2-photos-sizes-may", "7643-4.1.2-entitlements", "7643-4.1.2-roles"],
  after: ["create/created", "read/by-id"],
  detects: [
    ...["emails", "phoneNumbers", "ims", "photos", "entitlements", "roles"].map((n) => `user-attribute-lost:${n}`),
    ...["emails", "ims", "photos", "entitlements", "roles"].map((n) => `user-labels-swapped:${n}`),
    ...["entitlements", "roles"].map((n) => `user-elements-as-strings:${n}`),
    "email-local-part-altered",
    "phone-digits-lost",
    "photo-url-relative",
  ],
  mutates: "own-resources",
  remedy: "Store every element with its value and its type together; canonicalise only letter case, blanks and the writing of numbers.",
  async run(context) {
    const { expect, given, target, type, skip } = context;
    const rows = PLURAL.flatMap((row) => {
      const attribute = storable(context, row.path);
      const elements = attribute?.multiValued ? offered(attribute, row.elements(given.unique())) : [];
      return elements.length > 0 ? [{ row, elements }] : [];
    });
    if (rows.length === 0) skip("the server's schema of users offers none of the multi-valued attributes of RFC 7643 section 4.1.2 (/Schemas)");
    const stored = await store(context, Object.fromEntries(rows.map(({ row, elements }) => [row.path, [...elements]])));
    for (const { row, elements } of rows) {
      const found = stored.get(row.path);
      if (found) judge(row, elements, found);
    }

    function judge(row: Plural, elements: readonly JsonObject[], { read, refused, value }: Stored): void {
      const place = { expected: [...elements], actual: refused ? read.status : (value ?? null), at: read, pointer: refused ? "status" : `/${row.path}` };
      const judged = new Set([row.requirement, row.labels ?? row.requirement, row.value?.requirement ?? row.requirement]);
      if (refused) {
        for (const id of judged) expect.of(id, read.status < 500 ? "user/value-refused" : undefined).that(row.refusable === true && read.status < 500, { message: `a user with ${row.path} is answered with ${read.status}`, ...place });
        return;
      }
      const published = target.attribute(type, row.path)?.source === "published";
      const list = Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value];
      for (const id of judged) expect.of(id, "user/value-lost").that(value !== undefined || !published, { message: `${row.path} was sent, and has no value`, ...place });
      observe(row, list, read);
      if (value === undefined) return;
      if (!expect.of(row.requirement).that(list.every((e) => isObject(e)), { message: `elements of ${row.path} are no objects`, ...place })) return;
      for (const sent of elements) element(row, sent, list.filter((e) => isObject(e)), { at: read, pointer: `/${row.path}` });
    }

    function element(row: Plural, sent: JsonObject, list: readonly JsonObject[], place: { at: Stored["read"]; pointer: string }): void {
      const detail = { expected: sent, actual: [...list], ...place };
      const byValue = list.find((e) => row.same(member(e, "value") ?? null, sent["value"] ?? null));
      const byLabel = list.find((e) => label(e) !== null && label(e) === label(sent));
      if (byValue) {
        if (row.labels === undefined || label(sent) === null) return;
        const dropped = label(byValue) === null;
        expect.of(row.labels, dropped ? "user/label-dropped" : undefined).that(label(byValue) === label(sent), { message: dropped ? `the type of ${String(sent["value"])} in ${row.path} is lost` : `${String(sent["value"])} in ${row.path} was sent as ${String(label(sent))} and reads ${String(label(byValue))}`, ...detail });
        return;
      }
      // A service may keep pictures at a place of its own.
      const moved = row.path === "photos" && byLabel !== undefined && URL_FORM.test(String(member(byLabel, "value")));
      const altered = byLabel ? row.value : undefined;
      const message = byLabel ? `${String(sent["value"])} in ${row.path} reads ${JSON.stringify(member(byLabel, "value"))}` : `${String(sent["value"])} in ${row.path} is lost`;
      expect.of(altered?.requirement ?? row.requirement, altered ? altered.code : "user/value-lost").that(moved, { message, ...detail });
    }

    function observe(row: Plural, list: readonly Json[], read: Stored["read"]): void {
      const shown = list.some((e) => isObject(e) && member(e, "display") !== undefined);
      const id = { emails: "7643-4.1.2-emails-display-may", phoneNumbers: "7643-4.1.2-phone-display-may", photos: "7643-4.1.2-photos-sizes-may" }[row.path];
      if (id !== undefined) expect.of(id).observe(row.path === "photos" ? `2 photos were sent, and ${list.length} are shown` : `display of ${row.path} is ${shown ? "supplied" : "not supplied"}`, { at: read, pointer: `/${row.path}` });
    }
  },
});
