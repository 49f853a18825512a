/** Targets in the same process: HTTP as on a network, byte for byte, but over streams in memory instead of sockets. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import "../model/native-fetch.ts";
import { Agent, type Dispatcher } from "undici";
import { PipeEnd } from "./pipe.ts";

/** What answers requests: a listener of node:http, or anything that is called like one (express, connect, koa's callback). */
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Why a request to a target in process got no answer, in words for people. */
export class InProcessError extends Error {
  override readonly name = "InProcessError";
  /** `closed`: the handler threw; `refused`: it answers for another origin. */
  readonly kind: "closed" | "refused";

  constructor(kind: "closed" | "refused", message: string) {
    super(message);
    this.kind = kind;
  }
}

function thrown(error: unknown): InProcessError {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
  const text = error instanceof Error ? `${error.name}: ${error.message}${cause}` : String(error);
  return new InProcessError("closed", `the target's handler threw, so the connection was closed: ${text.split("\n")[0] ?? ""}`);
}

/** Calls the listener; what it throws, at once or later, cuts the connection instead of ending the process. */
async function answer(listener: Listener, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await listener(request, response);
  } catch (error) {
    const socket: unknown = request.socket;
    if (!response.writableEnded && socket instanceof PipeEnd) socket.cut(thrown(error));
  }
}

/**
 * A dispatcher whose requests the listener answers, without a port and without a network. It answers for the origin of
 * `baseUrl` alone; requests to others fail. Destroying it cuts what is under way. Close it when done.
 */
export function listenerDispatcher(listener: Listener, baseUrl: string): Dispatcher {
  const { origin, protocol } = new URL(baseUrl);
  const server = createServer((request, response) => void answer(listener, request, response));
  return new Agent({
    pipelining: 1,
    keepAliveTimeout: 4000,
    connect(options, callback) {
      const asked = new URL(`${options.protocol}//${options.hostname}${options.port ? `:${options.port}` : ""}`).origin;
      // undici must have returned before its callback is called.
      setImmediate(() => {
        if (asked !== origin) return callback(new InProcessError("refused", `the target runs in this process as ${origin}; nothing is sent to ${asked}`), null);
        const [client, other] = PipeEnd.pair(protocol === "https:");
        server.emit("connection", other);
        // The types of undici ask for a network's socket; its client uses what every stream has.
        callback(null, client as unknown as Socket);
      });
    },
  });
}
