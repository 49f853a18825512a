import { invariant } from "../../src/engine/api.ts";

/** What only the inside of a server says: stack traces, database errors, paths of source files. */
const INTERNALS = [/\bat [\w$.<>]+\([\w$]+\.(java|kt|scala|cs|js|ts):\d+\)/, /Traceback \(most recent call last\)/, /\b(SQLException|SQLSTATE\[|ORA-\d{5}|PG::\w+Error|MongoError|NullPointerException|System\.\w+Exception)\b/, /\bat \/?[\w./-]+\.(js|ts|rb|py|php|go):\d+/, /goroutine \d+ \[running\]/];

export default invariant({
  id: "invariants/internals-hidden",
  title: "Errors say nothing of the inside of the server",
  failureTitle: "Errors show stack traces or messages of the database",
  verifies: ["7643-9.2-injection-countermeasures"],
  detects: ["error-with-stack-trace"],
  remedy: "Write a detail for people into the Error message, and keep stack traces in the log.",
  judge(exchange, { expect }) {
    if (exchange.status < 400) return;
    const found = INTERNALS.map((pattern) => pattern.exec(exchange.text ?? "")?.[0]).find((f) => f !== undefined);
    expect.of("7643-9.2-injection-countermeasures").that(found === undefined, { message: `the answer to ${exchange.method} (${exchange.status}) shows the inside of the server`, expected: "a detail for people", actual: found ?? null, at: exchange, pointer: "/detail" });
  },
});
