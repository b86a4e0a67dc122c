/** What an administrator changes about somebody else's sign-in. Each change is worth as much as their password. */
import type { Request, Response, Router } from "express";
import { isMailAddress } from "../../kernel/mail-address.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { Invitation } from "../../accounts/invitations.ts";
import type { Member } from "../../accounts/ports.ts";
import { bodyOf, wordOf } from "../body.ts";
import { isProven } from "../sign-in/proof.ts";
import { PersonSignInPage, type TheirSignInProps } from "../views/organisation/their-sign-in.tsx";
import type { Web } from "../web.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";
import { administering } from "./administration.ts";
import { sendLink } from "./invitation-link.ts";
import { endAsked, formatEnded } from "./ways.ts";

interface SignInRequest {
  readonly web: Web;
  readonly accounts: Accounts;
  readonly request: Request;
  readonly response: Response;
}

export function personSignInRoutes(web: Web, accounts: Accounts, router: Router): void {
  const on = (path: string, change: (asked: SignInRequest, member: Member) => Promise<void>) => {
    router.post(path, async (request, response) => {
      if (!(await isProven(web, request, response))) return;
      const member = activeMember(accounts, request);
      if (member) await change({ web, accounts, request, response }, member);
      else refuse(web, request, response, "notFound");
    });
  };
  router.get("/administration/people/:person/sign-in", async (request, response) => {
    const member = activeMember(accounts, request);
    if (member) await show({ web, accounts, request, response }, member, {});
    else refuse(web, request, response, "notFound");
  });
  on("/administration/people/:person/mail", changeMail);
  on("/administration/people/:person/ways/end", endOne);
  on("/administration/people/:person/ways/link", linkOne);
  on("/administration/people/:person/new-link", (asked, member) =>
    makeLink(asked, member, (by) => accounts.inviteAgain(member.id, by)),
  );
  on("/administration/people/:person/start-over", (asked, member) =>
    makeLink(asked, member, (by) => accounts.resetSignIn(member.id, by)),
  );
}

function activeMember(accounts: Accounts, { params }: Request): Member | null {
  const member = accounts.members.member(String(params["person"]));
  return member?.active ? member : null;
}

interface PageNotice {
  readonly status?: number;
  readonly notice?: string;
  /** What was typed, and what is wrong about it. */
  readonly mail?: { readonly typed: string; readonly trouble: string };
}

async function show(
  { web, accounts, request, response }: SignInRequest,
  { id, name }: Member,
  { status = 200, notice, mail }: PageNotice,
): Promise<void> {
  const { context } = await administering(web, request);
  const [contacts, ways] = await Promise.all([accounts.contactsOf(id), accounts.ways.of(id)]);
  const props: TheirSignInProps = {
    context,
    person: { id, name },
    isOwn: id === context.person.id,
    contacts: mail ? { ...contacts, mail: mail.typed } : contacts,
    ways,
    nameOf: (person) => accounts.members.member(person)?.name ?? person,
    notice: notice ?? null,
    mailTrouble: mail?.trouble ?? null,
  };
  sendPage(response, status, PersonSignInPage(props));
}

async function changeMail(asked: SignInRequest, member: Member): Promise<void> {
  const { web, accounts, request } = asked;
  const { context } = await administering(web, request);
  const words = context.words.signIn;
  const typed = wordOf(bodyOf(request), "mail").trim();
  const fails = (trouble: string) => show(asked, member, { status: 422, mail: { typed, trouble } });
  if (!isMailAddress(typed)) return fails(words.setUp.mailWrong);
  const { mail } = await accounts.contactsOf(member.id);
  if (mail !== typed && !(await accounts.setContact(member.id, "mail", typed, context.person.id)))
    return fails(words.setUp.mailTaken);
  return show(asked, member, { notice: words.theirs.mailChanged(typed) });
}

/** Their own they end on their own page, where the last way in is kept from them. */
async function endOne(asked: SignInRequest, member: Member): Promise<void> {
  const { web, accounts, request, response } = asked;
  const { context } = await administering(web, request);
  const words = context.words.accessList;
  const by = context.person.id;
  const ended =
    by === member.id
      ? null
      : await endAsked(request, { ways: accounts.ways, person: member.id, by, keepSession: null });
  if (ended === null) refuse(web, request, response, "badRequest");
  else await show(asked, member, { notice: formatEnded(ended, words) });
}

/** Another account of the provider in the place of the one that is linked: an administrator's act, on record. */
async function linkOne(asked: SignInRequest, member: Member): Promise<void> {
  const { web, accounts, request } = asked;
  const { context } = await administering(web, request);
  const words = context.words.accessList;
  const body = bodyOf(request);
  const [issuer, subject] = [wordOf(body, "id"), wordOf(body, "subject")];
  const isLinked = await accounts.ways.relink(member.id, issuer, subject, context.person.id);
  await show(asked, member, { notice: isLinked ? words.linked : words.notThere });
}

async function makeLink(
  { web, accounts, request, response }: SignInRequest,
  member: Member,
  make: (by: string) => Promise<Invitation | null>,
): Promise<void> {
  const { context } = await administering(web, request);
  const invitation = await make(context.person.id);
  if (!invitation) {
    refuse(web, request, response, "badRequest");
    return;
  }
  const to = { ...member, address: (await accounts.contactsOf(member.id)).mail ?? "" };
  await sendLink(web, request, response, { context, to, invitation, isFirst: false });
}
