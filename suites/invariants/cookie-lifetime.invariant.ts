import { invariant } from "../../src/engine/api.ts";

/** A working day: longer than any browser session that a cookie would serve, in seconds. */
const LONG = 12 * 3600;

function lifetime(cookie: string): number {
  const age = /;\s*max-age=(-?\d+)/i.exec(cookie)?.[1];
  const expires = /;\s*expires=([^;]+)/i.exec(cookie)?.[1];
  if (age !== undefined) return Number(age);
  return expires === undefined ? 0 : (Date.parse(expires) - Date.now()) / 1000;
}

export default invariant({
  id: "invariants/cookie-lifetime",
  title: "Cookies, if any, end with the session",
  failureTitle: "Cookies live longer than a session",
  verifies: ["7644-7.4-cookie-lifetime"],
  detects: ["cookie-lives-long"],
  remedy: "Set no cookies for SCIM clients, or give them a short Max-Age.",
  judge(exchange, { expect }) {
    const cookies = exchange.headers.filter(([name]) => name.toLowerCase() === "set-cookie").map(([, value]) => value);
    const long = cookies.find((c) => !(lifetime(c) <= LONG));
    expect.of("7644-7.4-cookie-lifetime").that(long === undefined, { message: "a cookie lives longer than a session", expected: `at most ${LONG / 3600} h`, actual: long === undefined ? null : `about ${Math.round(lifetime(long) / 3600)} h`, at: exchange, pointer: "header:Set-Cookie" });
  },
});
