import { describe, expect, test } from "vitest";
import { explainRequirements } from "../explain-requirements";
import { accountFacts, now } from "./account.testing";

describe("people", () => {
  const ada = { id: "person_a", name: "Ada Lovelace", roles: ["director"], title: null };
  const whats = (people: unknown, keys: string[]) => explainRequirements(accountFacts({ people, requirements: { currently_due: keys } }), now).map((line) => line.what);

  test("by name and role", () => {
    expect(whats([ada], ["person_a.verification.document"])).toEqual(["Ada Lovelace (director): a photo of an identity document"]);
    expect(whats([{ ...ada, roles: ["owner", "representative", "director"] }], ["person_a.dob.day"])).toEqual(["Ada Lovelace (representative, director and owner): date of birth"]);
    expect(whats([{ ...ada, roles: [], title: "Head of studio" }], ["person_a.id_number"])).toEqual(["Ada Lovelace (Head of studio): tax identification number (Steuer-ID)"]);
  });

  test("by the role alone when Stripe hides the name; two of one role are told apart", () => {
    const hidden = (id: string, ...roles: string[]) => ({ id, name: null, roles, title: null });
    expect(whats([hidden("person_a", "director")], ["person_a.dob.day"])).toEqual(["A director: date of birth"]);
    expect(whats([hidden("person_a", "representative")], ["person_a.dob.day"])).toEqual(["The account representative: date of birth"]);
    expect(whats([hidden("person_a", "director"), hidden("person_b", "director"), hidden("person_c", "owner")], ["person_b.dob.day", "person_a.dob.day", "person_c.email"])).toEqual([
      "Director 2 of 2: date of birth", "Director 1 of 2: date of birth", "An owner: email address",
    ]);
    // One of the two has nothing open any more: the other keeps its number.
    expect(whats([hidden("person_a", "director"), hidden("person_b", "director")], ["person_b.dob.day"])).toEqual(["Director 2 of 2: date of birth"]);
    expect(whats([ada, hidden("person_b", "director")], ["person_a.phone", "person_b.phone"])).toEqual(["Ada Lovelace (director): phone number", "A director: phone number"]);
    expect(whats([ada, { ...ada, id: "person_b" }], ["person_a.phone", "person_b.phone"])).toEqual(["Ada Lovelace (director) 1 of 2: phone number", "Ada Lovelace (director) 2 of 2: phone number"]);
  });

  test("of whom nothing is known they are counted, one is not", () => {
    expect(whats([], ["person_a.first_name", "person_b.first_name", "person_b.last_name"])).toEqual(["Person 1 of 2 named in your Stripe account: full legal name", "Person 2 of 2 named in your Stripe account: full legal name"]);
    expect(whats([ada], ["person_a.dob.day", "person_x.dob.day"])).toEqual(["Ada Lovelace (director): date of birth", "Somebody named in your Stripe account: date of birth"]);
  });

  test("the representative is named where Stripe asks for “the representative”", () => {
    expect(whats([{ ...ada, roles: ["representative"] }], ["representative.phone"])).toEqual(["Ada Lovelace (representative): phone number"]);
    expect(whats([ada], ["representative.phone"])).toEqual(["The account representative's phone number"]);
  });
});
