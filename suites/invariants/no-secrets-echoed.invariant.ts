import { invariant } from "../../src/engine/api.ts";

export default invariant({
  id: "invariants/no-secrets-echoed",
  title: "No answer repeats the credential of the request",
  failureTitle: "Answers repeat the credential of the request",
  verifies: ["7643-9.2-credentials-special-handling"],
  detects: ["error-echoes-credential"],
  remedy: "Keep tokens and passwords out of bodies, error details and header fields.",
  judge(exchange, { expect, target }) {
    if (target.authType === "none") return;
    expect.of("7643-9.2-credentials-special-handling", "security/credential-echoed").that(!exchange.secretsSeen, { message: `the answer to ${exchange.method} (${exchange.status}) holds a credential of this run`, expected: "no credential", actual: exchange.secretsSeen ? "(a credential)" : null, at: exchange, pointer: "" });
  },
});
