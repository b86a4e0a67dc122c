/** Who was told what, by which way, and what became of it. */
import { nameOf } from "../../playbook/names.ts";
import type { ShownNotification } from "../../desk/notification-ports.ts";
import type { Named } from "../../directory/person.ts";
import type { MessageView } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatInstant } from "../format.ts";
import { formatReason } from "../reasons.ts";
import { Deliveries } from "./deliveries.tsx";

interface MessagesProps {
  readonly context: PageContext;
  readonly messages: readonly MessageView[];
  readonly people: readonly Named[];
}

/** In the order given. */
export function Messages({ context, messages, people }: MessagesProps) {
  const { acknowledged } = context.words.delivery.deliveries;
  return (
    <ol class="notifications">
      {messages.map((view) => (
        <li key={view.message.id}>
          <p class="entry-title">
            <b>{formatText(context, view.subject)}</b>
          </p>
          <MessageState context={context} view={view} />
          {view.acknowledged === null ? null : (
            <p class="state is-kept">
              <span class="shape" aria-hidden="true">
                ✓
              </span>{" "}
              {acknowledged(view.acknowledged.by, formatInstant(context, view.acknowledged.at))}
            </p>
          )}
          {view.notifications.map((notification) => (
            <NotificationView
              key={notification.recipient}
              context={context}
              notification={notification}
              people={people}
            />
          ))}
          <Deliveries context={context} deliveries={beyondNotifications(view)} people={people} />
        </li>
      ))}
    </ol>
  );
}

/** What the notifications do not say themselves: further channels, who waits, who was passed over. */
function beyondNotifications({ notifications, deliveries }: MessageView) {
  return deliveries.filter(
    (row) =>
      !notifications.some(
        (notification) => notification.recipient === row.recipient && notification.channel === row.channel,
      ),
  );
}

/** Said as long as something is still to happen, or went wrong. */
function MessageState({ context, view }: { readonly context: PageContext; readonly view: MessageView }) {
  const { words } = context;
  const { message } = view;
  if (message.state === "delivered") return null;
  const { lastError } = message;
  const tries = ` · ${words.notifications.tries(message.tries)}`;
  const next =
    message.state === "waiting" ? ` · ${words.notifications.nextTry(formatInstant(context, message.nextTryAt))}` : "";
  return (
    <p class={message.state === "dead-lettered" ? "state is-overdue" : "state"}>
      <span class="shape" aria-hidden="true">
        {message.state === "dead-lettered" ? "▲" : "◷"}
      </span>{" "}
      {words.notifications.states[message.state]}
      {lastError === null ? null : (
        <span class="quiet">
          {tries}
          {next} · {formatReason(context, lastError)}
        </span>
      )}
    </p>
  );
}

/** A file is nobody's service: it is only written. */
function stateOf({ state, channel }: ShownNotification): "sent" | "written" | "failed" {
  return state === "sent" && channel === "file" ? "written" : state;
}

interface NotificationProps {
  readonly context: PageContext;
  readonly notification: ShownNotification;
  readonly people: readonly Named[];
}

export function NotificationView({ context, notification, people }: NotificationProps) {
  const { words } = context;
  const name = nameOf(people, notification.recipient);
  return (
    <div class="notification">
      <p>
        <span class={`state is-${notification.state === "sent" ? "kept" : "overdue"}`}>
          <span class="shape" aria-hidden="true">
            {notification.state === "sent" ? "✓" : "▲"}
          </span>{" "}
          {words.notifications.states[stateOf(notification)]}
        </span>{" "}
        <b>
          <bdi>{name}</bdi>
        </b>
        {notification.address === null ? null : <span class="quiet"> {notification.address}</span>}
      </p>
      <p class="entry-when">
        <time dateTime={isoTime(notification.sentAt)}>{formatInstant(context, notification.sentAt)}</time>
        {" · "}
        {words.notifications.channels(notification.channel)}
        {notification.attempts > 1 ? ` · ${words.notifications.tries(notification.attempts)}` : ""}
        {notification.answer === null || notification.state === "sent" ? "" : ` · ${notification.answer}`}
      </p>
      <details>
        <summary>
          {words.notifications.text}
          <span class="away">
            {words.colon}
            {notification.subject}
          </span>
        </summary>
        <pre class="frozen-text" lang={notification.language}>
          {`${notification.subject}\n\n${notification.text}`}
        </pre>
        {notification.answer === null || notification.state !== "sent" ? null : (
          <p class="quiet">
            {words.notifications.answer}
            {words.colon}
            {notification.answer}
          </p>
        )}
      </details>
    </div>
  );
}
