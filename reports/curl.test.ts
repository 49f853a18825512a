import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Exchange, HeaderList } from "../src/model/exchange.ts";
import { curl, shellQuote } from "./curl.ts";

function exchange(request: Partial<Exchange["request"]>, credential: Exchange["credential"] = "primary"): Exchange {
  const accept: HeaderList = [["Accept", "application/scim+json"]];
  return {
    id: "x1",
    check: "t",
    operation: "other",
    resourceType: null,
    credential,
    request: { method: "GET", url: "https://scim.example.com/Users", headers: accept, body: null, ...request },
    response: null,
    error: null,
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 0,
    retries: 0,
  };
}

/** What the shell makes of the command: the arguments of curl, then what came through the pipe. */
function run(command: string): { args: string[]; piped: string } {
  const shell = "curl() { printf '%s\\0' \"$@\"; printf '\\0'; if [ ! -t 0 ]; then cat; fi; }\n";
  const out = execFileSync("bash", ["-c", shell + command], { env: { PATH: process.env["PATH"], SCIM_TOKEN: "t$(id)'\"", SCIM_CREDENTIAL: "c" }, stdio: ["ignore", "pipe", "pipe"] });
  const [args = "", ...piped] = out.toString("utf8").split("\0\0");
  return { args: args.split("\0"), piped: piped.join("\0\0") };
}

const HOSTILE = ["'; touch /tmp/pwned; '", "$(id)", "`id`", "\\'", "a\\", "${HOME}", "!!", "\n# x\nid", "-o /tmp/x", "@/etc/passwd", "*", "~", "é\u{1F600}", "\"$SCIM_TOKEN\""];

describe("shell quoting", () => {
  test.each(HOSTILE)("keeps %j as it is", (text) => {
    expect(execFileSync("bash", ["-c", `printf %s ${shellQuote(text)}`]).toString("utf8")).toBe(text);
  });
  test.each(HOSTILE)("keeps %j in URL, field and body", (text) => {
    const headers: HeaderList = [["Accept", "a"], ["Content-Type", "b"], ["If-Match", text.replaceAll("\n", " ")]];
    const { args } = run(curl(exchange({ method: "POST", url: `https://h/?q=${text.replaceAll("\n", "")}`, headers, body: text })));
    expect(args).toContain(`https://h/?q=${text.replaceAll("\n", "")}`);
    expect(args).toContain(`If-Match: ${text.replaceAll("\n", " ")}`);
    expect(args.slice(-2)).toEqual(["--data-raw", text]);
  });
  test.each(["\u0000\u0001", "a\u001b[201~\nid", "\r\n", "%s\\n\t%d'\u007f", "\u0085\u202e\ufeff{}", "100%\t\n\n"])("sends %j through printf, byte for byte, and shows no control character", (body) => {
    const command = curl(exchange({ method: "POST", headers: [["Accept", "a"], ["Content-Type", "b"]], body }));
    expect(command).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    const { args, piped } = run(command);
    expect(args.slice(-2)).toEqual(["--data-binary", "@-"]);
    expect(piped).toBe(body);
  });
});

describe("credentials", () => {
  const withHeader = (name: string, value: string, credential?: Exchange["credential"]): Exchange => exchange({ headers: [["Accept", "a"], [name, value]] }, credential);
  test("a bearer token is a variable in double quotes, whose value the shell does not interpret again", () => {
    const command = curl(withHeader("Authorization", "Bearer ***"));
    expect(command).toContain('-H "Authorization: Bearer $SCIM_TOKEN"');
    expect(run(command).args).toContain("Authorization: Bearer t$(id)'\"");
  });
  test.each([
    ["Basic", "Authorization", "Basic ***", "primary", 'Authorization: Basic $SCIM_CREDENTIAL"'],
    ["own field", "X-Api-Key", "***", "primary", '"X-Api-Key: $SCIM_CREDENTIAL"'],
    ["part of a value", "X", "a***b", "primary", '"X: a${SCIM_CREDENTIAL}b"'],
    ["hostile name", "X`id`", "***", "primary", `'X\`id\`: '"$SCIM_CREDENTIAL"`],
    ["hostile rest", "X", "$(id)***", "primary", `'X: $(id)'"$SCIM_CREDENTIAL"`],
    ["other tenant", "Authorization", "Bearer ***", "otherTenant", "$SCIM_TOKEN_OTHER_TENANT"],
    ["weak client", "Authorization", "Bearer ***", "lowPrivilege", "$SCIM_TOKEN_LOW_PRIVILEGE"],
    ["invalid one", "Authorization", "Bearer ***", "invalid", "'Authorization: Bearer invalid'"],
  ] as const)("%s", (_, name, value, credential, expected) => {
    const command = curl(withHeader(name, value, credential));
    expect(command).toContain(expected);
    expect(run(command).args[0]).toBe("-sS");
  });
  test("the variable can be named, by a real name only", () => {
    expect(curl(withHeader("Authorization", "Bearer ***"), { tokenVariable: "MY_TOKEN" })).toContain('"Authorization: Bearer $MY_TOKEN"');
    expect(() => curl(withHeader("Authorization", "Bearer ***"), { tokenVariable: "a;id" })).toThrow("not a name");
  });
});

describe("the request is the same", () => {
  test("one argument a line, noise left out", () => {
    const headers: HeaderList = [["Accept", "application/scim+json"], ["Accept-Encoding", "identity"], ["User-Agent", "scimspec"], ["Content-Type", "application/scim+json"]];
    expect(curl(exchange({ method: "PATCH", headers, body: "{}" }))).toMatchInlineSnapshot(`
      "curl -sS -i -X 'PATCH' 'https://scim.example.com/Users' \\
        -H 'Accept: application/scim+json' \\
        -H 'Content-Type: application/scim+json' \\
        --data-raw '{}'"
    `);
  });
  test("curl adds no field, leaves none out, and reads no pattern into the URL", () => {
    const { args } = run(curl(exchange({ method: "POST", url: "https://h/?q=[a]", headers: [["X-Empty", ""]], body: "x" })));
    expect(args).toEqual(["-sS", "-g", "-i", "-X", "POST", "https://h/?q=[a]", "-H", "X-Empty;", "-H", "Accept:", "-H", "Content-Type:", "--data-raw", "x"]);
  });
  test("HEAD does not wait for a body", () => {
    expect(run(curl(exchange({ method: "HEAD" }))).args).toContain("--head");
  });
});
