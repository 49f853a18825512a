/** `scimspec init`: asks a server what it is, and writes a commented config. */
import { existsSync } from "node:fs";
import { plain } from "../../reports/console.ts";
import { baseUrlProblem, defaultConfig } from "../config/finish.ts";
import { renderSkeleton, type SkeletonAuth, type SkeletonFacts } from "../config/skeleton.ts";
import type { AuthConfig } from "../config/types.ts";
import type { Discovery } from "../discover.ts";
import { EXIT } from "./exit.ts";
import { complain, UsageError } from "./target.ts";
import { putFile, said } from "../write.ts";

export interface InitFlags {
  readonly baseUrl?: string;
  readonly token?: string;
  /** Name of the environment variable that holds the token. */
  readonly tokenEnv?: string;
  readonly out?: string;
  readonly force?: boolean;
}

const DEFAULT_VARIABLE = "SCIM_TOKEN";
const PLACEHOLDER = "https://scim.example.com/v2";

/** A target that says nothing of use: exit 3, and nothing is written. */
class SilentTarget extends Error {}

/** The credential to ask with; the config will name a variable in its place. */
function credential({ token, tokenEnv }: InitFlags): AuthConfig {
  if (tokenEnv !== undefined && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(tokenEnv)) throw new UsageError(`--token-env: ${tokenEnv} is no name of an environment variable, such as ${DEFAULT_VARIABLE}; a token itself goes to --token`);
  if (token !== undefined) return { type: "bearer", token };
  if (tokenEnv === undefined) return { type: "none" };
  const value = process.env[tokenEnv];
  if (value === undefined || value === "") throw new UsageError(`--token-env: the environment variable ${tokenEnv} is not set`);
  return { type: "bearer", token: value };
}

const isRefusal = (status: number | null): boolean => status === 401 || status === 403;

/** How the config will authenticate: as was asked for, else as the server takes it. */
function authOf(flags: InitFlags, found: Discovery | null): SkeletonAuth {
  const bearer = { type: "bearer", variable: flags.tokenEnv ?? DEFAULT_VARIABLE } as const;
  if (!found || flags.token !== undefined || flags.tokenEnv !== undefined) return bearer;
  if (!isRefusal(found.listStatus)) return { type: "none" };
  const basicOnly = found.schemes.includes("httpbasic") && !found.schemes.some((s) => s.startsWith("oauth"));
  return basicOnly ? { type: "basic", user: "SCIM_USER", password: "SCIM_PASSWORD" } : bearer;
}

function notesOf(flags: InitFlags, found: Discovery): readonly string[] {
  const given = flags.token !== undefined || flags.tokenEnv !== undefined;
  const type = found.target.resourceTypes[0]?.endpoint ?? "its resources";
  return [
    ...found.notes,
    ...(found.schemes.length > 0 ? [`the server declares the authentication schemes ${found.schemes.join(", ")}`] : ["the server declares no authentication scheme"]),
    ...(isRefusal(found.listStatus) ? [`GET ${type} is answered with ${found.listStatus}: ${given ? "the token does not let us read resources" : "a credential is needed"}`] : []),
    ...(found.listStatus === null ? [`GET ${type} got no answer`] : []),
  ];
}

async function factsFor(flags: InitFlags): Promise<SkeletonFacts> {
  const auth = credential(flags);
  if (flags.baseUrl === undefined) return { baseUrl: PLACEHOLDER, auth: authOf(flags, null), target: null, notes: ["no server was asked; scimspec init --base-url fills in what one says of itself"] };
  const wrong = baseUrlProblem(flags.baseUrl);
  if (wrong !== null) throw new UsageError(`--base-url: ${wrong}`);
  const config = defaultConfig(flags.baseUrl, auth);
  // Loaded late: the skeleton alone needs no client.
  const { discoverTarget } = await import("../discover.ts");
  const found = await discoverTarget(config);
  if (typeof found === "string") throw new SilentTarget(found);
  return { baseUrl: config.target.baseUrl, auth: authOf(flags, found), target: found.target, notes: notesOf(flags, found) };
}

function nextSteps(file: string, { auth, notes }: SkeletonFacts, asked: boolean): string {
  const variables = auth.type === "bearer" ? [auth.variable] : auth.type === "basic" ? [auth.user, auth.password] : [];
  const unset = variables.filter((v) => process.env[v] === undefined);
  return [
    `Written: ${file}`,
    ...notes.map((n) => `  ${plain(n)}`),
    ...(unset.length > 0 ? [`Set ${unset.join(" and ")} in the environment.`] : []),
    `${asked ? "Look through it" : "Fill in target.baseUrl"}, then: scimspec run --config ${file}`,
    "",
  ].join("\n");
}

/** Shorter tokens may be words of the server's own URL. */
const LONG_ENOUGH = 8;

/** The text without the token, which a server may say again in what it declares. */
async function withoutToken(text: string, { token, tokenEnv }: InitFlags): Promise<string> {
  const secret = token ?? process.env[tokenEnv ?? ""] ?? "";
  if (secret.length < LONG_ENOUGH) return text;
  const { createRedactor } = await import("../http/redact.ts");
  return createRedactor([secret]).text(text);
}

async function execute(flags: InitFlags): Promise<number> {
  const file = flags.out ?? "scimspec.yaml";
  if (flags.force !== true && existsSync(file)) throw new UsageError(`${file} is there already; name another file with --out, or overwrite it with --force`);
  const facts = await factsFor(flags);
  const skeleton = await withoutToken(renderSkeleton(facts), flags);
  try {
    putFile(file, skeleton);
  } catch (error) {
    process.stderr.write(`scimspec: ${file} cannot be written: ${said(error)}\n`);
    return EXIT.harness;
  }
  process.stdout.write(await withoutToken(nextSteps(file, facts, flags.baseUrl !== undefined), flags));
  return EXIT.conformant;
}

/** Writes a config; the return value is the exit code. A target that says nothing of use leaves no file behind. */
export async function initCommand(flags: InitFlags): Promise<number> {
  try {
    return await execute(flags);
  } catch (error) {
    if (!(error instanceof SilentTarget)) return complain(error);
    process.stderr.write(`${plain(await withoutToken(error.message, flags))}\nNothing was written. Check --base-url, and give a token with --token-env ${DEFAULT_VARIABLE}; without --base-url, scimspec init writes a config to fill in.\n`);
    return EXIT.target;
  }
}
