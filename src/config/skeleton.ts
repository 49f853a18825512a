/** The config that `scimspec init` writes: YAML with comments, from what a server says of itself; pure. */
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../model/target.ts";

/** How the config authenticates: always by a variable, never with the secret itself. */
export type SkeletonAuth = { readonly type: "none" } | { readonly type: "bearer"; readonly variable: string } | { readonly type: "basic"; readonly user: string; readonly password: string };

export interface SkeletonFacts {
  readonly baseUrl: string;
  readonly auth: SkeletonAuth;
  /** What the server says of itself; null if it was not asked. */
  readonly target: TargetView | null;
  /** Sentences: what could not be learnt, and what was assumed. */
  readonly notes: readonly string[];
}

/** Characters of a server's text in one comment. */
const MAX_COMMENT = 200;
/** Types and attributes that are listed; a server may name thousands. */
const MAX_LISTED = 40;

/** A server's text as a part of a comment: on one line, so that nothing of it is YAML. */
export function commentText(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]+/gu, " ").replace(/ {2,}/g, " ").trim();
  return line.length > MAX_COMMENT ? `${line.slice(0, MAX_COMMENT).replace(/[\ud800-\udbff]$/, "")}...` : line;
}

/** A text as a YAML scalar that the config's `${...}` leaves alone. */
export function scalar(text: string): string {
  return JSON.stringify(text.replaceAll("${", "$${")).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const comment = (text: string): string => `# ${commentText(text)}`;

/** A remark that stays one when the block around it is switched on. */
const remark = (text: string): string => `#   # ${commentText(text)}`;

function authLines(auth: SkeletonAuth): readonly string[] {
  if (auth.type === "none") return ["  auth: { type: none }          # bearer | basic {username, password} | header {name, value}"];
  if (auth.type === "basic") return [`  auth: { type: basic, username: "\${${auth.user}}", password: "\${${auth.password}}" } # from the environment, never written here`];
  return [`  auth: { type: bearer, token: "\${${auth.variable}}" } # from the environment, never written here; or { file: ./token.txt }`];
}

function names(list: readonly AttributeInfo[]): string {
  const more = list.length - MAX_LISTED;
  return `${list.slice(0, MAX_LISTED).map((a) => a.path).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** One resource type: what a client must know of it, and its entry, ready to be switched on. */
function typeLines(type: ResourceTypeInfo, target: TargetView): readonly string[] {
  const attributes = target.attributes(type).filter((a) => !["id", "meta", "schemas"].includes(a.path));
  const required = attributes.filter((a) => a.required && a.mutability !== "readOnly");
  const readOnly = attributes.filter((a) => a.mutability === "readOnly");
  const fixed = attributes.filter((a) => a.mutability === "immutable");
  const said = type.source === "published" ? "" : ", assumed: /ResourceTypes did not say";
  return [
    `${remark(`${type.name} at ${type.endpoint}, schema ${type.schema}${said}`)}`,
    ...(type.extensions.length > 0 ? [remark(`  extensions: ${type.extensions.map((e) => `${e.schema}${e.required ? " (required)" : ""}`).join(", ")}`)] : []),
    ...(required.length > 0 ? [remark(`  clients must send: ${names(required)}`)] : []),
    ...(readOnly.length > 0 ? [remark(`  the server fills in: ${names(readOnly)}`)] : []),
    ...(fixed.length > 0 ? [remark(`  cannot change later: ${names(fixed)}`)] : []),
    `#   ${scalar(commentText(type.name))}:`,
    `#     template: ${type.isUser ? '{ userName: "{{unique}}@example.com", emails: [{ value: "{{email}}", type: work, primary: true }] }' : "{}"} # members of every body that is sent`,
    "#     omit: []      # attributes that must not be sent",
    "#     fixed: []     # attributes that clients cannot change, although the schema does not say so",
    "#     ignore: true  # leave this type alone",
  ];
}

function resourceLines(target: TargetView | null): readonly string[] {
  const head = ["# resources:        # where valid bodies need more than the schema says (a domain, a prefix, a value that exists)"];
  if (!target) return [...head, "#   User:", '#     template: { userName: "{{unique}}@example.com" }', "#     omit: [photos]", "#     fixed: [userName]"];
  return [...head, ...target.resourceTypes.slice(0, MAX_LISTED).flatMap((t) => typeLines(t, target))];
}

function capabilityLines(target: TargetView | null): readonly string[] {
  const word = (declared: boolean | null): string => (declared === null ? "nothing declared: the checks find out" : declared ? "declared" : "declared as absent, so that its checks are skipped");
  const head = ["# capabilities:     # only where the server declares something else than it offers"];
  if (!target) return [...head, '#   bulk: { supported: false, reason: "switched off for this tenant" }'];
  return [...head, ...target.capabilities.map((c) => `#   ${c.id}: { supported: ${c.declared === true ? "false" : "true"}, reason: "..." } # ${word(c.declared)}`)];
}

const POLICY = `profile: rfc          # rfc: strict where the text is, lenient where it is not; strict: every point by its strictest reading
failOn: must          # findings that fail the run: must | should | never
mode: full            # read-only: nothing but GET and POST /.search
reports: [html, json] # and junit, gitlab, sarif, ctrf, csv, har, markdown, github, badge, statement
out: scimspec-report

# Known findings: scimspec run --baseline scimspec-baseline.yaml --update-baseline writes them; with this line only others fail.
# baseline: scimspec-baseline.yaml

# Own checks beside those of the RFCs (docs/own-checks.md); their code runs with your rights.
# extend: ["./scim-checks/index.js"]`;

const LIMITS = `http:
  timeout: 10s        # of one request
  runTimeout: 15m     # of the whole run
  concurrency: 8      # requests at a time
  # requestsPerSecond: 20
  # settleWithin: 2s  # how long a read may still show the old state after a write`;

/** The config as text. It loads without problems once the variables that it names are set. */
export function renderSkeleton({ baseUrl, auth, target, notes }: SkeletonFacts): string {
  const blocks = [
    ["# Written by scimspec init. Every key is explained in config.example.yaml of the package.", "# ${NAME} reads an environment variable: secrets stay out of this file.", ...notes.map((n) => comment(`Note: ${n}`))],
    ["target:", `  baseUrl: ${scalar(baseUrl)}`, "  # name: Acme Directory       # shown in reports; default: the host", ...authLines(auth), "  # otherCredentials:          # what needs them is judged only if they are given", '  #   lowPrivilege: { type: bearer, token: "${READ_ONLY_TOKEN}" } # may read, must not write'],
    [LIMITS],
    resourceLines(target),
    capabilityLines(target),
    [POLICY],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
