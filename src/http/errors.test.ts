import { describe, expect, test } from "vitest";
import { toTransportError } from "./errors.ts";

const context = { host: "h:1", timeoutMs: 10_000, answered: false };
const coded = (code: string, message = "m"): Error => Object.assign(new Error(message), { code });

describe("transport errors", () => {
  test.each([
    ["ECONNREFUSED", "refused", "connection refused by h:1: is the server running?"],
    ["ENOTFOUND", "dns", "the host name of h:1 cannot be resolved: check target.baseUrl"],
    ["UND_ERR_CONNECT_TIMEOUT", "timeout", "no connection to h:1 within 10 s"],
    ["ECONNRESET", "closed", "h:1 closed the connection before answering"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", "the certificate of h:1 is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): set target.tls.caFile"],
    ["CERT_HAS_EXPIRED", "tls", "the certificate of h:1 has expired"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", "h:1 does not speak TLS as expected (ERR_SSL_WRONG_VERSION_NUMBER): is https right in target.baseUrl?"],
    ["EHOSTUNREACH", "other", "the network offers no way to h:1 (EHOSTUNREACH)"],
  ])("%s is %s", (code, kind, message) => {
    expect(toTransportError(coded(code), context)).toEqual({ kind, message });
  });
  test("looks into causes and into several errors at once", () => {
    expect(toTransportError(new Error("x", { cause: coded("ECONNREFUSED") }), context).kind).toBe("refused");
    expect(toTransportError(new AggregateError([coded("ECONNREFUSED"), coded("ECONNREFUSED")]), context).kind).toBe("refused");
  });
  test("the parser's complaint is given", () => {
    expect(toTransportError(Object.assign(new Error("Expected HTTP/"), { name: "HTTPParserError" }), context)).toEqual({ kind: "protocol", message: "the answer of h:1 is not valid HTTP (Expected HTTP/)" });
  });
  test("an answer cut off is told apart from none", () => {
    expect(toTransportError(coded("UND_ERR_SOCKET"), { ...context, answered: true }).message).toContain("before its answer was complete");
  });
  test("anything else keeps its first line and no stack", () => {
    expect(toTransportError(new Error("odd\n    at x.ts:1"), context)).toEqual({ kind: "other", message: "the request could not be made: odd" });
    expect(toTransportError("thrown text", context).message).toContain("thrown text");
  });
});
