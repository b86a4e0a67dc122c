/** Tells of every sign-in and every try that was refused, without what was typed. */
import type { AnotherPerson, LinkedOtherwise } from "./from-outside.ts";
import type { SigningIn, SignInOutcome, Proof, Caller, SignInParts } from "./sign-in.ts";

export type SignInStep = "password" | "code" | "passkey" | "provider" | "proof";

export interface SignInSeen {
  readonly what: "signed-in" | "proven" | "sign-in-refused";
  readonly step: SignInStep;
  /** Null: nobody whom the desk knows. */
  readonly person: string | null;
  readonly address: string;
  /** Of a refusal: it did not fit, or there were too many before. */
  readonly why?: "wrong" | "wait" | "busy" | "linked-otherwise" | "another-person";
}

export type OnSignIn = (seen: SignInSeen) => void;

/** Whoever guesses learns nothing from it: the look-up is made for known and unknown addresses alike. */
export function watchedSigningIn(
  signingIn: SigningIn,
  { storage, steps }: Pick<SignInParts, "storage" | "steps">,
  tell: OnSignIn,
): SigningIn {
  const seen = async <Outcome extends SignInOutcome | Proof | LinkedOtherwise | AnotherPerson>(
    step: SignInStep,
    { address }: Caller,
    outcome: Outcome,
    whom: () => Promise<string | null>,
  ): Promise<Outcome> => {
    if (outcome.outcome === "in") tell({ what: "signed-in", step, person: outcome.member.id, address });
    else if (outcome.outcome === "proven") tell({ what: "proven", step, person: await whom(), address });
    else if (outcome.outcome !== "second-factor")
      tell({ what: "sign-in-refused", step, person: await whom(), address, why: outcome.outcome });
    return outcome;
  };
  const nobody = async () => null;
  return {
    ...signingIn,
    signIn: async (mail, password, caller) =>
      seen("password", caller, await signingIn.signIn(mail, password, caller), () =>
        storage.contacts.personByMail(mail),
      ),
    secondFactor: async (step, code, caller) => {
      // Afterwards the step may be used up.
      const begun = await steps.look("second-factor", step);
      return seen("code", caller, await signingIn.secondFactor(step, code, caller), async () => begun?.person ?? null);
    },
    signInWithPasskey: async (step, answer, caller) =>
      seen("passkey", caller, await signingIn.signInWithPasskey(step, answer, caller), nobody),
    signInFromOutside: async (outside, caller, proving) =>
      seen(
        "provider",
        caller,
        await signingIn.signInFromOutside(outside, caller, proving),
        async () => (await storage.identities.find(outside.issuer, outside.subject))?.person ?? null,
      ),
    proveByPassword: async (person, password, caller) =>
      seen("proof", caller, await signingIn.proveByPassword(person, password, caller), async () => person),
    maySpareSecondFactor: async (person, password, caller) => {
      const outcome = await signingIn.maySpareSecondFactor(person, password, caller);
      return outcome.outcome === "too-short" ? outcome : seen("proof", caller, outcome, async () => person);
    },
  };
}
