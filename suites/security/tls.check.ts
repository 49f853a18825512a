import { check } from "../../src/engine/api.ts";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export default check({
  id: "security/tls",
  title: "The service is reached over TLS",
  failureTitle: "The service is reached over plain HTTP",
  verifies: ["7644-7.2-require-tls"],
  detects: ["plain-http"],
  mutates: "nothing",
  remedy: "Serve SCIM over https alone; credentials and personal data travel with every request.",
  async run({ expect, target }) {
    const url = new URL(target.baseUrl);
    const at = target.discovery.serviceProviderConfig;
    const judge = expect.of("7644-7.2-require-tls");
    if (target.inProcess) return judge.observe("the service answers within the process of the harness; TLS is not judged", { at });
    // On the own machine nothing travels over a network, and test deployments have no certificate (P113).
    if (LOOPBACK.test(url.hostname)) return judge.observe(`the service runs on this machine (${url.hostname}); TLS is not judged`, { at });
    judge.that(url.protocol === "https:", { message: `the base URL begins with ${url.protocol}//`, expected: "https:", actual: url.protocol, at });
  },
});
