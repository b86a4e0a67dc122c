/** A real OpenID Connect provider on a free port of this machine, and a browser that walks through its pages. */
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export interface Somebody {
  readonly name: string;
  readonly email: string;
  readonly preferred_username?: string;
  readonly email_verified: boolean;
  readonly groups: readonly string[];
}

export interface SignInProvider {
  readonly issuer: string;
  /** May be changed while it runs. */
  readonly people: Map<string, Somebody>;
  readonly allow: (redirect: string) => void;
  /** Signs in as this person at `address`, says yes to everything, and gives the address it is sent back to. */
  readonly walk: (address: string, person: string) => Promise<string>;
  /** From now on it shows other keys than those that it signs with. */
  readonly showOtherKeys: () => void;
  readonly close: () => Promise<void>;
}

export const client = { id: "answerable", secret: "a secret that only the two know" };

export async function aSignInProvider(): Promise<SignInProvider> {
  const people = new Map<string, Somebody>();
  const redirects: string[] = [];
  let handle: ReturnType<Provider["callback"]> | null = null;
  let otherKeys: string | null = null;
  const server = createServer((request, response) => {
    if (request.url === "/jwks" && otherKeys !== null)
      response.writeHead(200, { "content-type": "application/json" }).end(otherKeys);
    else void handle?.(request, response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = () =>
    new Provider(issuer, {
      clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: redirects }],
      pkce: { required: () => true },
      claims: {
        openid: ["sub"],
        profile: ["name", "preferred_username", "groups"],
        email: ["email", "email_verified"],
      },
      conformIdTokenClaims: false,
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
      cookies: { keys: ["for a test only"] },
    });
  return {
    issuer,
    people,
    allow: (redirect) => {
      redirects.push(redirect);
      handle = quietly(provider).callback();
    },
    walk: (address, person) => walk(issuer, address, person),
    showOtherKeys: () => {
      const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      // Under the name of the key that the provider ships for trials.
      const key = { ...publicKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "keystore-CHANGE-ME" };
      otherKeys = JSON.stringify({ keys: [key] });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** It warns at length that a test's settings are a test's. */
function quietly<Made>(make: () => Made): Made {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}

const stepsMax = 12;

async function walk(issuer: string, start: string, person: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = start;
  let body: URLSearchParams | null = null;
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const init = body === null ? {} : { method: "POST", body };
    const response: Response = await fetch(address, { redirect: "manual", headers: { cookie }, ...init });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    const location = response.headers.get("location");
    if (location !== null) {
      address = new URL(location, address).href;
      body = null;
      if (!address.startsWith(issuer)) return address;
    } else {
      address = new URL(/<form[^>]*action="([^"]+)"/.exec(text)?.[1] ?? "", address).href;
      const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1] ?? "";
      body = new URLSearchParams({ prompt, login: person, password: "x" });
    }
  }
  throw new Error(`the provider did not come to an end at ${address}`);
}
