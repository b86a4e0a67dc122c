/** How to reach the mail server. Set in one line (SMTP_URL) or in parts (SMTP_HOST …). */
import type { SmtpSettings } from "./types.ts";
import { isThisMachine, readNumber, readWord, type Problems, type Source } from "./values.ts";

const tlsWords = ["starttls", "implicit", "off"] as const;
const parts = ["SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_PASSWORD"] as const;
const implicitPort = 465;
const submissionPort = 587;

export function readSmtp(source: Source, problems: Problems): SmtpSettings | null {
  const given = parts.filter((name) => source[name]);
  if (source.SMTP_URL) {
    if (given.length > 0) problems.push(`SMTP_URL and ${given.join(", ")} are both set; use one way or the other.`);
    return checked(fromUrl(source.SMTP_URL, source, problems), problems);
  }
  if (!source.SMTP_HOST) {
    const lone = [...given, ...(source.SMTP_TLS ? ["SMTP_TLS"] : [])];
    if (lone.length > 0)
      problems.push(`${lone.join(", ")} set without SMTP_HOST: no mail would leave. Set SMTP_HOST too.`);
    return null;
  }
  return checked(fromParts(source, source.SMTP_HOST, problems), problems);
}

function fromUrl(given: string, source: Source, problems: Problems): SmtpSettings | null {
  const url = URL.canParse(given) ? new URL(given) : null;
  const wellFormed = !/%(?![0-9A-Fa-f]{2})/.test(given);
  if (url === null || !wellFormed || !/^smtps?:$/.test(url.protocol) || url.hostname === "" || url.search !== "") {
    // It may carry a password, so it is not repeated.
    problems.push(
      "SMTP_URL is not valid. Use smtp://user:password@host:port or smtps://…; percent-encode special characters.",
    );
    return null;
  }
  const secure = url.protocol === "smtps:";
  const port = url.port === "" ? (secure ? implicitPort : submissionPort) : Number(url.port);
  const implied = secure || port === implicitPort ? "implicit" : "starttls";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port,
    tls: readWord(source, "SMTP_TLS", tlsWords, implied, problems),
    user: unescaped(url.username),
    password: unescaped(url.password),
  };
}

function unescaped(part: string): string | null {
  return part === "" ? null : decodeURIComponent(part);
}

function fromParts(source: Source, host: string, problems: Problems): SmtpSettings {
  const otherwise = source.SMTP_TLS === "implicit" ? implicitPort : submissionPort;
  const port = readNumber(source, "SMTP_PORT", { least: 1, most: 65_535, otherwise }, problems);
  const implied = port === implicitPort ? "implicit" : "starttls";
  return {
    host,
    port,
    tls: readWord(source, "SMTP_TLS", tlsWords, implied, problems),
    user: source.SMTP_USER || null,
    password: source.SMTP_PASSWORD || null,
  };
}

function checked(smtp: SmtpSettings | null, problems: Problems): SmtpSettings | null {
  if (smtp === null) return null;
  if ((smtp.user === null) !== (smtp.password === null)) {
    problems.push("The mail server's user and password belong together; one of them is missing.");
  }
  if (smtp.tls === "off" && smtp.password !== null && !isThisMachine(smtp.host)) {
    problems.push(
      `SMTP_TLS is off and a password is set: it would travel to ${smtp.host} readable by anybody. Use starttls or implicit.`,
    );
  }
  return smtp;
}
