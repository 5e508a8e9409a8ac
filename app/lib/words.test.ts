import { expect, test } from "vitest";
import { typedWords, wordsQuery } from "./words";

test("row 27: what is typed is cut as the database cuts", () => {
  expect(typedWords("  Maya.O'Neill – #1042 ")).toEqual(["maya", "o", "neill", "1042"]);
  expect(typedWords("'; drop table orders; \\ -- ' & | ! :*")).toEqual(["drop", "table", "orders"]);
  expect(typedWords(" \t ")).toEqual([]);
  expect(typedWords("a".repeat(200))).toEqual(["a".repeat(60)]);
  expect(typedWords("b b B b")).toEqual(["b"]);
});

test("the query holds beginnings, facets as they are, and both spellings of letters a database may not know", () => {
  expect(wordsQuery(typedWords("mara vi"), ["=sto_1"])).toBe("'=sto_1' & 'mara':* & 'vi':*");
  expect(wordsQuery(["özil"])).toBe("('özil':* | 'Özil':*)");
  expect(wordsQuery([], ["=sto_1"])).toBe("'=sto_1'");
});

test("an address is one word, also in the middle of others or half written; a domain alone is words", () => {
  expect(typedWords("Noor <Noor.B@Post.example>, 1042.")).toEqual(["noor.b@post.example", "noor", "1042"]);
  expect(typedWords("write to maya@post.")).toEqual(["maya@post", "write", "to"]);
  expect(typedWords("@post.example")).toEqual(["post", "example"]);
  expect(wordsQuery(typedWords("o'neill\\@post.example"))).toBe("'o''neill\\\\@post.example':*");
});
