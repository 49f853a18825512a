import { ScimError, type Stored } from "../types.ts";
import { onDocument, onResponse, type Fault, type Info } from "./fault.ts";

const must = (area: string, id: string, title: string, ...requirements: string[]): Info => ({ id, area, strength: "must", title, requirements });
const UNSUPPORTED = "7644-3.12-status-501";
/** A qualified name of a sub-attribute, in a filter or a path. */
const QUALIFIED_SUB = /urn:[^ ]*:2\.0:\w+:\w+\.\w/i;

/** Filters and paths of PATCH in which some names are not understood. */
function misread(info: Info, when: (text: string) => boolean): Fault {
  return {
    ...info,
    apply: (b) => ({
      parseFilter(text, types, call) {
        if (when(text)) throw new ScimError(400, "The filter names no attribute.", "invalidFilter");
        return b.parseFilter(text, types, call);
      },
      parsePath(path, type, call) {
        if (when(path)) throw new ScimError(400, "The path names no attribute.", "invalidPath");
        return b.parsePath(path, type, call);
      },
    }),
  };
}

/** A feature that the configuration denies. */
const denied = (feature: string) => onDocument(must("errors", "unused", ""), "ServiceProviderConfig", (d: Stored) => void (d[feature] = { ...(d[feature] as Stored), supported: false }));
/** Two faults in one. */
const both = (info: Info, first: Fault, second: Fault): Fault => ({
  ...info,
  apply(b) {
    const changed = { ...b, ...first.apply(b) };
    return { ...changed, ...second.apply(changed) };
  },
});

export const notationFaults: readonly Fault[] = [
  misread(must("attributes", "notation-split-at-version-dot", "Names are split at the dot in 2.0", "7644-3.10-common-notation", "7644-3.10-subattribute-dot"), (text) => QUALIFIED_SUB.test(text)),
  misread({ ...must("attributes", "notation-urn-case-sensitive", "URNs in names are compared with regard to case", "7644-3.10-all-facets-case-insensitive"), strength: "should" }, (text) => text.includes("URN:")),
  misread(must("attributes", "notation-names-case-sensitive", "Names of sub-attributes are compared with regard to case", "7644-3.10-all-facets-case-insensitive"), (text) => text.includes("NAME.GIVENNAME")),
  onResponse(must("errors", "unknown-method-500", "A method that no service supports is answered with 500", UNSUPPORTED), (r, { request, context }) => (request.method === "PROPFIND" ? context.behaviour.error(new ScimError(500, "No handler.")) : r)),
  both(
    must("errors", "unsupported-patch-pretends", "PATCH is declared as not supported, and answers 200 without effect", UNSUPPORTED),
    denied("patch"),
    { ...must("errors", "unused", ""), apply: () => ({ applyAll: (resource) => resource }) },
  ),
  both(
    must("errors", "unsupported-bulk-500", "Bulk is declared as not supported, and answers 500", UNSUPPORTED),
    denied("bulk"),
    onResponse(must("errors", "unused", ""), (r, { request, context }) => (request.path === "/Bulk" ? context.behaviour.error(new ScimError(500, "No handler.")) : r)),
  ),
];
