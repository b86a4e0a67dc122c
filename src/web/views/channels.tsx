/** How one person is told: their channels, each with a button that shows what the other side answers. */
import type { ChannelsView, RecognisedService, Tested } from "../../desk/delivery/types.ts";
import type { PageContext } from "../page-context.ts";
import { formatInstant, formatText } from "../format.ts";
import { formatReason } from "../reasons.ts";
import { ChannelProof } from "./channel-proof.tsx";
import { Layout } from "./layout.tsx";
import { PostForm } from "./post-form.tsx";

/** What the last button brought about; shown on the answer to it, because a secret stands in no address. */
export interface ChannelNews {
  readonly secret?: string | null;
  readonly wrong?: string | null;
  readonly wrongSecret?: string | null;
  readonly wrongCode?: string | null;
  readonly tested?: { readonly kind: "mail" | "webhook"; readonly result: Tested } | null;
  /** What was typed into the address. */
  readonly typed?: string | null;
  readonly done?: boolean;
}

interface ChannelsProps {
  readonly context: PageContext;
  readonly view: ChannelsView;
  readonly news: ChannelNews;
}

export function ChannelsPage({ context, view, news }: ChannelsProps) {
  const words = context.words.delivery.channels;
  return (
    <Layout context={context} title={words.title} place="none">
      <div class="narrow">
        <h1>{words.title}</h1>
        <p>{words.intro}</p>
        {news.done ? (
          <p class="notice" role="status">
            {words.done}
          </p>
        ) : null}
        {news.secret ? (
          <div class="note" role="status">
            <h2>{words.secret}</h2>
            <p>{words.secretOnce}</p>
            <p>
              <code>{news.secret}</code>
            </p>
          </div>
        ) : null}
        <section aria-labelledby="mail">
          <h2 id="mail">{words.mail}</h2>
          {view.mail === null ? <p>{words.noMail}</p> : <p>{view.mail}</p>}
          {view.mail === null ? null : (
            <ChannelProof context={context} kind="mail" view={view} wrongCode={news.wrongCode ?? null} />
          )}
          {view.mail === null ? null : <TestButton context={context} kind="mail" news={news} />}
        </section>
        <Webhook context={context} view={view} news={news} />
      </div>
    </Layout>
  );
}

function Webhook({ context, view, news }: ChannelsProps) {
  const { webhook } = view;
  const words = context.words.delivery.channels;
  const wrong = news.wrong ? formatReason(context, news.wrong) : null;
  return (
    <section aria-labelledby="webhook">
      <h2 id="webhook">{words.webhook}</h2>
      {webhook?.off ? (
        <p class="caution">{webhook.address === "" ? words.sealedElsewhere : words.off(webhook.off)}</p>
      ) : null}
      {webhook?.earlierUntil ? (
        <p class="quiet">{words.bothSecrets(formatInstant(context, webhook.earlierUntil))}</p>
      ) : null}
      <PostForm action="/channels/address" noValidate>
        <div class={wrong === null ? "field" : "field is-wrong"}>
          <label for="address">{words.address}</label>
          <p class="hint" id="address-hint">
            {words.webhookHelp}
          </p>
          {wrong === null ? null : (
            <p class="wrong" id="address-wrong" role="alert">
              {wrong}
            </p>
          )}
          <input
            id="address"
            name="address"
            type="url"
            value={news.typed ?? webhook?.address ?? ""}
            aria-describedby={wrong === null ? "address-hint" : "address-hint address-wrong"}
            aria-invalid={wrong === null ? undefined : "true"}
          />
        </div>
        <p class="buttons">
          <button class="primary">{words.save}</button>
        </p>
      </PostForm>
      {webhook === null ? null : (
        <>
          {webhook.service === null ? null : <Recognised context={context} service={webhook.service} />}
          {webhook.service?.signs === undefined ? null : (
            <ServiceSecret context={context} isSet={webhook.hasServiceSecret} wrong={news.wrongSecret ?? null} />
          )}
          <ChannelProof context={context} kind="webhook" view={view} wrongCode={news.wrongCode ?? null} />
          <TestButton context={context} kind="webhook" news={news} />
          {webhook.off ? <ActButton action="/channels/on" label={words.switchOn} /> : null}
          {webhook.service === null ? <ActButton action="/channels/secret" label={words.renew} /> : null}
          <ActButton action="/channels/remove" label={words.remove} />
        </>
      )}
    </section>
  );
}

interface RecognisedProps {
  readonly context: PageContext;
  readonly service: RecognisedService;
}

/** What the address was taken for, what its owner will notice, and what to know of it. */
function Recognised({ context, service: { name, reach, wakes, setUp } }: RecognisedProps) {
  const words = context.words.delivery.channels;
  return (
    <div class="note">
      <p>
        <b>{words.recognised(formatText(context, name))}</b> {words.ownFormat}
      </p>
      <p>{words.wakes[wakes]}</p>
      {reach === "group" ? <p>{words.group}</p> : null}
      {setUp === undefined ? null : <p>{formatText(context, setUp)}</p>}
    </div>
  );
}

interface ServiceSecretProps {
  readonly context: PageContext;
  readonly isSet: boolean;
  readonly wrong: string | null;
}

/** Never shown again: it can be replaced, or taken away by leaving the field empty. */
function ServiceSecret({ context, isSet, wrong }: ServiceSecretProps) {
  const words = context.words.delivery.channels;
  return (
    <PostForm action="/channels/service-secret" noValidate>
      <div class={wrong === null ? "field" : "field is-wrong"}>
        <label for="service-secret">{words.serviceSecret}</label>
        <p class="hint" id="service-secret-hint">
          {isSet ? words.serviceSecretSet : words.serviceSecretHelp}
        </p>
        {wrong === null ? null : (
          <p class="wrong" id="service-secret-wrong" role="alert">
            {wrong}
          </p>
        )}
        <input
          id="service-secret"
          name="secret"
          type="password"
          autocomplete="off"
          aria-describedby={wrong === null ? "service-secret-hint" : "service-secret-hint service-secret-wrong"}
          aria-invalid={wrong === null ? undefined : "true"}
        />
      </div>
      <p class="buttons">
        <button>{words.saveSecret}</button>
      </p>
    </PostForm>
  );
}

function ActButton({ action, label }: { readonly action: string; readonly label: string }) {
  return (
    <PostForm action={action}>
      <p>
        <button>{label}</button>
      </p>
    </PostForm>
  );
}

interface TestProps {
  readonly context: PageContext;
  readonly kind: "mail" | "webhook";
  readonly news: ChannelNews;
}

function TestButton({ context, kind, news }: TestProps) {
  const words = context.words.delivery.channels;
  const result = news.tested?.kind === kind ? news.tested.result : null;
  return (
    <PostForm action="/channels/test">
      <input type="hidden" name="kind" value={kind} />
      <p>
        <button>{words.test}</button>
      </p>
      {result === null ? null : (
        <p class={result.outcome === "answered" ? "state is-kept" : "state is-overdue"} role="status">
          {formatResult(context, result)}
        </p>
      )}
    </PostForm>
  );
}

function formatResult(context: PageContext, result: Tested): string {
  const words = context.words.delivery.channels;
  switch (result.outcome) {
    case "answered":
      return `${words.answered} ${result.answer}`;
    case "failed":
      return `${words.failed} ${formatReason(context, result.answer)}`;
    case "no-address":
      return words.noAddress;
    case "too-often":
      return words.tooOften;
  }
}
