import { invariant } from "../../src/engine/api.ts";

export default invariant({
  id: "invariants/allow-header",
  title: "405 names the methods that are possible, in Allow",
  failureTitle: "405 comes without Allow",
  verifies: ["7644-3.2-defined-endpoints"],
  detects: ["method-not-allowed-without-allow"],
  remedy: "Send Allow with every 405 (RFC 9110 section 15.5.6).",
  judge(exchange, { expect }) {
    if (exchange.status !== 405) return;
    expect.of("7644-3.2-defined-endpoints", "http/allow-missing").that(exchange.header("allow") !== null, { message: `405 to ${exchange.method} comes without Allow`, expected: "an Allow field", actual: null, at: exchange, pointer: "header:Allow" });
  },
});
