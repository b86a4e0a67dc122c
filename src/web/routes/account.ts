/** What people change about their own account. Everything here asks for a fresh proof of who they are. */
import { Router, type Request, type Response } from "express";
import { lineFault } from "../../../machines/kit/characters.ts";
import { limits } from "../../accounts/limits.ts";
import { answerMax } from "../../accounts/passkeys.ts";
import type { WayKind } from "../../accounts/way-ports.ts";
import type { NotIn } from "../../accounts/sign-in.ts";
import { bodyOf, wordOf } from "../body.ts";
import { allowScript } from "../middleware/headers.ts";
import { callerOf, readCookie, setCookie, type SignInService, type Signed } from "../sign-in-service.ts";
import { isProven } from "../sign-in/proof.ts";
import { busyRetryAfterS } from "../sign-in/show.ts";
import { visitOf } from "../visit.ts";
import { AccountPage, keepsTokensField, presentPasswordField } from "../views/account.tsx";
import { PasskeyPage } from "../views/passkey.tsx";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import type { Change, ChangeNotice } from "./account-change.ts";
import { tokenRoutes } from "./account-tokens.ts";
import { endAsked, formatEnded } from "./ways.ts";
import type { Words } from "../words/index.ts";

export function accountRoutes(web: Web, signInService: SignInService): Router {
  const router = Router();
  const on = (path: string, change: Change) => {
    router.post(path, async (request, response) => {
      const signed = visitOf(request)?.signed;
      if (!signed || !(await isProven(web, request, response))) return;
      const words = pageContext(web, request).words.signIn;
      const said = await change({ web, signInService, signed, request, response, words });
      if (said) await show(web, signInService, { request, response, signed, said });
    });
  };
  router.get("/account", async (request, response) => {
    const signed = visitOf(request)?.signed;
    if (signed) await show(web, signInService, { request, response, signed, said: {} });
  });
  on("/account/password", changePassword);
  on("/account/phone", changePhone);
  on("/account/codes", offerCodes);
  on("/account/codes/confirm", confirmCodes);
  on("/account/codes/remove", removeCodes);
  on("/account/passkeys/begin", beginPasskey);
  on("/account/passkeys", makePasskey);
  on("/account/ways/end", endOne);
  on("/account/sessions/end-others", endOthers);
  tokenRoutes(on);
  return router;
}

interface Shown {
  readonly request: Request;
  readonly response: Response;
  readonly signed: Signed;
  readonly said: ChangeNotice;
}

async function show(web: Web, signInService: SignInService, { request, response, signed, said }: Shown): Promise<void> {
  const { accounts } = signInService;
  const { id, name } = signed.member;
  const [contacts, ways] = await Promise.all([accounts.contactsOf(id), accounts.ways.of(id)]);
  const has = (kind: WayKind) => ways.some((way) => way.kind === kind);
  const page = AccountPage({
    context: { ...pageContext(web, request), here: "/account" },
    name,
    mail: contacts.mail ?? "",
    phone: contacts.phone ?? "",
    hasPassword: has("password"),
    ways,
    here: signed.session.id,
    nameOf: (person) => accounts.members.member(person)?.name ?? person,
    newToken: said.newToken ?? null,
    totp: { isOn: has("codes"), offer: said.offer ?? null },
    trouble: said.trouble ?? null,
    notice: said.notice ?? null,
  });
  if (said.retryAfterS !== undefined) response.set("Retry-After", String(said.retryAfterS));
  sendPage(response, said.status ?? 200, page);
}

const changePassword: Change = async (asked) => {
  const { signInService, signed, request, words } = asked;
  const body = bodyOf(request);
  const { id } = signed.member;
  if (await signInService.accounts.hasPassword(id)) {
    const proof = await signInService.accounts.proveByPassword(
      id,
      wordOf(body, presentPasswordField),
      callerOf(signInService, request),
    );
    if (proof.outcome !== "proven") return refusedProof(proof, words);
  }
  const fault = await signInService.accounts.setPassword(id, wordOf(body, "password"), {
    keepSession: signed.session.id,
    keepsTokens: wordOf(body, keepsTokensField) === "yes",
  });
  if (fault === "busy") return refusedProof({ outcome: fault }, words);
  return fault === null ? { notice: words.account.changed } : { status: 422, trouble: words.faults[fault] };
};

const phoneMax = 40;

const changePhone: Change = async ({ signInService, signed, request, words }) => {
  const phone = wordOf(bodyOf(request), "phone").trim().slice(0, phoneMax);
  const { id } = signed.member;
  const before = (await signInService.accounts.contactsOf(id)).phone ?? "";
  if (phone !== before) await signInService.accounts.setContact(id, "phone", phone || null, id);
  return { notice: words.account.done };
};

