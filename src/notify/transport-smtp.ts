/** Sends notifications through the organisation's mail server, one connection a notification: a night has dozens, not thousands. */
import { PassThrough } from "node:stream";
import { createTransport } from "nodemailer";
import type { NodemailerError } from "nodemailer";
import type { Mailbox, SmtpSettings } from "../../config/types.ts";
import { UndeliverableError } from "../engine/failures.ts";
import { headerLine } from "./header-line.ts";
import { InFlight } from "../outgoing/in-flight.ts";
import { envelopeOf } from "./envelope.ts";
import { SilentEndpointError } from "./failures.ts";
import type { Transport } from "./transport.ts";

const connectTimeoutMs = 10_000;
const greetingTimeoutMs = 10_000;
const silenceTimeoutMs = 20_000;
const dnsTimeoutMs = 5_000;
/** For a whole notification: a server that says a word now and then is never silent, and never done. */
const notificationMaxMs = 60_000;

export interface SmtpOptions {
  readonly smtp: SmtpSettings;
  readonly from: Mailbox;
  readonly notificationMaxMs?: number;
}

function transporterOf(smtp: SmtpSettings) {
  return createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.tls === "implicit",
    requireTLS: smtp.tls === "starttls",
    ignoreTLS: smtp.tls === "off",
    ...(smtp.user === null ? {} : { auth: { user: smtp.user, pass: smtp.password ?? "" } }),
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: greetingTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    dnsTimeout: dnsTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Connects and signs in as a notification would, and sends nothing. */
export async function checkSmtp(smtp: SmtpSettings): Promise<{ readonly ok: boolean; readonly sentence: string }> {
  const transporter = transporterOf(smtp);
  const server = `${smtp.host}:${smtp.port}`;
  try {
    await transporter.verify();
    const signedIn = smtp.user === null ? "without signing in" : `signed in as ${smtp.user}`;
    return { ok: true, sentence: `${server} accepts mail, ${signedIn}, encryption: ${smtp.tls}.` };
  } catch (error) {
    return { ok: false, sentence: `${server} answers: ${headerLine((error as Error).message)}` };
  } finally {
    transporter.close();
  }
}

export function smtpTransport({ smtp, from, notificationMaxMs: limitMs = notificationMaxMs }: SmtpOptions): Transport {
  const transporter = transporterOf(smtp);
  transporter.use("stream", (mail, done) => {
    const { handOver } = mail.data as { readonly handOver?: () => void };
    // The server's "go on" lets the text be read; with its last word the server may take the notification for sent.
    mail.message.processFunc((text) => text.pipe(new PassThrough()).once("end", () => handOver?.()));
    done();
  });
  const inFlight = new InFlight();
  return {
    channel: "mail",
    describe: `by mail through ${smtp.host}:${smtp.port}`,
    send: (notification) =>
      inFlight.begin(async ({ signal: closing, handOver }) => {
        const limit = AbortSignal.timeout(limitMs);
        const mail = { ...envelopeOf(notification, from), signal: AbortSignal.any([closing, limit]), handOver };
        try {
          const { response } = await transporter.sendMail(mail);
          return headerLine(response);
        } catch (error) {
          if (closing.aborted) throw closing.reason;
          if (limit.aborted)
            throw new SilentEndpointError(`${smtp.host} has not taken the notification within ${limitMs / 1_000} s.`);
          throw formatFailure(error as NodemailerError);
        }
      }),
    rest: (limit) => inFlight.rest(limit),
  };
}

/**
 * A 5xx about the receiver or the text will be the same tomorrow. One about our sign-in or our sender is for the operator
 * to mend, and then the notification shall still go out; until then no other notification goes through either.
 */
function formatFailure(error: NodemailerError): Error {
  const answer = headerLine(error.message);
  const aboutThisNotification = /^(RCPT TO|DATA)/.test(error.command ?? "");
  if (!aboutThisNotification) return new SilentEndpointError(answer);
  return error.permanent === true ? new UndeliverableError(answer) : new Error(answer);
}
