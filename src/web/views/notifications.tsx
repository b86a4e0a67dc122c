/** Who was told what, by which way, and what became of it. */
import { nameOf } from "../../playbook/names.ts";
import type { ShownNotification } from "../../desk/notification-ports.ts";
import type { Named } from "../../directory/person.ts";
import type { MessageView } from "../../desk/views.ts";
import type { PageContext } from "../page-context.ts";
import { isoTime, formatText, formatInstant } from "../format.ts";
import { tellingWords } from "../words/telling.ts";
import { Deliveries } from "./deliveries.tsx";

interface MessagesProps {
  readonly scene: PageContext;
  readonly messages: readonly MessageView[];
  readonly people: readonly Named[];
}

/** In the order given. */
export function Messages({ scene, messages, people }: MessagesProps) {
  const { acknowledged } = tellingWords[scene.language].deliveries;
  return (
    <ol class="letters">
      {messages.map((view) => (
        <li key={view.message.id}>
          <p class="entry-title">
            <b>{formatText(scene, view.subject)}</b>
          </p>
          <MessageState scene={scene} view={view} />
          {view.acknowledged === null ? null : (
            <p class="state is-kept">
              <span class="shape" aria-hidden="true">
                ✓
              </span>{" "}
              {acknowledged(view.acknowledged.by, formatInstant(scene, view.acknowledged.at))}
            </p>
          )}
          {view.letters.map((letter) => (
            <LetterView key={letter.recipient} scene={scene} letter={letter} people={people} />
          ))}
          <Deliveries scene={scene} deliveries={beyondLetters(view)} people={people} />
        </li>
      ))}
    </ol>
  );
}

/** What the letters do not say themselves: further channels, who waits, who was passed over. */
function beyondLetters({ letters, deliveries }: MessageView) {
  return deliveries.filter(
    (row) => !letters.some((letter) => letter.recipient === row.recipient && letter.channel === row.channel),
  );
}

/** Said as long as something is still to happen, or went wrong. */
function MessageState({ scene, view }: { readonly scene: PageContext; readonly view: MessageView }) {
  const { words } = scene;
  const { message } = view;
  if (message.state === "delivered") return null;
  const { lastError } = message;
  const tries = ` · ${words.letters.tries(message.tries)}`;
  const next =
    message.state === "waiting" ? ` · ${words.letters.nextTry(formatInstant(scene, message.nextTryAt))}` : "";
  return (
    <p class={message.state === "parked" ? "state is-overdue" : "state"}>
      <span class="shape" aria-hidden="true">
        {message.state === "parked" ? "▲" : "◷"}
      </span>{" "}
      {words.letters.states[message.state]}
      {lastError === null ? null : (
        <span class="quiet">
          {tries}
          {next} · {lastError}
        </span>
      )}
    </p>
  );
}

interface LetterProps {
  readonly scene: PageContext;
  readonly letter: ShownNotification;
  readonly people: readonly Named[];
}

export function LetterView({ scene, letter, people }: LetterProps) {
  const { words } = scene;
  const name = nameOf(people, letter.recipient);
  return (
    <div class="letter">
      <p>
        <span class={`state is-${letter.state === "sent" ? "kept" : "overdue"}`}>
          <span class="shape" aria-hidden="true">
            {letter.state === "sent" ? "✓" : "▲"}
          </span>{" "}
          {words.letters.states[letter.state]}
        </span>{" "}
        <b>
          <bdi>{name}</bdi>
        </b>
        {letter.address === null ? null : <span class="quiet"> {letter.address}</span>}
      </p>
      <p class="entry-when">
        <time dateTime={isoTime(letter.sentAt)}>{formatInstant(scene, letter.sentAt)}</time>
        {" · "}
        {words.letters.channels(letter.channel)}
        {letter.attempts > 1 ? ` · ${words.letters.tries(letter.attempts)}` : ""}
        {letter.answer === null || letter.state === "sent" ? "" : ` · ${letter.answer}`}
      </p>
      <details>
        <summary>
          {words.letters.text}
          <span class="away">
            {words.colon}
            {letter.subject}
          </span>
        </summary>
        <pre class="letter-text" lang={letter.language}>
          {`${letter.subject}\n\n${letter.text}`}
        </pre>
        {letter.answer === null || letter.state !== "sent" ? null : (
          <p class="quiet">
            {words.letters.answer}
            {words.colon}
            {letter.answer}
          </p>
        )}
      </details>
    </div>
  );
}
