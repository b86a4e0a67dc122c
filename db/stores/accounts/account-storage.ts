import type { AccountStorage } from "../../../src/accounts/ports.ts";
import type { StoreParts } from "../engine-storage.ts";
import { failureStore, signInStepStore } from "./attempts.ts";
import { contactStore } from "./contacts.ts";
import { credentialStore } from "./credentials.ts";
import { invitationStore } from "./invitations.ts";
import { copyStore } from "./copies.ts";
import { identityStore } from "./identities.ts";
import { passkeyStore, tokenStore } from "./keys.ts";
import { noticeStore } from "./notices.ts";
import { deviceStore, sessionStore } from "./sessions.ts";
import { wayStore } from "./ways.ts";
import { webhookStore } from "../webhooks.ts";

/** Everything that people sign in with. */
export function accountStorage({ reader, writer, dialect, sealing }: StoreParts): AccountStorage {
  return {
    credentials: credentialStore(reader, writer, sealing),
    contacts: contactStore(reader, writer, sealing),
    invitations: invitationStore(reader, writer),
    sessions: sessionStore(reader, writer),
    devices: deviceStore(reader, writer),
    passkeys: passkeyStore(reader, writer),
    tokens: tokenStore(reader, writer),
    identities: identityStore(reader, writer, sealing),
    failures: failureStore(reader, writer, dialect),
    steps: signInStepStore(reader, writer),
    ways: wayStore(reader, writer, sealing),
    notices: noticeStore(reader, writer, sealing),
    copies: copyStore(reader, writer),
    webhooks: webhookStore(reader, writer, sealing),
  };
}
