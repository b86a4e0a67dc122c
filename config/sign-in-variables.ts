/** The environment variables of the sign-in; env.ts has the rest of the list. */
export interface EnvironmentVariable {
  readonly name: string;
  /** What may stand in it, in words. */
  readonly type: string;
  /** What holds when it is not set, in words. */
  readonly default: string;
  readonly doc: string;
  readonly secret?: true;
}

export const signInVariables: readonly EnvironmentVariable[] = [
  {
    name: "ANSWERABLE_HOST",
    type: "address",
    default: "127.0.0.1",
    doc: "Where the desk listens. Another address than this machine's own needs an https base URL.",
  },
  {
    name: "ANSWERABLE_PROXIES",
    type: "addresses or networks with commas between, for instance 127.0.0.1, ::1",
    default: "none: the client address is the peer address",
    doc: "Trusted reverse proxies. Each must replace X-Forwarded-For.",
  },
  {
    name: "ANSWERABLE_SIGN_IN",
    type: "on or off",
    default: "on",
    doc: "off (development only): visitors choose who they are. Refused in production and when the desk is reachable from the network.",
  },
  {
    name: "ANSWERABLE_TOKEN",
    type: "a token",
    default: "none",
    doc: "What the command line shows to a server that holds the data; people make tokens on their account's page.",
    secret: true,
  },
  {
    name: "ANSWERABLE_SETUP_EMAIL",
    type: "address",
    default: "none: the first start prints a code and a page asks",
    doc: "E-mail of the first administrator, for unattended set-up. Read only while there is no account.",
  },
  { name: "ANSWERABLE_SETUP_NAME", type: "text", default: "the address", doc: "Their name." },
  {
    name: "ANSWERABLE_SETUP_PASSWORD",
    type: "15 characters or more",
    default: "none",
    doc: "Their password. Better in a file, with the next variable.",
    secret: true,
  },
  {
    name: "ANSWERABLE_SETUP_ORGANISATION",
    type: "text",
    default: "as the settings file has it",
    doc: "The organisation's name.",
  },
  {
    name: "ANSWERABLE_SETUP_ZONE",
    type: "IANA name",
    default: "as the settings file has it",
    doc: "Its time zone.",
  },
  { name: "ANSWERABLE_SETUP_LANGUAGE", type: "zh or en", default: "zh", doc: "The administrator's language." },
  {
    name: "ANSWERABLE_OIDC_ISSUER",
    type: "https:// address, or http:// on this machine",
    default: "none",
    doc: "The organisation's sign-in provider (OpenID Connect).",
  },
  { name: "ANSWERABLE_OIDC_CLIENT_ID", type: "text", default: "none", doc: "Client ID registered at the provider." },
  {
    name: "ANSWERABLE_OIDC_CLIENT_SECRET",
    type: "text",
    default: "none: a public client with PKCE",
    doc: "The desk's secret there. Better in a file, with the next variable.",
    secret: true,
  },
  { name: "ANSWERABLE_OIDC_NAME", type: "text", default: "the issuer's host", doc: "What the button says." },
  { name: "ANSWERABLE_OIDC_SCOPES", type: "words", default: "openid profile email", doc: "What is asked for." },
  {
    name: "ANSWERABLE_OIDC_ROLES_CLAIM",
    type: "name, or names with dots between",
    default: "roles",
    doc: "ID token claim that carries roles.",
  },
  {
    name: "ANSWERABLE_OIDC_ROLES",
    type: "value=role, value=role …",
    default: "none: roles are given at the desk",
    doc: "What its values mean here. With it the provider decides about roles, at every sign-in.",
  },
];
