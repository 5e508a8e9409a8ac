import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireOperator } from "~/auth/guards.server";
import { OperatorShell } from "~/components/layout/operator-shell";

export async function loader({ request }: LoaderFunctionArgs) {
  const { name, email } = await requireOperator(request);
  return { user: { name, email } };
}

export default function OperatorLayout() {
  const { user } = useLoaderData<typeof loader>();
  return (
    <OperatorShell user={user}>
      <Outlet />
    </OperatorShell>
  );
}
