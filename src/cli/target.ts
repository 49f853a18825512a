/** Which target a command works on: flags over config file over the embedded reference server. */
import { existsSync } from "node:fs";
import { plain } from "../../reports/console.ts";
import { ConfigError } from "../config/error.ts";
import { baseUrlProblem, defaultConfig } from "../config/finish.ts";
import type { Config } from "../config/types.ts";
import { EXIT } from "./exit.ts";

/** A complaint about flags or config, ready to print. */
export { ConfigError as UsageError };

export interface Chosen {
  readonly config: Config;
  /** Set when the embedded server was started; to be closed at the end. */
  readonly close: () => Promise<void>;
  readonly embedded: boolean;
}

/** Says what is wrong with the user's input, and gives the exit code; throws whatever is no complaint of that kind. */
export function complain(error: unknown): number {
  if (!(error instanceof ConfigError)) throw error;
  // A name, version or profile may be a foreign document's own text.
  process.stderr.write(`${error.message.split("\n").map(plain).join("\n")}\n`);
  return EXIT.usage;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

async function embedded(): Promise<Chosen> {
  const { startReferenceServer } = await import("../reference/index.ts");
  const server = await startReferenceServer({ seedUsers: 3 });
  const bearer = (token: string) => ({ type: "bearer", token }) as const;
  const { primary, otherTenant, lowPrivilege } = server.tokens;
  const config = defaultConfig(server.baseUrl, bearer(primary), {
    name: "embedded reference server",
    otherCredentials: { otherTenant: bearer(otherTenant), lowPrivilege: bearer(lowPrivilege) },
  });
  return { config: { ...config, allow: ["discovery-writes"] }, close: () => server.close(), embedded: true };
}

/** Finds the target. Throws ConfigError with everything that is wrong at once. */
export async function chooseTarget(flags: Readonly<Record<string, unknown>>, mayEmbed: boolean): Promise<Chosen> {
  const baseUrl = text(flags["baseUrl"]);
  const file = text(flags["config"]) ?? (existsSync("scimspec.yaml") ? "scimspec.yaml" : undefined);
  if (baseUrl !== undefined) {
    const wrong = baseUrlProblem(baseUrl);
    if (wrong !== null) throw new ConfigError(`--base-url: ${wrong}`);
  }
  const token = text(flags["token"]);
  const bearer = token === undefined ? undefined : ({ type: "bearer", token } as const);
  if (file === undefined) {
    if (baseUrl !== undefined) return { config: defaultConfig(baseUrl, bearer ?? { type: "none" }), close: async () => {}, embedded: false };
    if (!mayEmbed) throw new ConfigError("name the target with --config or --base-url");
    return embedded();
  }
  const { loadConfig } = await import("../config/load.ts");
  const loaded = loadConfig({ path: file }, process.env);
  if (!loaded.ok) throw ConfigError.of(loaded.problems);
  const { config } = loaded;
  const target = { ...config.target, ...(baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/+$/, "") }), ...(bearer ? { auth: bearer } : {}) };
  return { config: { ...config, target }, close: async () => {}, embedded: false };
}
