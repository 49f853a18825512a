/** What conforming servers of other kinds may bring up, and what counts as an alarm. */
import type { Run } from "../src/model/run.ts";

/** Findings that count, and what could not be judged without a cause that fails. */
export function alarms(run: Run): readonly string[] {
  return run.checks.flatMap((c) => [
    ...(c.outcome === "error" ? [`error ${c.id}: ${c.reason ?? ""}`] : []),
    ...c.findings.map((f) => `${f.severity} ${c.id} ${f.requirement}: ${f.message}`),
  ]);
}

/** Warnings that a quirk may bring: points that the RFC recommends otherwise. */
const WARNED: Readonly<Record<string, RegExp>> = {
  // A strong tag ought to tell projected representations apart.
  "quirk-strong-etags": /etag\/form/,
  "quirk-server-defaults": /create\/null-and-empty/,
  "quirk-media-type-json": /media-type|accept/,
  // Texts with capitals that come back without them: only case-exact ones have to be preserved (A59).
  "quirk-case-not-kept": /attributes\/names-without-case|user\/(addresses|name|singular-attributes)/,
  "quirk-defaults-return": /create\/null-and-empty/,
  "quirk-emails-unique": /create\/undeclared-uniqueness/,
  "quirk-primary-chosen": /multi-valued\/primary-kept/,
  "quirk-three-bytes": /http\/unicode/,
  // What a server declines of filters is said, and nothing more (P45, P49, P58, P62, P65).
  "quirk-filter-few": / (filter|search|user|extension|attributes|group|pagination|sort)\//,
  "quirk-filter-simple": / filter\//,
  "quirk-logical-words-lower": /filter\/case-of-operators/,
  "quirk-parentheses-once": /filter\/grouping/,
  "quirk-filter-joined": /filter\/multi-valued/,
  "quirk-nothing-beyond-the-end": /pagination\/beyond-the-end/,
  "quirk-urls-short": /invariants\/(error-body|json-object)/,
};

/** True for a warning that the quirk may bring. */
export const tolerated = (id: string, text: string): boolean => text.startsWith("warn ") && WARNED[id]?.test(text) === true;
