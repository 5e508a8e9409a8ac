import { type AuthorizeRequest, checkAuthorizeRequest } from "../../connect/oauth";
import { CURRENCIES } from "../../engine/currencies";
import { SandboxError } from "../../engine/errors";
import type { AccountRecord, DashboardUser } from "../../engine/state";
import type { Control, SandboxPageCall } from "../../sandbox";
import { countryOptions, type Form } from "../kit/form";
import { redirect } from "../kit/layout";
import { attempt, get, post } from "../kit/routes";
import { choosePage, newAccountPage, signInPage, type Step } from "./views";

/** Our own parameters, beside those of the app: which step it is and who has signed in. */
const OWN = ["sandbox_user", "sandbox_step", "sandbox_account"] as const;
type Own = Partial<Record<(typeof OWN)[number], string>>;

/** The same page with other parameters of our own. Everything the app sent stays. */
function at(url: URL, own: Own): string {
  const query = new URLSearchParams(url.searchParams);
  for (const name of OWN) query.delete(name);
  for (const [name, value] of Object.entries(own)) if (value) query.set(name, value);
  return `/oauth/authorize?${query.toString()}`;
}

function accountsOf(control: Control, user: DashboardUser): AccountRecord[] {
  return control.accounts.list().filter((record) => user.accounts.includes(record.account.id));
}

function userOf(control: Control, id: string | null): DashboardUser | undefined {
  return control.accounts.listUsers().find((user) => user.id === id);
}

function stepOf({ engine, url }: SandboxPageCall, request: AuthorizeRequest, problem?: string): Step {
  return { application: engine.applicationName, scope: request.scope, here: at(url, {}), problem };
}

function show(call: SandboxPageCall, request: AuthorizeRequest): Response {
  const { control, url } = call;
  const step = stepOf(call, request);
  const user = userOf(control, url.searchParams.get("sandbox_user"));
  if (!user) return signInPage(step, sorted(control.accounts.listUsers(), request), request.stripeUser.email ?? "");
  const accounts = accountsOf(control, user);
  if (accounts.length === 0 || url.searchParams.get("sandbox_step") === "new") return newAccountPage(step, user, draftOf(request, user), accounts.length > 0);
  return choosePage(step, user, accounts, url.searchParams.get("sandbox_account"));
}

/** Whoever the app has named comes first. */
function sorted(users: readonly DashboardUser[], request: AuthorizeRequest): DashboardUser[] {
  const named = request.stripeUser.email?.toLowerCase();
  return [...users].sort((a, b) => Number(b.email.toLowerCase() === named) - Number(a.email.toLowerCase() === named)).slice(0, 50);
}

/** What the app knows fills the form; what Stripe could not use is left out, as Stripe does. */
function draftOf({ stripeUser }: AuthorizeRequest, user: DashboardUser) {
  const country = (stripeUser.country ?? "").toUpperCase();
  const currency = (stripeUser.currency ?? "").toLowerCase();
  return {
    businessName: stripeUser.business_name ?? "",
    country: countryOptions.some(([code]) => code === country) ? country : "US",
    currency: CURRENCIES.has(currency) ? currency : "",
    email: stripeUser.email ?? user.email,
    url: stripeUser.url ?? "",
    status: "complete" as const,
  };
}

async function act(call: SandboxPageCall, request: AuthorizeRequest, form: Form): Promise<Response> {
  const { control, url } = call;
  const intent = form.get("intent");
  const again = (problem: string) => stepOf(call, request, problem);
  if (intent === "deny") return redirect(control.oauth.deny({ redirectUri: request.redirectUri, state: request.state }).redirectTo);
  if (intent === "sign_out") return redirect(at(url, {}));
  if (intent === "sign_in") {
    const user = control.accounts.signIn({ email: form.get("email"), password: form.get("password") });
    if (!user) return signInPage(again("Email and password do not fit together."), sorted(control.accounts.listUsers(), request), form.get("email"), 422);
    return redirect(at(url, { sandbox_user: user.id }));
  }
  if (intent.startsWith("as:")) return redirect(at(url, { sandbox_user: intent.slice(3) }));
  if (intent === "create_user") {
    const made = await attempt(() =>
      control.accounts.createUser({ email: form.get("email"), password: form.get("password") || "sandbox", name: form.get("name") || form.get("email") }),
    );
    if (!made.ok) return signInPage(again(made.problem), sorted(control.accounts.listUsers(), request), form.get("email"), 422);
    return redirect(at(url, { sandbox_user: made.value.id }));
  }
  const user = userOf(control, form.get("user"));
  if (!user) return redirect(at(url, {}));
  if (intent === "to_new") return redirect(at(url, { sandbox_user: user.id, sandbox_step: "new" }));
  if (intent === "to_choose") return redirect(at(url, { sandbox_user: user.id }));
  if (intent === "create_account") return createAccount(call, request, user, form);
  if (intent === "connect") {
    const account = form.get("account");
    const accounts = accountsOf(control, user);
    if (!accounts.some((record) => record.account.id === account)) return choosePage(again("Choose one of your accounts first."), user, accounts, null, 422);
    const agreed = await attempt(() =>
      control.oauth.authorize({ account, clientId: request.clientId, redirectUri: request.redirectUri, scope: request.scope, state: request.state }),
    );
    return agreed.ok ? redirect(agreed.value.redirectTo) : choosePage(again(agreed.problem), user, accounts, account, 422);
  }
  throw new SandboxError("The sandbox does not know this button.");
}

async function createAccount(call: SandboxPageCall, request: AuthorizeRequest, user: DashboardUser, form: Form): Promise<Response> {
  const { control, url } = call;
  const draft = {
    businessName: form.get("business_name"),
    country: form.get("country"),
    currency: form.get("currency"),
    email: form.get("email"),
    url: form.get("url"),
    status: form.get("status") === "new" ? ("new" as const) : ("complete" as const),
  };
  const made = await attempt(() => {
    if (!draft.businessName) throw new SandboxError("Give the business a name.");
    return control.accounts.create({
      businessName: draft.businessName,
      country: draft.country,
      email: draft.email || user.email,
      url: draft.url || null,
      status: draft.status,
      owner: user.email,
      ...(draft.currency ? { currency: draft.currency } : {}),
    });
  });
  if (made.ok) return redirect(at(url, { sandbox_user: user.id, sandbox_account: made.value.account.id }));
  return newAccountPage(stepOf(call, request, made.problem), user, draft, accountsOf(control, user).length > 0, 422);
}

/** Stripe's consent page: sign in, choose or create an account, agree or not. Problems with the request itself are JSON, as at Stripe. */
export const oauthPages = [
  get("/oauth/authorize", (call) => {
    const checked = checkAuthorizeRequest(call.engine, call.url);
    return checked.ok ? show(call, checked.request) : checked.response;
  }),
  post("/oauth/authorize", (call, form) => {
    const checked = checkAuthorizeRequest(call.engine, call.url);
    return checked.ok ? act(call, checked.request, form) : checked.response;
  }),
];
