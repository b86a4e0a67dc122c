/** A page for what cannot be done, in both languages: whoever reads it may have no language chosen, and must know what to do. */
import type { Language } from "../../../machines/playbook.ts";
import type { FailureName } from "../../playbook/codes.ts";
import { type Trouble } from "../trouble.ts";
import { wordsIn } from "../words/index.ts";

interface FailureProps {
  readonly name: FailureName;
  /** Says why, where that is known. */
  readonly trouble: Trouble | null;
  /** To be told to an administrator. */
  readonly reference: string | null;
  /** Comes first. */
  readonly language: Language;
  readonly assets: { readonly style: string; readonly icon: string };
  /** False when the desk's own address may not be the reader's. */
  readonly canGoToTheDesk: boolean;
}

export function FailurePage({ name, trouble, reference, language, assets, canGoToTheDesk }: FailureProps) {
  const languages: readonly Language[] = language === "zh" ? ["zh", "en"] : ["en", "zh"];
  const first = wordsIn[language];
  return (
    <html lang={first.htmlLang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${first.failure[name].title} · ${first.brand}`}</title>
        <link rel="icon" type="image/svg+xml" href={assets.icon} />
        <link rel="stylesheet" href={assets.style} />
      </head>
      <body>
        <main id="content" class="failure">
          {languages.map((one, index) => {
            const words = wordsIn[one];
            const Heading = index === 0 ? "h1" : "h2";
            return (
              <section key={one} lang={words.htmlLang}>
                <Heading>{words.failure[name].title}</Heading>
                {trouble === null ? null : <p>{words.trouble[trouble]}</p>}
                <p>{words.failure[name].text}</p>
                {reference === null ? null : <p class="quiet">{words.failure.reference(reference)}</p>}
                {canGoToTheDesk ? (
                  <p>
                    <a class="button" href="/">
                      {words.failure.toTheDesk}
                    </a>
                  </p>
                ) : null}
              </section>
            );
          })}
        </main>
      </body>
    </html>
  );
}
