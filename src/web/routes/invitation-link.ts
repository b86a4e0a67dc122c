/** The link by which somebody chooses a password, after an administrator had it made. */
import type { Request, Response } from "express";
import type { InvitationMail, InvitationMailed } from "../../desk/delivery-ports.ts";
import type { Invitation } from "../../accounts/invitations.ts";
import { InvitationLinkPage } from "../views/organisation/invite.tsx";
import type { Web } from "../web.ts";
import { originOf } from "../context-of.ts";
import { sendPage } from "../page.ts";
import type { Administering } from "./administration.ts";

interface Linked {
  readonly context: Administering["context"];
  readonly to: InvitationMail["to"];
  readonly invitation: Invitation;
  readonly isFirst: boolean;
}

/** By mail where that is possible. Whoever has it can become that person, so the administrator sees it only when no mail went. */
export async function sendLink(
  web: Web,
  request: Request,
  response: Response,
  { context, to, invitation, isFirst }: Linked,
): Promise<void> {
  const link = `${originOf(web, request)}${invitation.path}`;
  const { expiresAt } = invitation;
  const by = context.person.name;
  const mailed = (await web.notificationDesk?.mailInvitation({ to, by, link, expiresAt, isFirst })) ?? notByMail;
  const shown = mailed.outcome === "sent" ? null : link;
  sendPage(
    response,
    200,
    InvitationLinkPage({ context, name: to.name, mail: to.address, mailed, link: shown, expiresAt }),
  );
}

const notByMail: InvitationMailed = { outcome: "not-by-mail" };
