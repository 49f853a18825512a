/** `scimspec serve` */
import { CAPABILITIES, type Capability } from "../model/capability.ts";
import { EXIT } from "./exit.ts";

/** Serves until interrupted; prints one line of JSON when ready. */
export async function serveCommand(flags: Readonly<Record<string, unknown>>): Promise<number> {
  const strings = (name: string) => (Array.isArray(flags[name]) ? (flags[name] as string[]) : []);
  const without = strings("without");
  const unknown = without.filter((w) => !CAPABILITIES.includes(w as Capability));
  if (unknown.length > 0) {
    process.stderr.write(`--without: ${unknown.join(", ")} is not known; allowed: ${CAPABILITIES.join(", ")}\n`);
    return EXIT.usage;
  }
  const numbers = { port: Number(flags["port"]), latencyMs: Number(flags["latency"]), seedUsers: Number(flags["seedUsers"]) };
  for (const [name, value] of Object.entries(numbers)) {
    if (Number.isInteger(value) && value >= 0 && (name !== "port" || value < 65_536)) continue;
    process.stderr.write(`--${name === "latencyMs" ? "latency" : name === "seedUsers" ? "seed-users" : name}: not a whole number in range\n`);
    return EXIT.usage;
  }
  try {
    const token = typeof flags["token"] === "string" ? { token: flags["token"] } : {};
    const { startReferenceServer } = await import("../reference/index.ts");
    const server = await startReferenceServer({ ...numbers, ...token, faults: strings("fault"), without: without as Capability[] });
    process.stdout.write(`${JSON.stringify({ baseUrl: server.baseUrl, token: server.token, tokens: server.tokens })}\n`);
    await new Promise<void>((resolve) => {
      process.once("SIGINT", () => resolve());
      process.once("SIGTERM", () => resolve());
    });
    await server.close();
    return EXIT.conformant;
  } catch (error) {
    process.stderr.write(`scimspec: ${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.usage;
  }
}