const offerCodes: Change = async ({ signInService, signed, web, request }) => {
  const { id } = signed.member;
  const { mail } = await signInService.accounts.contactsOf(id);
  const { language, organisation } = pageContext(web, request);
  // Those that are in use go only with the password: see `removeCodes`.
  if (await signInService.accounts.totp.isOn(id)) return {};
  return { offer: await signInService.accounts.totp.offer(id, mail ?? id, organisation.name[language]) };
};

const confirmCodes: Change = async ({ signInService, signed, request, words }) => {
  const { id } = signed.member;
  const tell = await signInService.accounts.ways.soFar(id);
  const record = async () => {
    await signInService.accounts.members.note(
      { what: "sign-in", person: id, part: "one-time-codes", change: "set" },
      id,
    );
    await tell("codes-set", { by: id });
  };
  if (!(await signInService.accounts.totp.confirm(id, wordOf(bodyOf(request), "code"), record)))
    return { status: 422, trouble: words.codeWrong };
  return { notice: words.account.done };
};

const removeCodes: Change = async ({ signInService, signed, request, words }) => {
  const { id } = signed.member;
  const password = wordOf(bodyOf(request), "current-password");
  const outcome = await signInService.accounts.maySpareSecondFactor(id, password, callerOf(signInService, request));
  switch (outcome.outcome) {
    case "too-short":
      return { status: 409, trouble: words.account.totpNeedsLongPassword };
    case "wrong":
    case "wait":
    case "busy":
      return refusedProof(outcome, words);
    case "proven":
      await signInService.accounts.ways.endOne(id, "codes", "", { by: id, keepSession: signed.session.id });
      return { notice: words.account.done };
  }
};

function refusedProof(proof: NotIn, words: Words["signIn"]): ChangeNotice {
  switch (proof.outcome) {
    case "wrong":
      return { status: 422, trouble: words.wrongPassword };
    case "busy":
      return { status: 503, retryAfterS: busyRetryAfterS, trouble: words.busy };
    case "wait": {
      const retryAfterS = Math.ceil(proof.waitMs / 1000);
      return { status: 429, retryAfterS, trouble: words.wait(retryAfterS) };
    }
  }
}

const beginPasskey: Change = async ({ web, signInService, signed, request, response }) => {
  const { id, name } = signed.member;
  const { mail } = await signInService.accounts.contactsOf(id);
  const { options, step } = await signInService.accounts.passkeys.beginNew(id, name, mail ?? id);
  setCookie(signInService, response, "step", step);
  allowScript(response);
  const redirect = { back: "/account", kept: null };
  const context = { ...pageContext(web, request), here: "/account" };
  sendPage(response, 200, PasskeyPage({ context, ceremony: "new", options, redirect, trouble: null }));
  return null;
};

const makePasskey: Change = async ({ signInService, signed, request, words }) => {
  const { id } = signed.member;
  const body = bodyOf(request);
  const step = readCookie(signInService, request, "step") ?? "";
  const typed = wordOf(body, "label").trim().slice(0, limits.labelLengthMax);
  const label = typed === "" || lineFault(typed) ? "?" : typed;
  const tell = await signInService.accounts.ways.soFar(id);
  const record = async () => {
    await signInService.accounts.members.note({ what: "sign-in", person: id, part: "passkey", change: "set" }, id);
    await tell("passkey-set", { by: id, detail: label });
  };
  const answer = wordOf(body, "answer", answerMax);
  if (!(await signInService.accounts.passkeys.finishNew(id, step, { answer, label, record })))
    return { status: 422, trouble: words.passkey.failed };
  return { notice: words.account.done };
};

const endOne: Change = async ({ signInService, signed, request, web }) => {
  const { ways } = signInService.accounts;
  const { id } = signed.member;
  const words = pageContext(web, request).words.accessList;
  // Codes go with the password in hand only: see `removeCodes`.
  const isCodes = wordOf(bodyOf(request), "kind") === "codes";
  const asked = { ways, person: id, by: id, keepSession: signed.session.id };
  const ended = isCodes ? null : await endAsked(request, asked);
  if (ended === null) return { status: 400, trouble: words.notThere };
  if (ended.outcome === "last-way-in") return { status: 409, trouble: formatEnded(ended, words) };
  return { notice: formatEnded(ended, words) };
};

const endOthers: Change = async ({ signInService, signed, words }) => {
  await signInService.accounts.sessions.endOthers(signed.member.id, signed.session.id);
  return { notice: words.account.done };
};
