/** How people get in: whether they sign in at all, where the desk listens, the organisation's provider, the first administrator. */
import { roles } from "../machines/playbook/words.ts";
import { IANAZone } from "luxon";
import { isMailAddress } from "../src/kernel/mail-address.ts";
import { suggestion } from "./problems.ts";
import type { ProviderSettings, SettingsRole, UnattendedSetUp } from "./types.ts";
import { isThisMachine, readAddress, readWord, type Problems, type Source } from "./values.ts";

export interface SignInSettings {
  /** `off`: whoever reaches the desk says who they are, which is for development and demonstrations on one machine. */
  readonly signIn: "on" | "off";
  readonly host: string;
  readonly provider: ProviderSettings | null;
  readonly setUp: UnattendedSetUp | null;
  /** What the command line shows to a server. */
  readonly token: string | null;
}

export interface Surroundings {
  readonly mode: "development" | "production" | "test";
  readonly baseUrl: string | null;
  readonly proxies: readonly string[];
}

export function readSignIn(source: Source, surroundings: Surroundings, problems: Problems): SignInSettings {
  const { baseUrl } = surroundings;
  const signIn = readWord(source, "ANSWERABLE_SIGN_IN", ["on", "off"], "on", problems);
  const host = source.ANSWERABLE_HOST || "127.0.0.1";
  const isOpen = !isThisMachine(host);
  if (signIn === "off") problems.push(...whyNotOff(surroundings, host));
  if (signIn === "on" && isOpen && !baseUrl?.startsWith("https:")) {
    problems.push(
      `ANSWERABLE_HOST is ${host}, so others reach the desk: set ANSWERABLE_BASE_URL to its https:// address, and put what speaks TLS in front of it.`,
    );
  }
  return {
    signIn,
    host,
    provider: readProvider(source, problems),
    setUp: readSetUp(source, problems),
    token: source.ANSWERABLE_TOKEN || null,
  };
}

/** Without sign-in the desk is for one machine: whatever says that others reach it refuses that. */
function whyNotOff({ mode, baseUrl, proxies }: Surroundings, host: string): readonly string[] {
  const refused = (fact: string, who = "anybody in the network") =>
    `ANSWERABLE_SIGN_IN is off and ${fact}: ${who} could act as anybody. Unset one of them.`;
  return [
    ...(mode === "production" ? [refused("NODE_ENV is production", "anybody")] : []),
    ...(isThisMachine(host) ? [] : [refused(`ANSWERABLE_HOST is ${host}`)]),
    ...(baseUrl === null || isThisMachine(new URL(baseUrl).hostname)
      ? []
      : [refused(`ANSWERABLE_BASE_URL is ${baseUrl}`)]),
    ...(proxies.length === 0 ? [] : [refused(`ANSWERABLE_PROXIES names ${proxies.join(", ")}`)]),
  ];
}

const providerNames = ["CLIENT_ID", "CLIENT_SECRET", "CLIENT_SECRET_FILE", "NAME", "SCOPES", "ROLES_CLAIM", "ROLES"];

function readProvider(source: Source, problems: Problems): ProviderSettings | null {
  const issuer = readAddress(source, "ANSWERABLE_OIDC_ISSUER", problems);
  if (!source.ANSWERABLE_OIDC_ISSUER) {
    const lone = providerNames.map((name) => `ANSWERABLE_OIDC_${name}`).filter((name) => isSet(source, name));
    if (lone.length > 0)
      problems.push(`${lone.join(", ")} set without ANSWERABLE_OIDC_ISSUER: nobody could sign in with it. Set it too.`);
    return null;
  }
  if (!source.ANSWERABLE_OIDC_CLIENT_ID) problems.push("ANSWERABLE_OIDC_CLIENT_ID is required.");
  return {
    issuer: issuer ?? "",
    clientId: source.ANSWERABLE_OIDC_CLIENT_ID ?? "",
    clientSecret: source.ANSWERABLE_OIDC_CLIENT_SECRET || null,
    name: source.ANSWERABLE_OIDC_NAME || (issuer === null ? "" : new URL(issuer).host),
    scopes: source.ANSWERABLE_OIDC_SCOPES || "openid profile email",
    rolesClaim: source.ANSWERABLE_OIDC_ROLES_CLAIM || "roles",
    roles: readRoles(source, problems),
  };
}

/** `duty=duty-officer, it-admins=administrator` */
function readRoles(source: Source, problems: Problems): Readonly<Record<string, SettingsRole>> {
  const pairs = (source.ANSWERABLE_OIDC_ROLES ?? "").split(",").filter((pair) => pair.trim() !== "");
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const at = pair.lastIndexOf("=");
      const [value, named] = [pair.slice(0, Math.max(0, at)).trim(), pair.slice(at + 1).trim()];
      const role = roles.find((one) => one === named);
      if (role !== undefined && value !== "") return [[value, role] as const];
      problems.push(
        `ANSWERABLE_OIDC_ROLES has ${JSON.stringify(pair.trim())}; write value=role, with a role of ${roles.join(", ")}.${suggestion(named, roles)}`,
      );
      return [];
    }),
  );
}

function readSetUp(source: Source, problems: Problems): UnattendedSetUp | null {
  const mail = source.ANSWERABLE_SETUP_EMAIL;
  if (!mail) {
    const lone = Object.keys(source).filter((name) => name.startsWith("ANSWERABLE_SETUP_") && isSet(source, name));
    if (lone.length > 0)
      problems.push(`${lone.join(", ")} set without ANSWERABLE_SETUP_EMAIL: the first administrator needs an address.`);
    return null;
  }
  if (!isMailAddress(mail))
    problems.push(`ANSWERABLE_SETUP_EMAIL is ${JSON.stringify(mail)}; write an address such as admin@example.test.`);
  const zone = source.ANSWERABLE_SETUP_ZONE || null;
  if (zone !== null && !IANAZone.isValidZone(zone))
    problems.push(
      `ANSWERABLE_SETUP_ZONE is ${JSON.stringify(zone)}; write an IANA name such as Asia/Shanghai, Europe/Berlin or UTC.`,
    );
  const password = source.ANSWERABLE_SETUP_PASSWORD;
  if (!password)
    problems.push(
      "ANSWERABLE_SETUP_PASSWORD_FILE or ANSWERABLE_SETUP_PASSWORD is missing: the first administrator needs one.",
    );
  return {
    name: source.ANSWERABLE_SETUP_NAME || mail,
    mail,
    password: password ?? "",
    organisation: source.ANSWERABLE_SETUP_ORGANISATION || null,
    zone,
    language: readWord(source, "ANSWERABLE_SETUP_LANGUAGE", ["zh", "en"], "zh", problems),
  };
}

/** In this very variable: what came from a file counts as the file's. */
function isSet(source: Source, name: string): boolean {
  return Boolean(source[name]) && !source[`${name}_FILE`];
}
