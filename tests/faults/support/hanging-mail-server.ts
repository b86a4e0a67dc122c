/** A mail server that stops answering in the middle: in which phase, a test says. It counts what it has taken, by Message-ID. */
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

export const phases = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "text", "QUIT"] as const;
export type Phase = (typeof phases)[number];

export interface HangingMailServer {
  readonly port: number;
  /** Where it stands still from now on; null: nowhere. */
  hangIn(phase: Phase | null, forMs?: number): void;
  /** How many have come as far as the phase in which it hangs. */
  hanging(): number;
  /** Whole notifications that it said 250 to, or would have. */
  readonly taken: readonly string[];
  close(): Promise<void>;
}

const ok = "250 fine";
const replies: Readonly<Record<string, string>> = { EHLO: ok, MAIL: ok, RCPT: ok, DATA: "354 go on", QUIT: "221 bye" };

export async function aHangingMailServer(): Promise<HangingMailServer> {
  let hang: { phase: Phase | null; forMs: number } = { phase: null, forMs: Infinity };
  let stuck = 0;
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    const say = (phase: Phase, line: string) => {
      const answer = () => socket.writable && socket.write(`${line}\r\n`);
      if (phase !== hang.phase) return answer();
      stuck += 1;
      if (hang.forMs !== Infinity) setTimeout(answer, hang.forMs).unref();
      return false;
    };
    say("greeting", "220 here");
    let received = "";
    let isText = false;
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      for (;;) {
        const end = isText ? received.indexOf("\r\n.\r\n") : received.indexOf("\r\n");
        if (end < 0) return;
        const part = received.slice(0, end);
        received = received.slice(end + (isText ? 5 : 2));
        if (isText) {
          isText = false;
          taken.push(/^message-id:\s*(\S+)/im.exec(part)?.[1] ?? "unnamed");
          say("text", "250 taken");
        } else {
          const word = part.slice(0, 4).toUpperCase() as Phase;
          isText = word === "DATA" && hang.phase !== "DATA";
          say(word, replies[word] ?? "500 what?");
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    hangIn: (phase, forMs = Infinity) => (hang = { phase, forMs }),
    hanging: () => stuck,
    taken,
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, "close");
    },
  };
}
