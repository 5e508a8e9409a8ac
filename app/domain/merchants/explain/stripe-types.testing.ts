import { readFileSync } from "node:fs";
import ts from "typescript";

/** The stripe package's own types, read as text: what a test walks cannot be shorter than what Stripe has. */
const root = new URL("../../../../node_modules/stripe/esm/resources/", import.meta.url);
const read = (file: string) => ts.createSourceFile(file, readFileSync(new URL(file, root), "utf8"), ts.ScriptTarget.ES2022, true);
const FILES = { account: read("Accounts.d.ts"), capability: read("Capabilities.d.ts"), person: read("Persons.d.ts") };

/** The members of a union of strings, e.g. `enumOf("account", "Account.Requirements.Error.Code")`; `OtherString` is no member. */
export function enumOf(file: keyof typeof FILES, path: string): string[] {
  const type = find(file, path).find((node): node is ts.TypeAliasDeclaration => ts.isTypeAliasDeclaration(node));
  if (!type || !ts.isUnionTypeNode(type.type)) throw new Error(`${path} is no union any more`);
  return type.type.types.flatMap((member) => (ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? [member.literal.text] : []));
}

/** The property names of an interface, e.g. `keysOf("account", "Account.Capabilities")`. */
export function keysOf(file: keyof typeof FILES, path: string): string[] {
  const type = find(file, path).find((node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node));
  if (!type) throw new Error(`${path} is no interface any more`);
  return type.members.flatMap((member) => (member.name && ts.isIdentifier(member.name) ? [member.name.text] : []));
}

/** Every declaration of that name; namespaces and interfaces share names and may stand several times. */
function find(file: keyof typeof FILES, path: string): ts.Node[] {
  let scopes: ts.Node[] = [FILES[file]];
  for (const name of path.split(".")) {
    scopes = scopes.flatMap((scope) => {
      const body = ts.isModuleDeclaration(scope) && scope.body ? scope.body : scope;
      const found: ts.Node[] = [];
      ts.forEachChild(body, (node) => {
        if ((ts.isModuleDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && node.name.text === name) found.push(node);
      });
      return found;
    });
  }
  if (scopes.length === 0) throw new Error(`${path} is not in stripe's types any more`);
  return scopes;
}
